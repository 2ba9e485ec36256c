namespace TalentCode.Core.Cases;

/// <summary>The applicant's test (科目一考试): a special procedure that ends as passed or not. A failed one can be taken again.</summary>
public static class TestOutcomes
{
    /// <summary>The test under way, which does not end by hand without its outcome; null when none is.</summary>
    public static CasePause? Open(ServiceCase row) => row.Pauses.Find(p => p is { Kind: CaseDeadlines.Test, EndAt: null });

    /// <summary>How a test ended, for everybody; null for other procedures, while it runs, and where nobody said.</summary>
    public static LocalText? Of(CasePause pause) => pause.Passed switch
    {
        true => new("通过", "Passed"),
        false => new("没有通过", "Not passed"),
        _ => null,
    };

    /// <summary>The same to the applicant, for the event that ended it; null for every other event.</summary>
    public static LocalText? ForApplicant(ServiceCase row, CaseEvent step) => Ended(row, step.Action, step.At) is { Passed: { } passed } test
        ? passed ? new($"{test.NameZh}已通过", $"{test.NameEn}: passed") : new($"{test.NameZh}没有通过,可以再考", $"{test.NameEn}: not passed; it can be taken again")
        : null;

    /// <summary>What a step that moves a date writes beside it: the clock runs because the test was passed, not because something ended.</summary>
    internal static LocalText Why(ServiceCase row, CaseAction action, DateTime now) =>
        Ended(row, action, now) is { Passed: { } passed } test ? passed ? new($"{test.NameZh}通过", $"{test.NameEn} passed") : new($"{test.NameZh}没有通过", $"{test.NameEn} not passed") : CaseWords.Of(action);

    /// <summary>The message of a step about a special procedure, where it is a test: it says the outcome, and no date before there is one.</summary>
    internal static string Notice(ServiceCase row, string notice) => row.Pauses.MaxBy(p => p.StartAt) is not { Kind: CaseDeadlines.Test } test ? notice : (notice, test.Passed, row.PromisedDueAt) switch
    {
        ("case-special-started", _, null) => "case-test-started",
        ("case-special-ended", true, _) => "case-test-passed",
        ("case-special-ended", false, _) => "case-test-failed",
        ("case-special-capped", _, null) => "case-test-capped",
        _ => notice,
    };

    private static CasePause? Ended(ServiceCase row, CaseAction action, DateTime at) => action == CaseAction.EndSpecial ? row.Pauses.Find(p => p.EndAt == at) : null;
}
