using TalentCode.Core.Catalogue;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>The dates of a case and how they came about.</summary>
/// <param name="Acceptance">Last instant to say whether the case is accepted, or for the first contact.</param>
/// <param name="Promised">Promised last instant; never later than the outer one.</param>
/// <param name="Outer">Statutory limit or the platform's own; null where there is none.</param>
public sealed record CaseDates(DueDate? Acceptance, DueDate? Promised, DueDate? Outer)
{
    public bool Provisional => Acceptance?.Provisional == true || Promised?.Provisional == true || Outer?.Provisional == true;
}

/// <summary>
/// Pure arithmetic from start instants and the item's limits to due dates (domain rules 2.0 and 2.3). Licence law's five
/// working days for the answer whether a case is accepted are law for licences and the platform's promise elsewhere.
/// </summary>
public static class CaseDeadlines
{
    /// <summary>Start of a limit that runs from the close of the window in which the case was filed.</summary>
    public const string RoundClosed = "roundClosed";

    /// <summary>Start of a limit that runs from the day on which the applicant's test was entered as passed.</summary>
    public const string TestPassed = "testPassed";

    /// <summary>Code of the special procedure that is the applicant's test.</summary>
    public const string Test = "test";

    internal static readonly Term AcceptanceTerm = new(5, TermUnit.WorkingDay);

    /// <summary>Ten working days to complete the papers (model: 行政复议法 31), and as many again for good reason.</summary>
    public static readonly Term CompletionTerm = new(10, TermUnit.WorkingDay);

    // What several organs decide together is decided within so many working days of the acceptance of the whole, and so many more once extended (行政许可法 42).
    private const int JointDays = 45, JointMore = 15;

    private static readonly Term DeferralTerm = new(15, TermUnit.WorkingDay);

    /// <summary>Ten working days to hand over the result: law for licences (行政许可法 44), the platform's promise elsewhere.</summary>
    public static readonly Term DeliveryTerm = new(10, TermUnit.WorkingDay);

    /// <summary>Dates known once received and, after acceptance, all of them.</summary>
    /// <param name="receivedAt">UTC instant at which the application entered the system (电子签名法 11).</param>
    /// <param name="acceptedAt">UTC instant of acceptance; the receipt itself where silence accepted.</param>
    public static CaseDates For(ItemContent item, DateTime receivedAt, DateTime? acceptedAt, WorkingCalendar calendar, CityClock clock) =>
        For(item, receivedAt, acceptedAt, [], false, calendar, clock);

    /// <summary>
    /// The dates of a case as they follow from its own events; those of a family application are the latest of its members
    /// (<see cref="ServiceCase.Children"/> with their pauses), for a licence within what the law leaves for the whole, and
    /// wait for whoever is behind (<see cref="FamilyTerms"/>). While the applicant completes the papers there are none.
    /// </summary>
    public static CaseDates For(ServiceCase row, WorkingCalendar calendar, CityClock clock) => For(row, calendar, clock, null);

    /// <param name="coming">Last instants for papers or answers of members, where a calendar is about to move them.</param>
    internal static CaseDates For(ServiceCase row, WorkingCalendar calendar, CityClock clock, IReadOnlyDictionary<Guid, DateTime?>? coming)
    {
        var item = row.Terms;
        var own = Own(row, item, calendar, clock);
        var members = row.Children.Where(c => c.IsOpen).Select(c => Own(c, item, calendar, clock)).ToList();
        if (members.Count > 0 && FamilyTerms.Held(row, item, calendar, clock, coming) is { } held) members.Add(held);
        return members.Count == 0 ? own : own with
        {
            Promised = Within(members.Select(m => m.Promised).OfType<DueDate>().MaxBy(d => d.AtUtc), Ceiling(row, item, false, calendar, clock)),
            Outer = Within(members.Select(m => m.Outer).OfType<DueDate>().MaxBy(d => d.AtUtc), Ceiling(row, item, row.ExtendedAt is not null, calendar, clock)),
        };
    }

    private static DueDate? Within(DueDate? latest, DueDate? ceiling) => latest is not null && ceiling is not null && ceiling.AtUtc < latest.AtUtc ? ceiling : latest;

    /// <summary>Last instant the law leaves for a family application for a licence (并联), from the acceptance of the whole; null under other law.</summary>
    private static DueDate? Ceiling(ServiceCase row, ItemContent item, bool extended, WorkingCalendar calendar, CityClock clock)
    {
        if (item.Regime != Regime.Licence || row.AcceptedAt is not { } accepted) return null;
        var term = new Term(extended ? JointDays + JointMore : JointDays, TermUnit.WorkingDay);
        var due = DueDates.Calculate(accepted, term, [.. row.Pauses.Where(p => p.StopsOuter).Select(p => new Standstill(p.StartAt, p.StandsUntil, p.Name))], calendar, clock);
        return due with
        {
            Arithmetic = new(
                $"整件申请受理后最长 {term.InWords().Zh}(行政许可法第42条,{(extended ? $"已延长 {JointMore} 个工作日" : "并联办理")}),成员较晚的日期以此为限:{due.Arithmetic.Zh}",
                $"At most {term.InWords().En} from the acceptance of the whole application (Administrative Licensing Law, art. 42{(extended ? $", {JointMore} of them by extension" : "")}), whatever later date a member has: {due.Arithmetic.En}"),
        };
    }

    private static CaseDates Own(ServiceCase row, ItemContent item, WorkingCalendar calendar, CityClock clock) =>
        row is { ReceivedAt: { } received, State: not CaseState.AwaitingCompletion }
            ? For(item, received, row.AcceptedAt, row.Pauses, row.ExtendedAt is not null, calendar, clock, row.RoundClosesAt)
            : new(null, null, null);

    /// <param name="pauses">Special procedures; each stops the clocks it names and never longer than was approved.</param>
    /// <param name="extended">Whether the outer limit was extended as the item's rule says.</param>
    /// <param name="roundClosesAt">UTC instant at which the window of the case's round closes; limits that run from there wait for it.</param>
    public static CaseDates For(ItemContent item, DateTime receivedAt, DateTime? acceptedAt, IReadOnlyCollection<CasePause> pauses, bool extended,
        WorkingCalendar calendar, CityClock clock, DateTime? roundClosesAt = null)
    {
        var counted = CountedFrom(item, receivedAt, calendar, clock);
        // Silence accepts as of the receipt, whenever that counts.
        if (acceptedAt == receivedAt) acceptedAt = counted;
        var closed = counted != receivedAt;
        receivedAt = counted;
        DueDate? Due(LimitClock? limit, Func<CasePause, bool> stops, int more = 0) => limit?.Term is { } term && StartOf(limit, receivedAt, acceptedAt, pauses, roundClosesAt) is { } start
            ? FromOpening(closed && start == counted, counted, clock, FromClosing(limit, roundClosesAt, term, Longer(start, term, more, [.. pauses.Where(stops).Select(p => new Standstill(p.StartAt, p.StandsUntil, p.Name))], calendar, clock)))
            : null;

        var main = MainLimit(item);
        var outer = Due(main.Outer, p => p.StopsOuter);
        var promised = Due(main.Promised, p => p.StopsPromised);
        // The earlier of the two is what is shown: a promise longer than the limit is no promise. It was given before any
        // extension and does not move with one.
        if (promised is not null && outer is not null && outer.AtUtc < promised.AtUtc) promised = outer;
        if (extended) outer = Due(main.Outer, p => p.StopsOuter, item.Extension?.WorkingDays ?? 0);
        var acceptance = acceptedAt is not null ? null
            : FirstContact(item) is { } contact ? Due(contact.Promised, _ => false)
            : RunsFromAcceptance(main) || item.AcceptanceBySilence ? FromOpening(closed, counted, clock, Answer(item, receivedAt, calendar, clock))
            : IsAnsweredFirst(item) && FromOpening(closed, counted, clock, Answer(item, receivedAt, calendar, clock)) is var answer && !(promised?.AtUtc <= answer.AtUtc) ? answer
            : null;
        return new(acceptance, promised, outer);
    }

    /// <summary>The instant (UTC) from which the receipt counts: its own, or the next opening of the windows where the item says so.</summary>
    public static DateTime CountedFrom(ItemContent item, DateTime receivedAt, WorkingCalendar calendar, CityClock clock) =>
        item.OutsideHours == OutsideHours.NextWorkingDay && !clock.IsOpen(receivedAt, calendar) ? clock.NextOpening(receivedAt, calendar) : receivedAt;

    // Only a law of its own makes the five days law, and silence a yes; everywhere else it is said whose promise they are.
    private static DueDate Answer(ItemContent item, DateTime receivedAt, WorkingCalendar calendar, CityClock clock)
    {
        var due = DueDates.Calculate(receivedAt, AcceptanceTerm, calendar, clock);
        var (zh, en) = AcceptanceTerm.InWords();
        return item.AcceptanceBySilence ? due : due with { Arithmetic = new($"平台承诺收件后{zh}内答复:{due.Arithmetic.Zh}", $"The platform’s promise, {en} from receipt: {due.Arithmetic.En}") };
    }

    // Where the limits run from the receipt they go on running, and the answer comes first all the same. A decision that is
    // promised as early (legal aid) or at once is the answer: a second date for the same thing would warn and apologise twice.
    private static bool IsAnsweredFirst(ItemContent item) => item.Kind is ItemKind.Committed or ItemKind.Batch && item.Regime != Regime.Market;

    // An extension is in working days: a limit in another unit runs out first, and they are counted on from there.
    private static DueDate Longer(DateTime start, Term term, int more, List<Standstill> stops, WorkingCalendar calendar, CityClock clock)
    {
        if (term.Unit == TermUnit.WorkingDay) return DueDates.Calculate(start, term with { Length = term.Length + more }, stops, calendar, clock);
        var due = DueDates.Calculate(start, term, stops, calendar, clock);
        return more == 0 ? due : DueDates.Calculate(due.AtUtc.AddTicks(-1), new Term(more, TermUnit.WorkingDay), stops, calendar, clock);
    }

    /// <summary>Latest day for papers that may follow if the case is accepted now: the outer limit; the promise where there is none; fifteen working days where there is neither.</summary>
    public static (DateOnly Day, LocalText Of) DeferralLimit(ServiceCase row, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        var dates = For(row.Terms, row.ReceivedAt ?? now, now, [], false, calendar, clock, row.RoundClosesAt);
        if (dates.Outer is { } outer) return (outer.Day, new("办理期限", "the limit of the service"));
        if (dates.Promised is { } promised) return (promised.Day, new("承诺期限(这个事项没有办理上限)", "the promised date, as this service has no outer limit"));
        return (DueDates.Calculate(now, DeferralTerm, calendar, clock).Day, new("15个工作日(这个事项没有办理期限)", "fifteen working days, as this service has no limit"));
    }

    /// <summary>What an applicant may expect when filing at this instant: the answer by the last day, the decision counted from there.</summary>
    public static CaseDates Expected(ItemContent item, DateTime now, WorkingCalendar calendar, CityClock clock, DateTime? roundClosesAt = null)
    {
        var first = For(item, now, null, calendar, clock);
        return first.Promised is not null || first.Acceptance is null
            ? first
            : For(item, now, first.Acceptance.AtUtc.AddTicks(-1), [], false, calendar, clock, roundClosesAt) with { Acceptance = first.Acceptance };
    }

    /// <summary>The limit that carries the decision of this case, by what was applied for.</summary>
    public static ItemLimit MainLimit(ServiceCase row) => MainLimit(row.Terms);

    /// <summary>The limit that carries the decision. A part called first contact comes before it and is the acceptance step.</summary>
    public static ItemLimit MainLimit(ItemContent item) =>
        FirstContact(item) is not null ? item.Limits[1] : item.Limits.Count > 0 ? item.Limits[0] : new ItemLimit();

    private static ItemLimit? FirstContact(ItemContent item) =>
        item.Limits is [{ PartEn: "First contact" } contact, _, ..] ? contact : null;

    private static bool RunsFromAcceptance(ItemLimit limit) => limit.Promised?.From is "accepted" or RoundClosed || limit.Outer?.From is "accepted" or RoundClosed;

    // A limit that runs from an event of the applicant's life (moved in) binds the applicant, not this case's clock.
    private static DateTime? StartOf(LimitClock limit, DateTime receivedAt, DateTime? acceptedAt, IReadOnlyCollection<CasePause> pauses, DateTime? roundClosesAt) => limit.From switch
    {
        "received" => receivedAt,
        "accepted" => acceptedAt,
        // Nothing can be decided before everybody's window has closed. 24:00 still belongs to the last day, which does not count.
        RoundClosed => acceptedAt is null ? null : roundClosesAt?.AddTicks(-1) ?? acceptedAt,
        // A case taken up again counts from then, as every other promise does.
        TestPassed => TestedAt(pauses) is { } tested ? (acceptedAt > tested ? acceptedAt : tested) : null,
        _ => null,
    };

    // The test is a special procedure; its end as passed is what the limit runs from. One that is under way, was not passed or
    // merely used up its time gives no date, and a new try takes the place of the one before. Those of before the outcome was
    // asked were to be ended once passed: with a result they count as passed.
    private static DateTime? TestedAt(IReadOnlyCollection<CasePause> pauses) =>
        pauses.Where(p => p.Kind == Test).MaxBy(p => p.EndAt ?? DateTime.MaxValue) is { EndAt: { } end, Result.Length: > 0, Passed: not false } ? end : null;

    private static DueDate FromOpening(bool closed, DateTime opens, CityClock clock, DueDate due)
    {
        if (!closed) return due;
        var day = DayText.Of(clock.DateOf(opens));
        return due with { Arithmetic = new($"窗口休息时收到,按{day.Zh}收件计算:{due.Arithmetic.Zh}", $"Received while the windows were closed, so it counts from {day.En}: {due.Arithmetic.En}") };
    }

    private static DueDate FromClosing(LimitClock limit, DateTime? roundClosesAt, Term term, DueDate due) => limit.From != RoundClosed || roundClosesAt is null ? due
        : due with { Arithmetic = new($"报名窗口关闭后{term.InWords().Zh}:{due.Arithmetic.Zh}", $"{term.InWords().En} after the window closes: {due.Arithmetic.En}") };
}
