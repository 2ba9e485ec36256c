using TalentCode.Core.Filing;

namespace TalentCode.Core.Cases;

/// <summary>What of an application can be shown to a department that is asked for an opinion: piece by piece, never the whole.</summary>
public static class OpinionData
{
    public const string Applicant = "applicant", Employer = "employer";

    /// <summary>Every piece there is, with its label.</summary>
    public static IReadOnlyList<(string Key, LocalText Label)> Choices(ServiceCase row) =>
    [
        (Applicant, new("申请人(姓名脱敏)", "Applicant (name masked)")),
        (Employer, new("用人单位", "Employer")),
        .. Fields(row).Select(f => (f.Key, f.Label)),
    ];

    /// <summary>The pieces that were opened, as they stand now.</summary>
    /// <param name="row">With talent and employer.</param>
    public static IReadOnlyList<(LocalText Label, LocalText Value)> Shown(ServiceCase row, IReadOnlyCollection<string> keys, LocalText maskedName)
    {
        List<(LocalText, LocalText)> shown = [];
        if (keys.Contains(Applicant)) shown.Add((new("申请人", "Applicant"), maskedName));
        if (keys.Contains(Employer) && row.Talent?.Employer is { } employer) shown.Add((new("用人单位", "Employer"), employer.Name));
        foreach (var field in Fields(row).Where(f => keys.Contains(f.Key)))
        {
            var answer = row.Answers[field.Key];
            shown.Add((field.Label, field.Words(answer)));
        }
        return shown;
    }

    private static IEnumerable<FormField> Fields(ServiceCase row) =>
        ((row.ItemVersion is { } version ? ItemForms.Of(version.Content) : null)?.Fields ?? []).Where(f => row.Answers.GetValueOrDefault(f.Key) is { Length: > 0 });
}
