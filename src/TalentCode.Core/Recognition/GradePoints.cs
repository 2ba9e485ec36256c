using System.Text.Json;
using System.Text.Json.Serialization;
using TalentCode.Core.People;

namespace TalentCode.Core.Recognition;

/// <summary>One line of the sum: what was counted, what it is, how many of how many points.</summary>
public sealed record PointLine(LocalText Name, LocalText Answer, int Points, int Most);

/// <summary>The sum with its arithmetic, and the grade it leads to; null when it reaches none.</summary>
public sealed record PointScore(IReadOnlyList<PointLine> Lines, int Total, GradeLevel? Level)
{
    /// <summary>The arithmetic in one line: 年龄8 + 学历学位20 + … = 66分,D类.</summary>
    public LocalText Sum => new(
        $"{string.Join(" + ", Lines.Select(l => $"{l.Name.Zh}{l.Points}"))} = {Total}分,{(Level is { } zh ? $"{zh}类" : "达不到F类")}",
        $"{string.Join(" + ", Lines.Select(l => $"{l.Name.En} {l.Points}"))} = {Total}, {(Level is { } en ? $"grade {en}" : "below grade F")}");
}

public sealed record PointOption(string Value, string Zh, string En, int Points)
{
    public LocalText Word => new(Zh, En);
}

/// <summary>One thing that is counted, with its answers from the fewest points to the most.</summary>
public sealed record PointDimension(string Key, string Zh, string En, IReadOnlyList<PointOption> Options)
{
    public LocalText Name => new(Zh, En);
    public int Most => Options.Max(o => o.Points);
}

/// <summary>
/// Recognition by points (计分认定): six dimensions, 100 points at most. The dimensions are those of the programme; the
/// points of each answer and the thresholds are constructed, for no table is published. They are data: grade-points.json.
/// </summary>
public static class GradePoints
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    private static readonly PointTable Table = Read();

    /// <summary>The dimensions that are asked; age is known.</summary>
    public static IReadOnlyList<PointDimension> Asked => Table.Dimensions;

    /// <summary>Fewest points of each grade, the highest grade first.</summary>
    public static IReadOnlyList<(GradeLevel Level, int From)> Thresholds { get; } = [.. Table.Thresholds.Select(t => (t.Level, t.From))];

    /// <summary>Counts the answers. An answer that is missing or unknown counts as the lowest of its dimension.</summary>
    public static PointScore Of(Talent talent, IReadOnlyDictionary<string, string> answers, DateOnly day)
    {
        var age = Ages.On(talent.BirthDate, day);
        var bands = Table.Age.Bands;
        List<PointLine> lines = [new(new(Table.Age.Zh, Table.Age.En), new($"{age}周岁", $"{age} years"), bands.First(b => age <= b.UpTo).Points, bands.Max(b => b.Points))];
        foreach (var dimension in Table.Dimensions)
        {
            var answer = dimension.Options.FirstOrDefault(o => o.Value == answers.GetValueOrDefault(dimension.Key)) ?? dimension.Options[0];
            lines.Add(new(dimension.Name, answer.Word, answer.Points, dimension.Most));
        }
        var total = lines.Sum(l => l.Points);
        return new(lines, total, LevelOf(total));
    }

    /// <summary>The grade a sum leads to; null below the lowest threshold.</summary>
    public static GradeLevel? LevelOf(int total) => Table.Thresholds.FirstOrDefault(t => total >= t.From)?.Level;

    private static PointTable Read()
    {
        using var stream = typeof(GradePoints).Assembly.GetManifestResourceStream("TalentCode.Core.grade-points.json")!;
        return JsonSerializer.Deserialize<PointTable>(stream, Json)!;
    }

    private sealed record PointTable(AgeBands Age, IReadOnlyList<PointDimension> Dimensions, IReadOnlyList<Threshold> Thresholds);

    private sealed record AgeBands(string Zh, string En, IReadOnlyList<AgeBand> Bands);

    private sealed record AgeBand(int UpTo, int Points);

    private sealed record Threshold(GradeLevel Level, int From);
}
