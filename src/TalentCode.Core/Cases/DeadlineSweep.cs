using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>What one sweep over deadlines did.</summary>
public sealed record DeadlineReport(int AcceptedBySilence, int Warned, int Broken);

/// <summary>
/// Finds the ends that have come near or passed: silence that accepts, promises near their end, promises broken.
/// Each effect is keyed by the case and the date it is about, so running twice changes nothing.
/// </summary>
public sealed class DeadlineSweep(Store store, CaseSteps steps, Calendars calendars, CityClock clock)
{
    public async Task<DeadlineReport> RunAsync(CancellationToken cancel)
    {
        var silent = await AcceptSilentAsync(cancel);
        var (warned, broken) = await WarnAsync(cancel);
        return new(silent, warned, broken);
    }

    private async Task<int> AcceptSilentAsync(CancellationToken cancel)
    {
        var now = clock.UtcNow;
        var due = await store.ReadAsync(db => db.Cases
            .Where(c => c.State == CaseState.Received && c.ParentId == null && c.AcceptanceDueAt <= now)
            .OrderBy(c => c.AcceptanceDueAt).Select(c => c.Id).ToListAsync(cancel));
        var accepted = 0;
        foreach (var id in due)
            if (await AcceptOneAsync(id, cancel)) accepted++;
        return accepted;
    }

    private Task<bool> AcceptOneAsync(Guid id, CancellationToken cancel) => store.WriteAsync(async db =>
    {
        var row = await CaseService.LoadAsync(db, id);
        // Somebody may have answered since; and only some laws read silence as a yes.
        if (row.State != CaseState.Received || !row.ItemVersion!.Content.AcceptanceBySilence) return false;
        await steps.TakeAsync(db, row, CaseAction.AcceptBySilence, Actor.System, new StepInput(null, null));
        return true;
    }, cancel);

    private async Task<(int Warned, int Broken)> WarnAsync(CancellationToken cancel)
    {
        var now = clock.UtcNow;
        // Nothing with more than a month to go can be near: the sweep's cost follows what is due, not what exists.
        var horizon = now.AddDays(40);
        CaseState[] running = [CaseState.Received, CaseState.Accepted, CaseState.InReview];
        var ids = await store.ReadAsync(db => db.Cases
            .Where(c => running.Contains(c.State) && c.ParentId == null && c.PromisedDueAt != null && c.PromisedDueAt <= horizon)
            .OrderBy(c => c.PromisedDueAt).Select(c => c.Id).ToListAsync(cancel));
        var (warned, broken) = (0, 0);
        foreach (var chunk in ids.Chunk(100))
        {
            var (w, b) = await WarnChunkAsync(chunk, cancel);
            (warned, broken) = (warned + w, broken + b);
        }
        return (warned, broken);
    }

    private Task<(int, int)> WarnChunkAsync(Guid[] ids, CancellationToken cancel) => store.WriteAsync(async db =>
    {
        var calendar = await calendars.CurrentAsync();
        var now = clock.UtcNow;
        var rows = await db.Cases.Include(c => c.ItemVersion).Include(c => c.Department).Include(c => c.Talent).Where(c => ids.Contains(c.Id)).ToListAsync(cancel);
        // Who handles a case and is its applicant's steward as well is one reader.
        var owed = rows.SelectMany(row => Warnings(row, now, calendar)).DistinctBy(o => o.Key).ToList();
        var keys = owed.ConvertAll(o => o.Key);
        var known = await db.Outbox.Where(m => m.Channel == Notices.InApp && keys.Contains(m.DedupKey)).Select(m => m.DedupKey).ToListAsync(cancel);
        var fresh = owed.Where(o => !known.Contains(o.Key)).ToList();
        foreach (var o in fresh)
            db.Owe(o.Template, o.About, o.To, now, o.Values, o.Link);
        return (fresh.Count(o => o.Template == "promise-near"), fresh.Count(o => o.Template == "promise-broken"));
    }, cancel);

    private sealed record Owed(string Template, string About, Recipient To, Dictionary<string, LocalText> Values, string Link)
    {
        public string Key => Notices.Key(Template, About, To, Notices.InApp);
    }

    private IEnumerable<Owed> Warnings(ServiceCase row, DateTime now, WorkingCalendar calendar)
    {
        var due = row.PromisedDueAt!.Value;
        var about = $"{row.Id:N}:{due:yyyyMMddHHmm}";
        var values = CaseNotices.Values(row, null, clock);
        values["left"] = DueDates.LeftInWords(due, due - (row.AcceptedAt ?? row.ReceivedAt ?? row.CreatedAt) <= TimeSpan.FromDays(1) ? TermUnit.Hour : TermUnit.WorkingDay, now, calendar, clock);
        if (now >= due)
            yield return new("promise-broken", about, Recipient.Talent(row.TalentId), values, $"/cases/{row.Id}");
        if (!CaseLights.IsNear(row.AcceptedAt ?? row.ReceivedAt ?? row.CreatedAt, due, now, calendar, clock)) yield break;
        if (row.HandlerId is { } handler) yield return new("promise-near", about, Recipient.Staff(handler), values, $"/dept/cases/{row.Id}");
        if (row.Talent!.StewardId is { } steward) yield return new("promise-near", about, Recipient.Staff(steward), values, $"/steward/cases/{row.Id}");
    }
}
