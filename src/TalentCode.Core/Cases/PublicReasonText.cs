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
        var people = await db.Talents.Where(t => t.Id == talentId).Select(t => new { t.LegalName, t.LatinName, Family = t.Family.Select(f => f.LegalName).ToList() }).SingleAsync();
        var papers = await db.Talents.Where(t => t.Id == talentId).SelectMany(t => t.Papers.Select(p => p.Number)).ToListAsync();
        papers.AddRange(await db.FamilyMembers.Where(f => f.TalentId == talentId).SelectMany(f => f.Papers.Select(p => p.Number)).ToListAsync());
        if (HasNumber(text) || papers.Exists(number => number.Length >= ShortestNumber && Letters(text).Contains(Letters(number), StringComparison.Ordinal)))
            throw new RefusedException("reason-number",
                "原因会公开,里面有电话、证件号、办件编号或邮箱这样的内容。请删去后再发,例如写“外单位核查结果晚到三天”。",
                "The reason is published, and it holds what looks like a phone, document or case number or a mail address. Take it out and send it again, for example “the outside check came three days late”.");
        if (people.Family.Append(people.LegalName).Append(people.LatinName).OfType<string>().Any(name => Names(text, name)))
            throw new RefusedException("reason-name",
                "原因会公开,里面有申请人或家属的姓名。请改写成“申请人”或“家属”,再发一次。",
                "The reason is published, and it names the applicant or a relative. Write “the applicant” or “a relative” instead and send it again.");
    }

    /// <summary>Seven digits or more in a row, however they are grouped, that are no date and no span of years; or an address of mail.</summary>
    public static bool HasNumber(string text)
    {
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
        if (parts.All(p => p.All(char.IsAscii)))
            return parts.Where(p => p.Length > 2).Any(p => Regex.IsMatch(plain, $@"(?<![A-Za-z]){Regex.Escape(char.ToUpperInvariant(p[0]) + p[1..].ToLowerInvariant())}(?![a-z])|(?<![A-Za-z]){Regex.Escape(p.ToUpperInvariant())}(?![A-Za-z])"));
        var compact = string.Concat(plain.Where(c => !char.IsWhiteSpace(c)));
        return new[] { name[..1], name[..Math.Min(2, name.Length)] }.Any(surname => Address().Matches(compact).Any(m => compact[..m.Index].EndsWith(surname, StringComparison.Ordinal)));
    }

    private static string Letters(string text) => string.Concat(text.Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToUpperInvariant();

    [GeneratedRegex(@"(?<!\d)20\d\d(?:\s*[-./年]\s*[01]?\d(?:\s*[-./月]\s*[0-3]?\d日?|月)?|[01]\d[0-3]\d)(?!\d)|(?<!\d)20\d\d\s*[-–—~至到]\s*20\d\d(?!\d)")]
    private static partial Regex Dates();

    [GeneratedRegex(@"\d(?:[ \-–—.·()]{0,2}\d){6,}")]
    private static partial Regex Digits();

    [GeneratedRegex(@"[\w.+-]+@[\w-]+\.\w")]
    private static partial Regex Mail();

    [GeneratedRegex("先生|女士|小姐|同志|同学|老师|教授|博士|某")]
    private static partial Regex Address();
}
