using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;

namespace TalentCode.Core.Cases;

/// <summary>Keeps people out of the reasons that are published: numbers that point at somebody, mail addresses, and the names of those a case may be about.</summary>
public static partial class PublicReasonText
{
    private const int ShortestNumber = 5;

    /// <exception cref="RefusedException">The text says who it is about.</exception>
    internal static async Task CheckAsync(TalentDb db, Guid talentId, string text)
    {
        var about = (await AboutAsync(db, [talentId]))[talentId];
        if (HoldsNumber(text, about))
            throw new RefusedException("reason-number",
                "原因会公开,里面有电话、证件号、办件编号或邮箱这样的内容。请删去后再发,例如写“外单位核查结果晚到三天”。",
                "The reason is published, and it holds what looks like a phone, document or case number or a mail address. Take it out and send it again, for example “the outside check came three days late”.");
        if (about.Names.Any(name => Names(text, name)))
            throw new RefusedException("reason-name",
                "原因会公开,里面有申请人或家属的姓名。请改写成“申请人”或“家属”,再发一次。",
                "The reason is published, and it names the applicant or a relative. Write “the applicant” or “a relative” instead and send it again.");
    }

    /// <summary>Those a case may be about: how they are called, and the numbers of their papers.</summary>
    internal sealed record About(IReadOnlyList<string> Names, IReadOnlyList<string> Numbers);

    internal static async Task<Dictionary<Guid, About>> AboutAsync(TalentDb db, IReadOnlyCollection<Guid> talents)
    {
        var people = await db.Talents.Where(t => talents.Contains(t.Id)).Select(t => new { t.Id, t.LegalName, t.LatinName, Family = t.Family.Select(f => f.LegalName).ToList() }).ToListAsync();
        var own = await db.Talents.Where(t => talents.Contains(t.Id)).SelectMany(t => t.Papers, (t, p) => new { t.Id, p.Number }).ToListAsync();
        var family = await db.FamilyMembers.Where(f => talents.Contains(f.TalentId)).SelectMany(f => f.Papers, (f, p) => new { Id = f.TalentId, p.Number }).ToListAsync();
        var numbers = own.Concat(family).ToLookup(p => p.Id, p => p.Number);
        return people.ToDictionary(p => p.Id, p => new About([.. p.Family.Append(p.LegalName).Append(p.LatinName).OfType<string>()], [.. numbers[p.Id]]));
    }

    /// <summary>Whether a text says who it is about, whenever it was written.</summary>
    internal static bool PointsAtSomebody(string text, About about) => HoldsNumber(text, about) || about.Names.Any(name => Names(text, name));

    private static bool HoldsNumber(string text, About about) =>
        HasNumber(text) || about.Numbers.Any(number => number.Length >= ShortestNumber && Letters(text).Contains(Letters(number), StringComparison.Ordinal));

    /// <summary>Seven digits or more in a row, however they are grouped, that are no date and no span of years; or an address of mail.</summary>
    public static bool HasNumber(string text)
    {
        if (CaseNumber().IsMatch(text.Normalize(NormalizationForm.FormKC))) return true;
        var plain = Dates().Replace(text.Normalize(NormalizationForm.FormKC), "\n");
        return Mail().IsMatch(plain) || Digits().IsMatch(plain);
    }

    /// <summary>Whether a text names somebody: the whole name, a Latin name in either order or a part of it, a Chinese surname with a form of address.</summary>
    public static bool Names(string text, string name)
    {
        var plain = text.Normalize(NormalizationForm.FormKC);
        var parts = name.Normalize(NormalizationForm.FormKC).Split([' ', '·', '•', '-', ','], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0) return false;
        if (Letters(name).Length > 1 && Letters(plain).Contains(Letters(name), StringComparison.Ordinal)) return true;
        if (parts.All(p => p.All(c => c < '\u2e80')))
            return parts.Where(p => p.Length > 2).Any(p => Regex.IsMatch(plain, $@"(?<!\p{{L}}){Regex.Escape(char.ToUpperInvariant(p[0]) + p[1..].ToLowerInvariant())}(?!\p{{Ll}})|(?<!\p{{L}}){Regex.Escape(p.ToUpperInvariant())}(?!\p{{L}})"));
        var compact = string.Concat(plain.Where(c => !char.IsWhiteSpace(c)));
        return new[] { name[..1], name[..Math.Min(2, name.Length)] }.Any(surname => Address().Matches(compact).Any(m => compact[..m.Index].EndsWith(surname, StringComparison.Ordinal)));
    }

    private static string Letters(string text) => string.Concat(text.Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToUpperInvariant();

    [GeneratedRegex(@"(?<!\d)20\d\d(?:\s*[-./年]\s*[01]?\d(?:\s*[-./月]\s*[0-3]?\d日?|月)?|[01]\d[0-3]\d)(?!\d)|(?<!\d)20\d\d\s*[-–—~至到]\s*20\d\d(?!\d)")]
    private static partial Regex Dates();

    [GeneratedRegex(@"\d(?:[ \-–—.·()]{0,2}\d){6,}")]
    private static partial Regex Digits();

    // Also without its check digit, and without the letters in front.
    [GeneratedRegex(@"(?i)\bRC\s*-?\s*\d{6}|(?<!\d)\d{6}\s*-\s*\d{8}\s*-\s*\d{6}")]
    private static partial Regex CaseNumber();

    [GeneratedRegex(@"[\w.+-]+@[\w-]+\.\w")]
    private static partial Regex Mail();

    [GeneratedRegex("先生|女士|小姐|同志|同学|老师|教授|博士|某")]
    private static partial Regex Address();
}
