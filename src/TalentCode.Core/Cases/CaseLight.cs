using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>绿 黄 红 深红. Colour is never alone: every light has a word.</summary>
public enum CaseLight { None, Green, Yellow, Red, DeepRed }

public static class CaseLights
{
    /// <summary>
    /// Yellow when one working day or the last fifth of the working days is left, or when the step takes longer than its days;
    /// red when the promise is broken; deep red when the outer limit is. A decided case has a light once its last step takes
    /// too long (yellow) or its result is late: red, and deep red where the law sets the term; an ended case has none. Cards have the colour of the light they are issued with.
    /// </summary>
    public static CaseLight Of(ServiceCase row, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        if (row.State == CaseState.Decided) return row.NextDueAt <= now ? OfDelivery(row) : row.YellowAt <= now ? CaseLight.Yellow : CaseLight.None;
        // While the applicant completes the papers no clock of the office runs.
        if (!CaseWorkflow.Undecided.Contains(row.State) || row.State == CaseState.AwaitingCompletion) return CaseLight.None;
        if (now >= row.OuterDueAt) return CaseLight.DeepRed;
        if (now >= NextDue(row)) return CaseLight.Red;
        // Lists read from the column what the case's procedures and the item's steps give.
        return (row.YellowAt ?? CaseWarnings.YellowAt(row, calendar, clock)) <= now ? CaseLight.Yellow : CaseLight.Green;
    }

    /// <summary>
    /// The same for the applicant and the family: how long a step inside the office takes is no warning to them, so yellow is
    /// only what is promised for soon.
    /// </summary>
    public static CaseLight OutsideOf(ServiceCase row, DateTime now, WorkingCalendar calendar, CityClock clock) => Of(row, now, calendar, clock) switch
    {
        CaseLight.Yellow when row.State == CaseState.Decided => CaseLight.None,
        CaseLight.Yellow when NextDue(row) is not { } due || now < CaseWarnings.NearOf(row, due, calendar, clock) => CaseLight.Green,
        var light => light,
    };

    /// <summary>The light of a result that was not handed over in time: ten working days are law for what a licence grants (行政许可法 44), the platform's promise elsewhere.</summary>
    public static CaseLight OfDelivery(ServiceCase row) =>
        row.Decision == CaseDecision.Granted && row.ItemVersion?.AcceptanceBySilence == true ? CaseLight.DeepRed : CaseLight.Red;

    /// <summary>The promise that comes next: the answer about acceptance, then the decision.</summary>
    public static DateTime? NextDue(ServiceCase row) => NextDue(row.State, row.AcceptanceDueAt, row.PromisedDueAt);

    /// <inheritdoc cref="NextDue(ServiceCase)"/>
    public static DateTime? NextDue(CaseState state, DateTime? acceptanceDueAt, DateTime? promisedDueAt) =>
        state is CaseState.Submitted or CaseState.Received ? acceptanceDueAt ?? promisedDueAt : promisedDueAt;

    /// <summary>Whether the end is near enough to warn somebody.</summary>
    public static bool IsNear(DateTime start, DateTime due, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        if (due - start <= TimeSpan.FromDays(1)) return (due - now) <= (due - start) / 5;
        // A due instant is the 24:00 of its day, so the day itself is the one just before it.
        var last = clock.DateOf(due.AddTicks(-1));
        var left = calendar.WorkingDays(clock.DateOf(now), last);
        var whole = calendar.WorkingDays(clock.DateOf(start), last);
        return left <= Math.Max(1, whole / 5);
    }

    /// <summary>What it is called outside the office: there yellow means one thing only.</summary>
    public static LocalText WordOutside(CaseLight light) => light == CaseLight.Yellow ? new("临期", "Due soon") : Word(light);

    public static LocalText Word(CaseLight light) => light switch
    {
        CaseLight.Green => new("正常", "On time"),
        CaseLight.Yellow => new("预警", "Warning"),
        CaseLight.Red => new("超承诺", "Overdue"),
        CaseLight.DeepRed => new("超上限", "Over the limit"),
        _ => new("", ""),
    };
}
