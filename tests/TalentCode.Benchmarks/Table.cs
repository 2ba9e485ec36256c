namespace TalentCode.Benchmarks;

/// <summary>Plain columns for a terminal.</summary>
internal static class Table
{
    public static void Print(string title, IReadOnlyList<string[]> rows, TextWriter? to = null)
    {
        to ??= Console.Out;
        to.WriteLine($"\n{title}");
        var widths = Enumerable.Range(0, rows.Max(r => r.Length)).Select(i => rows.Max(r => i < r.Length ? r[i].Length : 0)).ToArray();
        foreach (var row in rows)
            to.WriteLine("  " + string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
    }

    public static string Verdict(bool met, string target) => met ? $"meets {target}" : $"MISSES {target}";

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
