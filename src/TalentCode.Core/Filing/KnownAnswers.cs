using System.Globalization;
using TalentCode.Core.People;

namespace TalentCode.Core.Filing;

/// <summary>The sources a form can be filled in from, by the names the form data uses.</summary>
public static class KnownAnswers
{
    public const string Earlier = "earlier";
    private const string Document = "document:";

    public static LocalText Profile { get; } = new("来自你的档案", "From your profile");
    public static LocalText Employer { get; } = new("来自单位信息", "From your employer's record");
    public static LocalText Family { get; } = new("来自家庭信息", "From your family's record");
    public static LocalText EarlierCase { get; } = new("来自你以前的申请", "From an earlier application");
    public static LocalText OnFile { get; } = new("来自材料库", "From a paper on file");

    private static readonly Dictionary<string, Func<Talent, string?>> Holder = new()
    {
        ["holder.name"] = t => t.LegalName,
        ["holder.latinName"] = t => t.LatinName ?? t.LegalName,
        ["holder.birthDate"] = t => Day(t.BirthDate),
        ["holder.nationality"] = t => t.Nationality,
        ["holder.phone"] = t => t.Phone,
        ["holder.homeAddress"] = t => t.HomeAddress,
        ["holder.householdAddress"] = t => t.HouseholdAddress,
        ["holder.field"] = t => t.Language == Language.English ? t.FieldEn ?? t.FieldZh : t.FieldZh ?? t.FieldEn,
        ["holder.contractUntil"] = t => Day(t.ContractUntil),
        ["holder.passportNumber"] = t => Paper(t.Papers, PaperKind.Passport)?.Number,
        ["holder.passportUntil"] = t => Day(Paper(t.Papers, PaperKind.Passport)?.Until),
        ["holder.residencePermitUntil"] = t => Day(Paper(t.Papers, PaperKind.ResidencePermit)?.Until),
        ["holder.workPermitNumber"] = t => Paper(t.Papers, PaperKind.WorkPermit)?.Number,
        ["holder.workPermitUntil"] = t => Day(Paper(t.Papers, PaperKind.WorkPermit)?.Until),
        ["holder.identityNumber"] = t => Identity(t.Papers),
    };

    private static readonly Dictionary<string, Func<Talent, string?>> AtEmployer = new()
    {
        ["employer.name"] = t => t.Language == Language.English ? t.Employer?.NameEn : t.Employer?.NameZh,
        ["employer.district"] = t => t.Language == Language.English ? t.Employer?.DistrictEn : t.Employer?.DistrictZh,
    };

    private static readonly Dictionary<string, Func<FamilyMember, string?>> OfMember = new()
    {
        ["person.name"] = m => m.LegalName,
        ["person.birthDate"] = m => Day(m.BirthDate),
        ["person.nationality"] = m => m.Nationality,
        ["person.identityNumber"] = m => Identity(m.Papers),
        ["person.householdAddress"] = m => m.HouseholdAddress,
    };

    /// <summary>Whether a form may name this source.</summary>
    public static bool Knows(string source) =>
        source == Earlier || source.StartsWith(Document, StringComparison.Ordinal) || Holder.ContainsKey(source) || AtEmployer.ContainsKey(source) || OfMember.ContainsKey(source);

    /// <summary>The first of the sources that knows an answer to this question.</summary>
    /// <param name="key">Key of the question, without a person.</param>
    public static KnownAnswer? First(IReadOnlyList<string> sources, string key, Known known) =>
        sources.Select(source => From(source, key, known)).FirstOrDefault(answer => answer is { Value.Length: > 0 });

    private static KnownAnswer? From(string source, string key, Known known)
    {
        if (source == Earlier) return Answer(known.Earlier.GetValueOrDefault(known.Member is { } m ? FormField.KeyFor(key, m.Id) : key), EarlierCase);
        if (source.StartsWith(Document, StringComparison.Ordinal))
            return Answer(known.OnFile.Where(d => d.Code == source[Document.Length..] && d.Title is not null).MaxBy(d => d.AddedAt)?.Title, OnFile);
        if (AtEmployer.TryGetValue(source, out var employer)) return Answer(employer(known.Talent), Employer);
        if (OfMember.TryGetValue(source, out var member))
            return known.Member is { } person ? Answer(member(person), Family) : Answer(OfHolder(source, known.Talent), Profile);
        return Holder.TryGetValue(source, out var holder) ? Answer(holder(known.Talent), Profile) : null;
    }

    private static string? OfHolder(string source, Talent talent) => Holder.GetValueOrDefault(source.Replace("person.", "holder.", StringComparison.Ordinal))?.Invoke(talent);

    private static KnownAnswer? Answer(string? value, LocalText from) => value is null ? null : new(value, from);

    private static IdentityPaper? Paper(List<IdentityPaper> papers, PaperKind kind) => papers.Where(p => p.Kind == kind && p.Current).MaxBy(p => p.Until);

    private static readonly PaperKind[] Identities = [PaperKind.ResidentId, PaperKind.PermanentResidenceCard, PaperKind.Passport, PaperKind.HkMacaoPermit, PaperKind.TaiwanPermit];

    private static string? Identity(List<IdentityPaper> papers) => Identities.Select(kind => Paper(papers, kind)?.Number).FirstOrDefault(number => number is not null);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
