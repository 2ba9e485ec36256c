namespace TalentCode.Core.Eligibility;

/// <summary>What was found of a person, said to somebody else: the words of the conditions speak to the person.</summary>
internal static class AboutApplicant
{
    private static readonly (string You, string They)[] English =
    [
        ("Your own ", "The applicant's own "), ("You own ", "The applicant owns "), (", if you rent", ", if renting"),
        ("You are ", "The applicant is "), ("You hold ", "The applicant holds "), ("You have ", "The applicant has "),
        ("Your ", "The applicant's "), (" your ", " the applicant's "),
    ];

    public static LocalText? Of(LocalText? found) => found is { } text ? Of(text) : null;

    public static LocalText Of(LocalText text) =>
        new(text.Zh.Replace("你", "申请人", StringComparison.Ordinal), English.Aggregate(text.En, (said, pair) => said.Replace(pair.You, pair.They, StringComparison.Ordinal)));
}
