using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Data.Seed;

/// <summary>A case with all that hangs on it, ready to be inserted.</summary>
internal sealed record BulkCase(ServiceCase Row, List<InboxMessage> Messages);

/// <summary>An item as cases are filed for it; popular ones come first.</summary>
internal sealed record BulkItem(Guid VersionId, string DepartmentId, ItemContent Content)
{
    public static async Task<IReadOnlyList<BulkItem>> ReadAsync(Store store)
    {
        var versions = await store.ReadAsync(db => db.ItemVersions.Where(v => v.Until == null).OrderBy(v => v.ItemId).ToListAsync());
        return versions.ConvertAll(v => new BulkItem(v.Id, v.DepartmentId, v.Content));
    }
}

/// <summary>
/// Writes the history of three years in the order of time: filed, answered, decided within the promise (nine of ten),
/// delivered; some withdrawn or refused on the way. The last tenth is still open.
/// </summary>
internal sealed class BulkCases(IReadOnlyList<BulkItem> items, BulkStaff staff, BulkPeople people, WorkingCalendar calendar, CityClock clock, Random random, int count)
{
    private const int EndedDays = 1000, OpenDays = 34, MessageDays = 60, CompletionDays = 14;
    private readonly Dictionary<(string, int), (DateTime? Acceptance, DateTime? Promised, DateTime? Outer)> _dates = [];
    private readonly DateTime _now = clock.UtcNow;
    private readonly DateOnly _today = clock.Today;

    public IEnumerable<BulkCase> All()
    {
        var open = Math.Max(1, count / 10);
        for (var i = 0; i < count; i++)
        {
            var isOpen = i >= count - open;
            // Spread evenly, in the order of time, the open ones over the last weeks.
            var ago = isOpen ? OpenDays - (int)((long)(i - (count - open)) * OpenDays / open) : EndedDays - (int)((long)i * (EndedDays - OpenDays) / (count - open));
            yield return Make(i, _today.AddDays(-ago), isOpen);
        }
    }

    private BulkCase Make(int number, DateOnly day, bool open)
    {
        var item = items[Popular(items.Count)];
        var filed = clock.At(day, new TimeOnly(9, 0).AddMinutes((number * 37L) % 480));
        var row = new ServiceCase
        {
            Id = BulkIds.At(filed, 2, number),
            Number = CaseNumbers.Format(day, number + 1),
            ItemId = item.Content.Id,
            ItemVersionId = item.VersionId,
            TalentId = BulkPeople.IdOf(random.Next(people.Count)),
            DepartmentId = item.DepartmentId,
            Answers = new() { ["address"] = $"重庆市高新区金凤路{number % 300 + 1}号" },
            CreatedAt = filed,
            SubmittedAt = filed,
            ReceivedAt = filed,
            Version = BulkIds.At(filed, 3, number),
            ItemVersion = new ServiceItemVersion { Content = item.Content },
        };
        var walk = new BulkWalk(row, staff.OfDepartment[item.DepartmentId], number);
        walk.Step(CaseAction.Submit, CaseState.Submitted, filed, ActorKind.Talent);
        walk.Step(CaseAction.Receive, CaseState.Received, filed, ActorKind.System);
        walk.Paper(NoticeKind.Receipt, "收", filed);
        Walk(walk, item, day, open);
        if (open) row.WarnAt = CaseWarnings.NextAfter(row, _now, calendar, clock);
        if (open) CaseTurns.Set(row, calendar, clock);
        CaseKeys.Set(row);
        row.ItemVersion = null;
        return new(row, Messages(row, item, number));
    }

    private void Walk(BulkWalk walk, BulkItem item, DateOnly day, bool open)
    {
        var row = walk.Row;
        var dates = DatesOf(item, day);
        walk.Due(ClockName.Acceptance, dates.Acceptance);
        var roll = random.Next(100);
        if (open && roll < 20) return;
        if (roll < 28) { Leave(walk, open, roll); return; }
        var accepted = Later(row.ReceivedAt!.Value, random.Next(1, 60));
        (row.AcceptedAt, row.HandlerId) = (accepted, walk.Officer.Id);
        walk.Step(CaseAction.Accept, CaseState.Accepted, accepted, ActorKind.Staff);
        walk.Paper(NoticeKind.Acceptance, "受", accepted);
        walk.Due(ClockName.Promised, dates.Promised);
        walk.Due(ClockName.Outer, dates.Outer);
        if (open && roll < 45) return;
        var review = Later(accepted, random.Next(1, 24));
        walk.Step(CaseAction.StartReview, CaseState.InReview, review, ActorKind.Staff);
        if (open && roll < 82) return;
        if (open && roll < 92)
        {
            var sent = Later(review, random.Next(2, 40));
            if (sent > _now) sent = _now;
            row.StepFrom = sent;
            walk.Step(CaseAction.SubmitForApproval, CaseState.InApproval, sent, ActorKind.Staff);
            return;
        }
        Decide(walk, review, dates.Promised, open, roll);
    }

    /// <summary>Completing papers, or ended before anybody accepted it.</summary>
    private void Leave(BulkWalk walk, bool open, int roll)
    {
        var at = Later(walk.Row.ReceivedAt!.Value, random.Next(20, 90));
        if (open)
        {
            // Asked within the term: what ran out before last night was withdrawn by the sweep of that night.
            var lately = _now.AddDays(-(walk.Number % CompletionDays));
            if (at < lately) at = lately;
            walk.Step(CaseAction.AskCompletion, CaseState.AwaitingCompletion, at, ActorKind.Staff);
            walk.Row.Completions = 1;
            walk.Row.HandlerId = walk.Officer.Id;
            walk.Due(ClockName.Acceptance, null);
            walk.Due(ClockName.Completion, DueDates.Calculate(at, CaseDeadlines.CompletionTerm, calendar, clock).AtUtc);
            walk.Ask(at);
            return;
        }
        var (action, to, by) = roll < 10 ? (CaseAction.Withdraw, CaseState.Withdrawn, ActorKind.Talent) : (CaseAction.RefuseAcceptance, CaseState.NotAccepted, ActorKind.Staff);
        walk.Step(action, to, at, by);
        walk.Row.EndedAt = at;
    }

    private void Decide(BulkWalk walk, DateTime review, DateTime? promised, bool open, int roll)
    {
        var row = walk.Row;
        var decided = Later(review, random.Next(2, 40));
        // One of twelve late by a day or more.
        if (promised is { } until) decided = roll % 12 == 0 ? until.AddHours(random.Next(9, 60)) : decided < until ? decided : until.AddHours(-8);
        if (decided < review) decided = review;
        if (decided > _now) decided = _now;
        row.DecidedAt = decided;
        row.Decision = roll % 15 == 0 ? CaseDecision.Refused : CaseDecision.Granted;
        if (row.Decision == CaseDecision.Refused) row.DecisionReason = "不符合条件";
        walk.Step(row.Decision == CaseDecision.Granted ? CaseAction.Grant : CaseAction.Refuse, CaseState.Decided, decided, ActorKind.Staff);
        walk.Paper(NoticeKind.Decision, "决", decided);
        walk.Due(ClockName.Delivery, decided.AddDays(14));
        if (open) return;
        var delivered = Later(decided, random.Next(1, 50));
        row.EndedAt = delivered;
        walk.Step(CaseAction.Deliver, CaseState.Delivered, delivered, ActorKind.Staff);
        walk.Step(CaseAction.Close, CaseState.Closed, delivered, ActorKind.System);
    }

    // Two of three chosen from the first third: a few services make most of the work.
    private int Popular(int from) => random.Next(3) < 2 ? random.Next(Math.Max(1, from / 3)) * random.Next(10) / 9 : random.Next(from);

    private DateTime Later(DateTime at, int hours) => at.AddHours(hours) is var later && later < _now ? later : _now;

    /// <summary>By item and day, as the product works them out; most days share them.</summary>
    private (DateTime? Acceptance, DateTime? Promised, DateTime? Outer) DatesOf(BulkItem item, DateOnly day)
    {
        if (_dates.TryGetValue((item.Content.Id, day.DayNumber), out var known)) return known;
        var at = clock.At(day, new TimeOnly(10, 0));
        var dates = CaseDeadlines.For(item.Content, at, at, calendar, clock);
        return _dates[(item.Content.Id, day.DayNumber)] = (DueDates.Calculate(at, new(5, TermUnit.WorkingDay), calendar, clock).AtUtc, dates.Promised?.AtUtc, dates.Outer?.AtUtc);
    }

    /// <summary>What the applicant was told lately; older messages have been cleared away by whoever read them.</summary>
    private List<InboxMessage> Messages(ServiceCase row, BulkItem item, int number) => row.CreatedAt < _now.AddDays(-MessageDays) ? [] :
    [.. row.Events.Where(e => e.ActorKind != ActorKind.Talent).Select(e => new InboxMessage
    {
        Id = BulkIds.At(e.At, 8, number * 16L + e.Sequence),
        RecipientKind = RecipientKind.Talent,
        RecipientId = row.TalentId,
        Template = "case-received",
        TitleZh = $"{item.Content.ShortZh}:{CaseWords.Of(e.To).Zh}",
        TitleEn = $"{item.Content.ShortEn}: {CaseWords.Of(e.To).En}",
        BodyZh = $"编号 {row.Number}。",
        BodyEn = $"Number {row.Number}.",
        Link = $"/cases/{row.Id}",
        At = e.At,
        ReadAt = e.Sequence % 3 == 0 ? null : e.At,
    })];
}

/// <summary>Appends to the histories of one case.</summary>
internal sealed class BulkWalk(ServiceCase row, IReadOnlyList<StaffMember> office, int number)
{
    private static readonly LocalText Clockwork = new("系统", "the system"), Applicant = new("本人", "the applicant");

    public int Number => number;

    public ServiceCase Row => row;

    public StaffMember Officer { get; } = office[number % office.Count];

    public void Step(CaseAction action, CaseState to, DateTime at, ActorKind by)
    {
        var name = by switch { ActorKind.Staff => new(Officer.NameZh, Officer.NameEn), ActorKind.Talent => Applicant, _ => Clockwork };
        row.Events.Add(new CaseEvent
        {
            Id = BulkIds.At(at, 4, Next(row.Events.Count)),
            CaseId = row.Id,
            Sequence = row.Events.Count + 1,
            At = at,
            ActorKind = by,
            ActorId = by switch { ActorKind.Staff => Officer.Id, ActorKind.Talent => row.TalentId, _ => Guid.Empty },
            ActorZh = name.Zh,
            ActorEn = name.En,
            Action = action,
            From = row.Events.Count == 0 ? CaseState.Draft : row.State,
            To = to,
        });
        row.State = to;
    }

    public void Due(ClockName which, DateTime? to)
    {
        var old = row.DueDates.FindLast(d => d.Clock == which)?.New;
        if (old == to) return;
        switch (which)
        {
            case ClockName.Acceptance: row.AcceptanceDueAt = to; break;
            case ClockName.Completion: row.CompletionDueAt = to; break;
            case ClockName.Promised: row.PromisedDueAt = to; break;
            case ClockName.Outer: row.OuterDueAt = to; break;
            default: row.DeliveryDueAt = to; break;
        }
        var last = row.Events[^1];
        row.DueDates.Add(new DueDateChange
        {
            Id = BulkIds.At(last.At, 5, Next(row.DueDates.Count)),
            CaseId = row.Id,
            Sequence = row.DueDates.Count + 1,
            Clock = which,
            Old = old,
            New = to,
            WhyZh = CaseWords.Of(last.Action).Zh,
            WhyEn = CaseWords.Of(last.Action).En,
            ByZh = last.ActorZh,
            ByEn = last.ActorEn,
            At = last.At,
        });
    }

    public void Paper(NoticeKind kind, string mark, DateTime at)
    {
        if (row.ItemVersion!.Content.Regime == Regime.Market) return;
        row.Notices.Add(new CaseNotice
        {
            Id = BulkIds.At(at, 6, Next(row.Notices.Count)),
            CaseId = row.Id,
            Kind = kind,
            Number = $"{row.Number}-{mark}1",
            IssuedAt = at,
            Lines = [new("案件编号", "Case number", row.Number!, row.Number!)],
        });
    }

    public void Ask(DateTime at) => row.CompletionRequests.Add(new CompletionRequest
    {
        Id = BulkIds.At(at, 7, Next(0)),
        CaseId = row.Id,
        Round = 1,
        Points = [new("学历认证", "编号模糊不清", "上传清晰的扫描件")],
        AskedAt = at,
        DueAt = row.CompletionDueAt!.Value,
    });

    private long Next(int within) => number * 16L + within;
}
