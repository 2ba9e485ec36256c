using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Filing;
using TalentCode.Core.Notifications;

namespace TalentCode.Benchmarks.Kill;

/// <summary>Reads the database after the last restart and compares it with what people were told.</summary>
internal sealed class KillCheck(Store store, TextWriter output)
{
    private sealed record Rows(List<ServiceCase> Cases, List<OutboxMessage> Outbox, List<InboxMessage> Inbox);

    public async Task<bool> PassesAsync(IReadOnlyList<Acknowledged> told, int rounds)
    {
        var rows = await store.ReadAsync(async db => new Rows(
            await db.Cases.Include(c => c.Events).ToListAsync(), await db.Outbox.ToListAsync(), await db.Inbox.ToListAsync()));
        (string What, int Wrong)[] checks =
        [
            ("fewer acknowledged cases than rounds", Math.Max(0, rounds - told.Count)),
            .. CaseChecks(rows, told),
            .. NoticeChecks(rows),
        ];
        Table.Print($"{rows.Cases.Count(IsFiled)} cases filed, {told.Count} of them acknowledged; {rows.Outbox.Count} notices owed, {rows.Inbox.Count} in inboxes",
            [.. checks.Select(c => new[] { c.What, $"{c.Wrong}", c.Wrong == 0 ? "ok" : "VIOLATED" })], output);
        return checks.All(c => c.Wrong == 0);
    }

    private static IEnumerable<(string, int)> CaseChecks(Rows rows, IReadOnlyList<Acknowledged> told)
    {
        var byId = rows.Cases.ToDictionary(c => c.Id);
        var filed = rows.Cases.Where(IsFiled).ToList();
        yield return ("acknowledged cases missing or with another text", told.Count(t => byId.GetValueOrDefault(t.CaseId) is not { } found || !IsFiled(found) || MessageOf(found) != t.Message));
        yield return ("acknowledged twice", told.Count - told.DistinctBy(t => t.CaseId).Count());
        yield return ("filed cases without a number", filed.Count(c => c.Number is null));
        yield return ("numbers given twice", filed.Count - filed.DistinctBy(c => c.Number).Count());
        yield return ("texts filed twice", filed.Count - filed.DistinctBy(MessageOf).Count());
        yield return ("filed cases without exactly one submission and one receipt", filed.Count(c => Count(c, CaseAction.Submit) != 1 || Count(c, CaseAction.Receive) != 1));
        yield return ("drafts with a number or an event", rows.Cases.Count(c => !IsFiled(c) && (c.Number is not null || c.Events.Count > 0)));
        yield return ("holders with two drafts of the same item", rows.Cases.Where(c => !IsFiled(c)).GroupBy(c => (c.TalentId, c.ItemId)).Count(g => g.Count() > 1));
    }

    private static IEnumerable<(string, int)> NoticeChecks(Rows rows)
    {
        var owed = rows.Outbox.Where(m => m.Channel == Notices.InApp).ToList();
        var inbox = rows.Inbox.Select(m => m.Id).ToHashSet();
        var received = rows.Inbox.Where(m => m.Template == "case-received").CountBy(m => m.Link ?? "").ToDictionary();
        yield return ("notices not sent or parked", rows.Outbox.Count(m => m.DoneAt is null || m.ParkedAt is not null));
        yield return ("owed notices missing in the inbox", owed.Count(m => !inbox.Contains(m.Id)));
        yield return ("inbox messages nobody owed", inbox.Except(owed.Select(m => m.Id)).Count());
        yield return ("inbox messages twice", rows.Inbox.Count - rows.Inbox.DistinctBy(m => (m.RecipientId, m.Template, m.Link)).Count());
        yield return ("filed cases without exactly one notice of receipt", rows.Cases.Count(c => IsFiled(c) && received.GetValueOrDefault($"/cases/{c.Id}") != 1));
    }

    private static bool IsFiled(ServiceCase row) => row.ItemId == ItemForms.DirectRequest && row.State is not (CaseState.Draft or CaseState.Discarded);

    private static string? MessageOf(ServiceCase row) => row.Answers.GetValueOrDefault("message");

    private static int Count(ServiceCase row, CaseAction action) => row.Events.Count(e => e.Action == action);
}
