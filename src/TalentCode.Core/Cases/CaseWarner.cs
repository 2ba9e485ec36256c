using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>Sends the warnings whose instant has come, to those who can still do something, and issues the cards.</summary>
public sealed class CaseWarner(Store store, Calendars calendars, CityClock clock)
{
    private const int Chunk = 500;

    /// <returns>How many messages were owed and cards issued.</returns>
    public async Task<(int Warned, int Cards)> RunAsync(CancellationToken cancel)
    {
        var now = clock.UtcNow;
        var (warned, cards) = (0, 0);
        // All ids at once: what was handled leaves the set, and asking for the next page of it would read the rest again each time.
        var ids = await store.ReadAsync(db => db.Cases.Where(c => c.WarnAt <= now)
            // A member speaks for itself only while completing papers on its own, and while the answer on them is due.
            .Where(c => c.ParentId == null || ((c.State == CaseState.AwaitingCompletion || c.State == CaseState.Received) && db.Cases.Any(p => p.Id == c.ParentId && p.State != c.State)))
            .OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(cancel));
        // While one part is written, the next is read and worked out.
        await Parallel.ForEachAsync(ids.Chunk(Chunk), new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancel }, async (chunk, stop) =>
        {
            try
            {
                var (w, c) = await WarnAsync(chunk, now, stop);
                Interlocked.Add(ref warned, w);
                Interlocked.Add(ref cards, c);
            }
            catch (RefusedException refusal) when (refusal.Code == "busy")
            {
                // Others are busy with these cases: they stay due, and the next sweep finds them again.
            }
        });
        return (warned, cards);
    }

    // As one parameter each: a statement with a thousand parameters takes longer to write than to answer.
    private async Task<(int, int)> WarnAsync(Guid[] ids, DateTime now, CancellationToken cancel)
    {
        var calendar = await calendars.CurrentAsync();
        var (read, desks) = await store.ReadAsync(async db => (
            await db.Cases.Include(c => c.ItemVersion).Include(c => c.Department).Include(c => c.Talent).Include(c => c.Deferrals).Include(c => c.CompletionRequests).Include(c => c.Pauses).Include(c => c.Children).Include(c => c.Events.Where(e => e.Action == CaseAction.SplitOff))
                .Where(c => EF.Parameter(ids).Contains(c.Id)).AsSplitQuery().ToListAsync(cancel),
            await DesksAsync(db, clock.Today, cancel)));
        var planned = read.ConvertAll(row => (Row: row, Due: CaseWarnings.Plan(row, calendar, clock).Where(w => w.At <= now).ToList()));
        return await store.WriteAsync(async db =>
        {
            var versions = await db.Cases.Where(c => EF.Parameter(ids).Contains(c.Id)).Select(c => new { c.Id, c.Version }).ToDictionaryAsync(c => c.Id, c => c.Version, cancel);
            // Whoever has acted since has set the next look as well.
            var due = planned.Where(p => versions.GetValueOrDefault(p.Row.Id) == p.Row.Version).ToDictionary(p => p.Row, p => p.Due);
            var owed = await OweAsync(db, due.SelectMany(d => Latest(d.Value).SelectMany(w => Messages(d.Key, w, desks, now, calendar))), now, cancel);
            var cards = await IssueAsync(db, due, now, cancel);
            // Straight past the version: the passing of time is no change an officer has to look at again.
            await db.BulkUpdateAsync(due.Keys, c => c.WarnAt, row => CaseWarnings.NextAfter(row, now, calendar, clock), cancel);
            return (owed, cards);
        }, cancel);
    }

    /// <summary>After a pause of the sweep only the latest of each sort is said: nobody needs "half used" beside "broken".</summary>
    private static IEnumerable<Warning> Latest(List<Warning> due)
    {
        var promise = due.FindLast(w => w.Kind is WarningKind.Half or WarningKind.Near or WarningKind.Broken);
        var answer = due.FindLast(w => w.Kind is WarningKind.Answer or WarningKind.AnswerLate);
        var delivery = due.FindLast(w => w.Kind is WarningKind.Delivery or WarningKind.DeliveryLate);
        var other = due.Where(w => w.Kind is WarningKind.Completion or WarningKind.Deferral or WarningKind.DeferralLate).GroupBy(w => (w.Kind == WarningKind.Completion, w.About)).Select(g => g.Last());
        // A step that takes too long is said by itself; beside a promise that is near or broken it says nothing new.
        var step = promise.Kind is WarningKind.Near or WarningKind.Broken || answer.Kind == WarningKind.AnswerLate || delivery.Kind == WarningKind.DeliveryLate ? default : due.FindLast(w => w.Kind == WarningKind.Step);
        return [.. new[] { promise, answer, delivery, step }.Where(w => w.At != default), .. due.Where(w => w.Kind == WarningKind.Limit), .. other];
    }

    private sealed record Owed(string Template, string About, Recipient To, Dictionary<string, LocalText> Values, string Link)
    {
        public string Key => Notices.Key(Template, About, To, Notices.InApp);
    }

    private static async Task<int> OweAsync(TalentDb db, IEnumerable<Owed> messages, DateTime now, CancellationToken cancel)
    {
        // Who handles a case and is its applicant's steward as well is one reader.
        var owed = messages.DistinctBy(o => o.Key).ToList();
        var keys = owed.ConvertAll(o => o.Key);
        var known = (await db.Outbox.Where(m => m.Channel == Notices.InApp && EF.Parameter(keys).Contains(m.DedupKey)).Select(m => m.DedupKey).ToListAsync(cancel)).ToHashSet();
        var fresh = owed.Where(o => !known.Contains(o.Key)).ToList();
        await db.OweManyAsync(fresh.Select(o => Notices.Row(o.Template, o.About, o.To, now, o.Values, o.Link)), cancel);
        return fresh.Count;
    }

    private IEnumerable<Owed> Messages(ServiceCase row, Warning warning, Desks desks, DateTime now, WorkingCalendar calendar)
    {
        var about = $"{row.Id:N}:{warning.About:yyyyMMddHHmm}";
        var values = CaseNotices.Values(row, null, clock);
        var start = row.AcceptedAt ?? row.ReceivedAt ?? row.CreatedAt;
        if (warning.Kind == WarningKind.Step && CaseStepLimits.Name(row.State) is { } step) values["step"] = step;
        values["left"] = DueDates.LeftInWords(warning.About, warning.About - start <= TimeSpan.FromDays(1) ? TermUnit.Hour : TermUnit.WorkingDay, now, calendar, clock);
        var stewards = desks.CarersOf(row.Talent!.StewardId).Select(id => Owed(Template(warning.Kind), Recipient.Staff(id), $"/steward/cases/{row.Id}"));
        var handler = row.HandlerId is { } h ? Owed(Template(warning.Kind), Recipient.Staff(h), $"/dept/cases/{row.Id}") : null;
        var leads = desks.LeadsOf(row.DepartmentId).Select(id => Owed(Template(warning.Kind), Recipient.Staff(id), $"/dept/cases/{row.Id}"));
        IEnumerable<Owed?> all = warning.Kind switch
        {
            WarningKind.Half => [handler],
            WarningKind.Answer => [handler, .. leads, .. stewards],
            WarningKind.Delivery => [handler, .. leads],
            // Where silence has accepted, the applicant is told so by the step itself.
            WarningKind.AnswerLate => [row.AcceptedBySilence ? null : Owed("promise-answer-late", Recipient.Talent(row.TalentId), $"/cases/{row.Id}"), handler, .. leads, .. stewards, .. Above(desks.Supervisors)],
            WarningKind.DeliveryLate => [Owed("promise-delivery-late", Recipient.Talent(row.TalentId), $"/cases/{row.Id}"), handler, .. leads, .. stewards,
                .. Above(CaseLights.OfDelivery(row) == CaseLight.DeepRed ? desks.Top : desks.Supervisors)],
            WarningKind.Near or WarningKind.Step => [handler, .. leads, .. stewards],
            WarningKind.Broken => [Owed("promise-broken", Recipient.Talent(row.TalentId), $"/cases/{row.Id}"),
                .. WithTemplate("promise-overdue", [handler, .. leads, .. stewards, .. desks.Supervisors.Select(id => Owed("promise-overdue", Recipient.Staff(id), $"/board/cases/{row.Id}"))])],
            WarningKind.Limit => [.. desks.Top.Select(id => Owed("limit-broken", Recipient.Staff(id), $"/board/cases/{row.Id}"))],
            WarningKind.Completion => [Owed("completion-due", Recipient.Talent(row.TalentId), $"/cases/{row.Id}", Lead()), .. stewards.Select(s => s with { Template = "completion-due", About = about + Lead() })],
            WarningKind.DeferralLate => [Owed("deferral-late", Recipient.Talent(row.TalentId), $"/cases/{row.Id}"), handler, .. stewards, .. Above(desks.Supervisors)],
            WarningKind.Deferral => [Owed("deferral-due", Recipient.Talent(row.TalentId), $"/cases/{row.Id}", Lead())],
            _ => [],
        };
        return all.OfType<Owed>();

        Owed Owed(string template, Recipient to, string link, string? lead = null) => new(template, about + lead, to, values, link);
        IEnumerable<Owed> Above(IEnumerable<Guid> staff) => staff.Select(id => Owed(Template(warning.Kind), Recipient.Staff(id), $"/board/cases/{row.Id}"));
        // Five, two and one working day before are three reminders about one date.
        string Lead() => $":{warning.At:yyyyMMdd}";
        static IEnumerable<Owed?> WithTemplate(string template, IEnumerable<Owed?> messages) => messages.Select(m => m is null ? null : m with { Template = template });
    }

    private static string Template(WarningKind kind) => kind switch
    {
        WarningKind.Half => "half-used",
        WarningKind.Step => "step-over",
        WarningKind.Answer => "answer-near",
        WarningKind.AnswerLate => "answer-late",
        WarningKind.Delivery => "delivery-near",
        WarningKind.DeliveryLate => "delivery-late",
        WarningKind.DeferralLate => "deferral-overdue",
        _ => "promise-near",
    };

    private static async Task<int> IssueAsync(TalentDb db, Dictionary<ServiceCase, List<Warning>> due, DateTime now, CancellationToken cancel)
    {
        var ids = due.Keys.Select(row => row.Id).ToList();
        var known = (await db.Cards.Where(c => EF.Parameter(ids).Contains(c.CaseId)).Select(c => new { c.CaseId, c.Kind, c.About }).ToListAsync(cancel)).ToHashSet();
        List<CaseCard> cards = [.. due.SelectMany(d => d.Value
            .Where(w => LightOf(d.Key, w.Kind) != CaseLight.None && !known.Contains(new { CaseId = d.Key.Id, w.Kind, w.About }))
            .Select(w => new CaseCard
            {
                Id = Guid.CreateVersion7(now),
                CaseId = d.Key.Id,
                DepartmentId = d.Key.DepartmentId,
                Light = LightOf(d.Key, w.Kind),
                Kind = w.Kind,
                About = w.About,
                IssuedAt = now,
                Version = Guid.NewGuid(),
            }))];
        await db.BulkInsertAsync(cards, cancel);
        return cards.Count;
    }

    // The colour the case itself shows from that instant on (CaseLights.Of).
    private static CaseLight LightOf(ServiceCase row, WarningKind kind) => kind switch
    {
        WarningKind.Step or WarningKind.Near => CaseLight.Yellow,
        WarningKind.AnswerLate or WarningKind.Broken => CaseLight.Red,
        WarningKind.DeliveryLate => CaseLights.OfDelivery(row),
        WarningKind.Limit => CaseLight.DeepRed,
        _ => CaseLight.None,
    };

    private sealed record Desks(ILookup<string, Guid> Leads, IReadOnlyList<Guid> Supervisors, IReadOnlyList<Guid> Coordinators, IReadOnlyList<Guid> CityLeads, ILookup<Guid, Guid> StandIns)
    {
        /// <summary>Who hears that a limit of the law was broken, up to the head of the city government.</summary>
        public IEnumerable<Guid> Top => Supervisors.Concat(Coordinators).Concat(CityLeads).Distinct();

        /// <summary>The steward and whoever stands in today.</summary>
        public IEnumerable<Guid> CarersOf(Guid? steward) => steward is { } id ? [id, .. StandIns[id]] : [];

        public IEnumerable<Guid> LeadsOf(string department) => Leads[department];
    }

    private static async Task<Desks> DesksAsync(TalentDb db, DateOnly today, CancellationToken cancel)
    {
        StaffRole[] wanted = [StaffRole.Approver, StaffRole.Head, StaffRole.Supervisor, StaffRole.Coordinator, StaffRole.CityLead];
        var staff = await db.StaffRoles.Where(r => wanted.Contains(r.Role))
            .Join(db.Users.Where(s => !s.Disabled), r => r.StaffId, s => s.Id, (r, s) => new { s.Id, s.DepartmentId, r.Role }).ToListAsync(cancel);
        return new(
            staff.Where(s => s.Role is StaffRole.Approver or StaffRole.Head && s.DepartmentId != null).ToLookup(s => s.DepartmentId!, s => s.Id),
            [.. staff.Where(s => s.Role == StaffRole.Supervisor).Select(s => s.Id)],
            [.. staff.Where(s => s.Role == StaffRole.Coordinator).Select(s => s.Id)],
            [.. staff.Where(s => s.Role == StaffRole.CityLead).Select(s => s.Id)],
            (await CareAccess.StandInsAsync(db, today)).ToLookup(s => s.ForId, s => s.ById));
    }
}
