using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Core.Time;

namespace TalentCode.Core.Concerns;

/// <summary>Works concerns off: first contact, then the answer. Whom it is about gets in nowhere.</summary>
public sealed class ConcernWork(Store store, ContactService contacts, Calendars calendars, CityClock clock)
{
    /// <summary>Writes the first contact down; the holder reads the note.</summary>
    /// <exception cref="RefusedException">Not this person's to work on, contacted before, or nobody to contact.</exception>
    public Task ContactAsync(Actor actor, Guid id, ContactWay way, string? note) => ActAsync(actor, id, async (db, row, now, calendar) =>
    {
        if (row.State != ConcernState.Received || row.TalentId is null)
            throw new RefusedException("step-not-possible", "首次联系已经登记,或者这一件是匿名的。请刷新后再办。", "The first contact is written down already, or it is anonymous. Reload and go on from there.");
        var written = CareRules.Written(note, CareRules.LongestNote, "请写明对方说了什么。", "Please write down what the person said.");
        (row.State, row.ContactedAt, row.ContactedBy) = (ConcernState.Contacted, now, way);
        (row.NextDueAt, row.WarnAt) = (ConcernRules.NextDue(row), ConcernRules.WarnAt(row, calendar, clock));
        ConcernHistory.Append(db, row, ConcernAction.Contacted, actor, now, written);
        // A steward's contact is one of the person's contacts; what supervision speaks about stays there.
        if (row.Desk == ConcernDesk.Steward) await contacts.AppendAsync(db, actor, row.TalentId.Value, new(way, null, written), row.Id);
        var values = ConcernNotices.Values(row, clock);
        values["note"] = new(written.TrimEnd('。', '.'), written.TrimEnd('。', '.'));
        ConcernNotices.ToHolder(db, row, "concern-contacted", now, values);
    });

    /// <summary>Answers. An answer without a contact before it is the contact as well.</summary>
    public Task AnswerAsync(Actor actor, Guid id, string? answer) => ActAsync(actor, id, (db, row, now, _) =>
    {
        if (!row.IsOpen) throw new RefusedException("step-not-possible", "这一件已经答复或撤回。请刷新。", "This has been answered or withdrawn. Please reload.");
        var written = CareRules.Written(answer, ConcernRules.LongestText, "请写明答复。", "Please write the answer.");
        (row.State, row.Answer, row.AnsweredAt, row.NextDueAt, row.WarnAt) = (ConcernState.Answered, written, now, null, null);
        if (row.TalentId is not null) row.ContactedAt ??= now;
        ConcernHistory.Append(db, row, ConcernAction.Answered, actor, now, written);
        ConcernNotices.ToHolder(db, row, "concern-answered", now, ConcernNotices.Values(row, clock));
        return Task.CompletedTask;
    });

    private async Task ActAsync(Actor actor, Guid id, Func<TalentDb, Concern, DateTime, WorkingCalendar, Task> act)
    {
        var calendar = await calendars.CurrentAsync();
        await store.WriteAsync(async db =>
        {
            var row = await db.Concerns.Include(c => c.Events).Include(c => c.Persons).AsSplitQuery().SingleOrDefaultAsync(c => c.Id == id);
            if (row is null || !ConcernAccess.MayWork(actor, row, await CaresAsync(db, actor, row, clock))) throw ConcernAccess.NotThere();
            await act(db, row, clock.UtcNow, calendar);
        });
    }

    internal static Task<bool> CaresAsync(TalentDb db, Actor actor, Concern row, CityClock clock) =>
        row.TalentId is { } talent ? CareAccess.CaresForAsync(db, actor, talent, clock.Today) : Task.FromResult(false);
}
