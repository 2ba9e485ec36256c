using TalentCode.Core.Cases;
using TalentCode.Core.Concerns;
using TalentCode.Core.People;
using TalentCode.Core.Ratings;
using TalentCode.Core.Reminders;
using TalentCode.Core.Stewardship;
using TalentCode.Core.Time;

namespace TalentCode.Core.Workbench;

/// <summary>Makes the lines from the facts: pure, so that each reason can be read and tested by itself.</summary>
internal sealed class WorkReasons(WorkFacts facts, WorkingCalendar calendar, CityClock clock)
{
    private readonly DateTime _now = clock.UtcNow;
    private readonly DateOnly _today = clock.Today;

    /// <summary>The gravest first.</summary>
    public static IReadOnlyList<WorkLine> InOrder(IEnumerable<WorkLine> lines) =>
        [.. lines.OrderBy(l => l.Urgency).ThenBy(l => l.Reason).ThenBy(l => l.Due ?? DateOnly.MaxValue).ThenBy(l => l.Who.Zh, StringComparer.Ordinal).ThenBy(l => l.Key, StringComparer.Ordinal)];

    /// <summary>All lines whose day has come by the last day asked for.</summary>
    public IEnumerable<WorkLine> Lines() =>
        Cases().Concat(Requests()).Concat(BadRatings()).Concat(CallBacks()).Concat(Papers()).Concat(LegalDates()).Concat(Codes()).Concat(Grades()).Concat(Arrivals()).Concat(Quiet()).Concat(Leaders())
            .OfType<WorkLine>().Where(l => l.From <= facts.Until)
            .Select(l => facts.Snoozes.TryGetValue((l.StewardId, l.Key), out var snooze) ? l with { Snoozed = snooze } : l);

    private IEnumerable<WorkLine?> Cases()
    {
        foreach (var row in facts.Cases)
        {
            var item = facts.Items.GetValueOrDefault(row.ItemVersionId);
            // Without the papers the result is withheld, so nobody else would come across it.
            if (row.GapsDueAt is { } gaps)
                yield return Line($"gaps:{row.Id:N}:{gaps:yyyyMMdd}", WorkReason.Deferral, row.TalentId, Day(gaps),
                    () => new($"“{item.Zh}”承诺 {DayText.Of(Day(gaps)).Zh}前补齐的材料还没有补,结果先不能送达", $"“{item.En}”: papers promised by {DayText.Of(Day(gaps)).En} are still missing, so the result is withheld"),
                    Day(gaps).AddDays(1), WorkAction.Call, $"/steward/cases/{row.Id}");
            if (row.State == CaseState.Decided) continue;
            if (row.State == CaseState.AwaitingCompletion)
            {
                if (row.CompletionDueAt is not { } until || row.AskedAt is not { } asked) continue;
                // Asked today is not unanswered yet.
                var days = calendar.WorkingDays(clock.DateOf(asked), _today);
                yield return Line($"completion:{row.Id:N}:{row.Asked}", WorkReason.Completion, row.TalentId, Day(until),
                    () => new($"“{item.Zh}”要补的材料 {days} 个工作日没有回音,{DayText.Of(Day(until)).Zh}到期", $"“{item.En}”: nothing supplied for {Count(days, "working day")}, due {DayText.Of(Day(until)).En}"),
                    clock.DateOf(asked).AddDays(1), WorkAction.Call, $"/steward/cases/{row.ParentId ?? row.Id}");
                continue;
            }
            if (CaseLights.NextDue(row.State, row.AcceptanceDueAt, row.PromisedDueAt) is not { } due) continue;
            var broken = _now >= due;
            // Yellow for a step that takes long is the office's affair: the steward looks at what was promised.
            var near = CaseWarnings.NearFrom(row.Begun, due, calendar, clock);
            if (row.YellowAt > near) near = row.YellowAt.Value;
            // What is waited for: the answer whether it is accepted, or the decision.
            var what = row.State is CaseState.Submitted or CaseState.Received && row.AcceptanceDueAt is not null ? new LocalText("答复", "answer") : new LocalText("办结", "decision");
            yield return Line($"{(broken ? "broken" : "near")}:{row.Id:N}:{due:yyyyMMdd}", broken ? WorkReason.PromiseBroken : WorkReason.PromiseNear, row.TalentId, Day(due),
                () => broken ? new($"“{item.Zh}”承诺 {DayText.Of(Day(due)).Zh}前{what.Zh},已经过了", $"“{item.En}”: {what.En} was promised by {DayText.Of(Day(due)).En} and is late")
                    : new($"“{item.Zh}”承诺 {DayText.Of(Day(due)).Zh}前{what.Zh},快到了", $"“{item.En}”: {what.En} promised by {DayText.Of(Day(due)).En}"),
                clock.DateOf(near), WorkAction.OpenCase, $"/steward/cases/{row.Id}");
        }
    }

    private IEnumerable<WorkLine?> Requests() => facts.Concerns.Select(row =>
    {
        var (what, due) = (row.State == ConcernState.Received ? new LocalText("首次联系", "first contact") : new LocalText("答复", "answer"), Day(row.NextDueAt!.Value));
        var topic = ConcernCategory.NameOf(row.Category);
        return Line($"request:{row.Id:N}:{row.State}", WorkReason.Request, row.TalentId!.Value, due,
            () => new($"诉求“{topic.Zh}”:{what.Zh}最迟 {DayText.Of(due).Zh}{(row.PhoneBack ? ",希望来电" : "")}", $"Request “{topic.En}”: {what.En} by {DayText.Of(due).En}{(row.PhoneBack ? "; would like a call" : "")}"),
            _today, WorkAction.AnswerRequest, $"/steward/requests/{row.Id}");
    });

    // Until somebody of the steward's side has spoken with the person since.
    private IEnumerable<WorkLine?> BadRatings() => facts.Ratings.Where(r => !Spoken(r.TalentId, r.RatedAt)).Select(r => Line($"rating:{r.Id:N}", WorkReason.BadRating, r.TalentId,
        calendar.AddWorkingDays(clock.DateOf(r.RatedAt), WorkRules.RatingDays),
        () => new($"对“{r.Title.Zh}”评了“{RatingWords.Of(r.Level).Zh}”,打个电话听一听", $"Rated “{r.Title.En}” “{RatingWords.Of(r.Level).En}”: call and listen"), clock.DateOf(r.RatedAt), WorkAction.Call, null));

    private IEnumerable<WorkLine?> CallBacks() => facts.CallBacks.Select(c => Line($"callback:{c.Id:N}", WorkReason.CallBack, c.TalentId, c.On,
        () => new($"{c.StaffZh}答应 {DayText.Of(c.On).Zh}再联系", $"{c.StaffEn} promised to call on {DayText.Of(c.On).En}"), c.On, WorkAction.Call, null));

    private IEnumerable<WorkLine?> Papers() => facts.Papers.Select(p =>
    {
        var (name, of) = (WorkRules.NameOf(p.Kind), WorkRules.OfWhom(p.Of));
        return Line($"paper:{p.Id:N}", WorkReason.Paper, p.TalentId, p.Until,
            () => new($"{of.Zh}{name.Zh} {DayText.Of(p.Until, withYear: true).Zh}{(p.Until < _today ? "已到期" : "到期")}", $"{of.En}{name.En} {(p.Until < _today ? "expired" : "expires")} {DayText.Of(p.Until, withYear: true).En}"), p.Until.AddDays(-WorkRules.PaperLead), WorkAction.Call, null);
    });

    private IEnumerable<WorkLine?> LegalDates() => facts.Legal.Select(l =>
    {
        var (rule, of, end) = (l.Rule, WorkRules.OfWhom(l.Of), ReminderDays.LegalEndOf(l.Rule, l.Source.Date, calendar));
        var (key, from) = ($"law:{rule.Id}:{l.Source.SubjectId:N}:{l.Source.Date:yyyyMMdd}", end.AddDays(-rule.LeadDays[0]));
        // Where the law counts back from the end, what must be done by the earlier day is the date.
        return ReminderDays.ApplyBy(rule, l.Source.Date, calendar) is { } apply
            ? Line(key, WorkReason.StatutoryDate, l.Source.TalentId, apply, () => new($"{of.Zh}{rule.Name.Zh}:{DayText.Of(end, withYear: true).Zh}到期,依法最迟 {DayText.Of(apply).Zh}申请", $"{of.En}{rule.Name.En}: ends {DayText.Of(end, withYear: true).En}, by law to be applied for by {DayText.Of(apply).En}"), from, WorkAction.Call, null)
            : Line(key, WorkReason.StatutoryDate, l.Source.TalentId, end, () => new($"{of.Zh}{rule.Name.Zh}:依法最迟 {DayText.Of(end, withYear: true).Zh}", $"{of.En}{rule.Name.En}: by law no later than {DayText.Of(end, withYear: true).En}"), from, WorkAction.Call, null);
    });

    private IEnumerable<WorkLine?> Codes() => facts.Codes.Select(c => Line($"code:{c.Key:N}:{c.Value:yyyyMMdd}", WorkReason.Code, c.Key, c.Value,
        () => new($"人才码 {DayText.Of(c.Value).Zh}{(c.Value < _today ? "已到期" : "到期")}", $"Talent code {(c.Value < _today ? "expired" : "expires")} {DayText.Of(c.Value).En}"), c.Value.AddDays(-WorkRules.CodeLead), WorkAction.Call, null));

    // The grade that counts is the highest; when that goes on, a lower one may end quietly.
    private IEnumerable<WorkLine?> Grades() => facts.Grades.GroupBy(g => g.TalentId)
        .Select(own => own.Where(g => g.From <= _today).MaxBy(g => (g.Until >= _today, -(int)g.Level, g.Until)) is { } g && !own.Any(o => o.Level <= g.Level && o.Until > g.Until) ? g : null).OfType<Grade>()
        .Select(g => Line($"grade:{g.Id:N}", WorkReason.Grade, g.TalentId, g.Until,
            () => new($"{g.Level} 类 {DayText.Of(g.Until, withYear: true).Zh}{(g.Until < _today ? "已到期" : "到期")},要重新认定", $"Grade {g.Level} {(g.Until < _today ? "expired" : "expires")} {DayText.Of(g.Until, withYear: true).En}; to be recognised anew"), g.Until.AddDays(-WorkRules.GradeLead), WorkAction.Call, null));

    private IEnumerable<WorkLine?> Arrivals() => facts.CareSince.Where(a => clock.DateOf(a.Value) > _today.AddDays(-CareRules.ArrivalDays) && !Spoken(a.Key, a.Value)).Select(a =>
        Line($"arrival:{a.Key:N}:{clock.DateOf(a.Value):yyyyMMdd}", WorkReason.NewArrival, a.Key, calendar.AddWorkingDays(clock.DateOf(a.Value), 1),
            () => new($"{DayText.Of(clock.DateOf(a.Value)).Zh}新到你名下,还没有联系过", $"New in your care since {DayText.Of(clock.DateOf(a.Value)).En}, not contacted yet"), clock.DateOf(a.Value), WorkAction.Call, null));

    private IEnumerable<WorkLine?> Quiet()
    {
        var grades = facts.Grades.Where(g => g.CoversDay(_today)).GroupBy(g => g.TalentId).ToDictionary(g => g.Key, g => g.Min(x => x.Level));
        foreach (var person in facts.People.Values)
        {
            var graded = grades.TryGetValue(person.Id, out var level);
            if (!person.Paired && (!graded || level > GradeLevel.C)) continue;
            var (gradeZh, gradeEn) = graded ? ($"{level} 类", $"Grade {level}") : ("没有类别", "No grade");
            // A new arrival has a line of its own.
            if (facts.CareSince.TryGetValue(person.Id, out var since) && clock.DateOf(since) > _today.AddDays(-CareRules.ArrivalDays) && !Spoken(person.Id, since)) continue;
            var last = facts.LastContact.TryGetValue(person.Id, out var at) ? clock.DateOf(at) : (DateOnly?)null;
            var from = last?.AddDays(CareRules.QuietDays) ?? _today;
            yield return Line($"quiet:{person.Id:N}:{last:yyyyMMdd}", WorkReason.NoContact, person.Id, last is null ? null : from,
                () => last is { } day ? new($"{gradeZh},{_today.DayNumber - day.DayNumber} 天没有联系,上次 {DayText.Of(day).Zh}", $"{gradeEn}, no contact for {_today.DayNumber - day.DayNumber} days, last {DayText.Of(day).En}")
                    : new($"{gradeZh},还没有联系记录", $"{gradeEn}, no contact on record"), from, WorkAction.Call, null);
        }
    }

    /// <summary>A leader who does not sign in is reminded by the steward.</summary>
    private IEnumerable<WorkLine?> Leaders() => facts.Leaders.Select(l =>
    {
        var last = l.Last is { } at ? clock.DateOf(at) : (DateOnly?)null;
        var from = CareRules.QuietFrom(l.Last, l.Since, clock) ?? _today;
        return Line($"leader:{l.Id:N}:{last:yyyyMMdd}", WorkReason.LeaderContact, l.TalentId, from,
            () => last is { } day ? new($"结对领导{l.Name}上次联系是 {DayText.Of(day).Zh},请提醒;联系过了就记一次", $"The paired leader {l.Name} was last in touch on {DayText.Of(day).En}: remind, or log what took place")
                : new($"结对领导{l.Name}还没有联系记录,请提醒;联系过了就记一次", $"The paired leader {l.Name} has no contact on record: remind, or log what took place"), from, WorkAction.LogContact, null);
    });

    private bool Spoken(Guid talentId, DateTime since) => facts.LastSpoken.GetValueOrDefault(talentId) >= since;

    /// <returns>Null for somebody who left the list between the questions.</returns>
    private WorkLine? Line(string key, WorkReason reason, Guid talentId, DateOnly? due, Func<LocalText> why, DateOnly from, WorkAction action, string? link)
    {
        if (!facts.People.TryGetValue(talentId, out var person)) return null;
        return new(key, reason, UrgencyOf(reason, due), talentId, person.StewardId, person.Name, person.Phone, why, due, from, action, link) { AsContact = person.AsContact };
    }

    // Keeping in touch has no term that can be broken: it never stands above a promise.
    private WorkUrgency UrgencyOf(WorkReason reason, DateOnly? due) => due switch
    {
        null => WorkUrgency.Later,
        _ when reason is WorkReason.NoContact or WorkReason.LeaderContact => WorkUrgency.Later,
        { } day when day < _today => WorkUrgency.Late,
        { } day when day == _today => WorkUrgency.Today,
        { } day when day <= _today.AddDays(WorkRules.SoonDays) => WorkUrgency.Soon,
        _ => WorkUrgency.Later,
    };

    private DateOnly Day(DateTime end) => clock.DateOf(end.AddTicks(-1));

    private static string Count(int number, string one) => number == 1 ? $"1 {one}" : $"{number} {one}s";
}
