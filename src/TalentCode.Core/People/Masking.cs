using System.Globalization;
using System.Text;

namespace TalentCode.Core.People;

/// <summary>What may be seen without need. Applied on the server: a value that may not be seen never enters a page.</summary>
public static class Masking
{
    private static readonly HashSet<string> CompoundSurnames =
        ["欧阳", "上官", "司马", "诸葛", "司徒", "夏侯", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文", "端木", "南宫", "独孤", "闻人", "申屠", "钟离"];

    /// <summary>张* · 张*明 · 欧阳** · J*** S****. Counts characters as a reader does, not code units.</summary>
    public static string Name(string name)
    {
        var trimmed = name.Trim();
        if (trimmed.Length == 0) return "";
        if (trimmed.EnumerateRunes().All(r => r.Value < 0x2E80)) return Latin(trimmed);
        var parts = new StringInfo(trimmed);
        var count = parts.LengthInTextElements;
        if (trimmed.Contains('·', StringComparison.Ordinal)) return parts.SubstringByTextElements(0, 1) + new string('*', Math.Max(1, count - 1));
        if (count > 2 && CompoundSurnames.Contains(parts.SubstringByTextElements(0, 2)))
            return parts.SubstringByTextElements(0, 2) + new string('*', count - 2);
        return count <= 2
            ? parts.SubstringByTextElements(0, 1) + "*"
            : parts.SubstringByTextElements(0, 1) + new string('*', count - 2) + parts.SubstringByTextElements(count - 1, 1);
    }

    private static string Latin(string name) =>
        string.Join(' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part[..1] + new string('*', Math.Min(4, Math.Max(1, part.Length - 1)))));

    /// <summary>138****5678; numbers from abroad keep country code and last three digits.</summary>
    public static string Phone(string digits) => digits switch
    {
        { Length: 13 } when digits.StartsWith("86", StringComparison.Ordinal) => $"{digits[2..5]}****{digits[^4..]}",
        { Length: > 6 } => $"+{digits[..2]}****{digits[^3..]}",
        _ => "****",
    };

    /// <summary>Identity numbers never show the birth-date part: 500***********0018, passports E*****123.</summary>
    public static string PaperNumber(string number) => number.Length switch
    {
        >= 15 => number[..3] + new string('*', number.Length - 7) + number[^4..],
        > 5 => number[..1] + new string('*', number.Length - 4) + number[^3..],
        _ => new string('*', number.Length),
    };

    /// <summary>Addresses down to the road: everything from the first house number on is covered.</summary>
    public static string Address(string? address)
    {
        if (string.IsNullOrWhiteSpace(address)) return "";
        var cut = new StringBuilder();
        foreach (var rune in address.EnumerateRunes())
        {
            if (Rune.IsDigit(rune)) return cut.ToString().TrimEnd() + "***";
            cut.Append(rune);
        }
        return cut.ToString();
    }

    /// <summary>A child is never named: "子女1(小学)".</summary>
    public static LocalText Child(int ordinal, int age) => age switch
    {
        < 3 => new($"子女{ordinal}(幼儿)", $"Child {ordinal} (infant)"),
        < 6 => new($"子女{ordinal}(学前)", $"Child {ordinal} (pre-school)"),
        < 12 => new($"子女{ordinal}(小学)", $"Child {ordinal} (primary school)"),
        < 15 => new($"子女{ordinal}(初中)", $"Child {ordinal} (junior high)"),
        < 18 => new($"子女{ordinal}(高中)", $"Child {ordinal} (senior high)"),
        _ => new($"子女{ordinal}(成年)", $"Child {ordinal} (adult)"),
    };
}
