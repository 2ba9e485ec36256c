using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Messaging;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>
/// Every working day after a promise was broken, whoever has the case and who answers for the department hear that the
/// public reason and the new date are missing (优化营商环境条例 36). Running twice changes nothing.
/// </summary>
public sealed class CardReminders(Store store, Calendars calendars, CityClock clock)
{
    private const string Template = "card-unexplained";
    private const int Chunk = 200;

    private sealed record Unexplained(Guid Id, Guid CaseId, IReadOnlyList<Recipient> Readers);

    /// <returns>How many messages were owed.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var today = clock.Today;
        if (!(await calendars.CurrentAsync()).IsWorkingDay(today)) return 0;
        var morning = clock.StartOf(today);
        var cards = await store.ReadAsync(db => Waiting(db).Select(c => new { c.Id, c.CaseId, c.DepartmentId, c.IssuedAt }).ToListAsync(cancel));
        // One explanation is for all broken promises of a case, and so is one reminder: about the first of them.
        cards = [.. cards.Where(c => c.IssuedAt < morning).OrderBy(c => c.IssuedAt).ThenBy(c => c.Id).DistinctBy(c => c.CaseId)];
        var owed = 0;
        foreach (var chunk in cards.Chunk(Chunk))
        {
            var cases = chunk.Select(c => c.CaseId).ToList();
            var (handlers, approvers) = await store.ReadAsync(async db => (
                await db.Cases.Where(c => EF.Parameter(cases).Contains(c.Id)).Select(c => new { c.Id, c.HandlerId }).ToDictionaryAsync(c => c.Id, c => c.HandlerId, cancel),
                (await db.StaffRoles.Where(r => r.Role == StaffRole.Approver).Join(db.Users.Where(s => !s.Disabled && s.DepartmentId != null), r => r.StaffId, s => s.Id, (r, s) => new { s.DepartmentId, s.Id })
                    .ToListAsync(cancel)).ToLookup(s => s.DepartmentId!, s => s.Id)));
            owed += await RemindAsync([.. chunk.Select(c => new Unexplained(c.Id, c.CaseId,
                [.. approvers[c.DepartmentId].Concat(handlers[c.CaseId] is { } handler ? [handler] : []).Distinct().Select(Recipient.Staff)])).Where(c => c.Readers.Count > 0)], today, cancel);
        }
        return owed;
    }

    // Without a reason, while the case is open. In this form, so that a database starts with the few cards (IX_Cards_Unexplained), not with all that are old or all cases that are open.
    private static IQueryable<CaseCard> Waiting(TalentDb db) => db.Cards
        .Where(c => c.ExplainedAt == null && c.CancelledAt == null && (c.Light == CaseLight.Red || c.Light == CaseLight.DeepRed))
        .Where(c => db.Cases.Any(k => k.Id == c.CaseId && CaseWorkflow.Working.Contains(k.State)));

    private async Task<int> RemindAsync(List<Unexplained> cards, DateOnly today, CancellationToken cancel)
    {
        // Which readers a card has may change during the day; whoever came later hears of it tomorrow.
        var byKey = cards.SelectMany(card => card.Readers.Select(reader => (Key: KeyOf(card, today, reader), card.Id))).ToList();
        var fresh = await FreshAsync(store.ReadAsync, cards.ConvertAll(c => c.Id));
        if (fresh.Count == 0) return 0;
        var readers = cards.ToDictionary(c => c.Id, c => c.Readers);
        try
        {
            return await store.WriteAsync(async db =>
            {
                // Somebody may have explained it since, and another server may have reminded.
                var ids = await FreshAsync(query => query(db), fresh);
                var rows = await Waiting(db).Where(c => EF.Parameter(ids).Contains(c.Id)).Include(c => c.Case!).ThenInclude(c => c.ItemVersion).Include(c => c.Case!).ThenInclude(c => c.Department)
                    .AsNoTrackingWithIdentityResolution().ToListAsync(cancel);
                var messages = rows.SelectMany(card => readers[card.Id]
                    .Select(reader => Notices.Row(Template, About(card.Id, today), reader, clock.UtcNow, CaseNotices.Values(card.Case!, null, clock), $"/dept/cases/{card.CaseId}"))).ToList();
                await db.OweManyAsync(messages, cancel);
                return messages.Count;
            }, cancel);
        }
        catch (RefusedException refusal) when (refusal.Code == "busy")
        {
            // Others are busy: the next sweep finds them again.
            return 0;
        }

        // Those of which nobody has heard today.
        async Task<List<Guid>> FreshAsync(Func<Func<TalentDb, Task<List<string>>>, Task<List<string>>> ask, List<Guid> of)
        {
            var keys = byKey.Where(k => of.Contains(k.Id)).Select(k => k.Key).ToList();
            var told = (await ask(db => db.Outbox.Where(m => EF.Parameter(keys).Contains(m.DedupKey)).Select(m => m.DedupKey).ToListAsync(cancel))).ToHashSet();
            var heard = byKey.Where(k => told.Contains(k.Key)).Select(k => k.Id).ToHashSet();
            return of.FindAll(id => !heard.Contains(id));
        }
    }

    private static string About(Guid card, DateOnly day) => $"{card:N}:{day:yyyyMMdd}";

    private static string KeyOf(Unexplained card, DateOnly day, Recipient reader) => Notices.Key(Template, About(card.Id, day), reader, Notices.InApp);
}

/// <summary>A broken promise that is to be explained: no word once it was, or supervision took the card back.</summary>
internal sealed class OpenCards() : OpenRows("card-unexplained")
{
    protected override Task<List<Guid>> RowsAsync(TalentDb db, Guid[] ids, Guid reader, CancellationToken cancel) => db.Cards
        .Where(c => EF.Parameter(ids).Contains(c.Id) && c.ExplainedAt == null && c.CancelledAt == null).Select(c => c.Id).ToListAsync(cancel);
}
