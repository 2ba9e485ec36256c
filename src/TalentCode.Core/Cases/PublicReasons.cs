using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>Supervision's hand on what is published: a reason that should not stand in public goes, and the unit owes another.</summary>
public sealed class PublicReasons(Store store, CityClock clock)
{
    /// <summary>Longest reason for taking one down.</summary>
    public const int Longest = 200;

    /// <summary>
    /// Takes a published reason down. The text and why it went are kept among the internal notes of the case, and the card is
    /// open again: the duty to give a reason stays.
    /// </summary>
    /// <exception cref="RefusedException">Not supervision, no reason, or nothing is published.</exception>
    public Task TakeDownAsync(Actor actor, Guid cardId, string? why) => store.WriteAsync(async db =>
    {
        actor.Require(Permission.SuperviseCases);
        if (why?.Trim() is not { Length: > 0 and <= Longest } reason)
            throw new RefusedException("reason-missing", $"请写明撤下的理由,最多{Longest}个字符。", $"Please say why it is taken down, in at most {Longest} characters.");
        var card = await db.Cards.Include(c => c.Case!).ThenInclude(c => c.ItemVersion).Include(c => c.Case!).ThenInclude(c => c.Department).SingleOrDefaultAsync(c => c.Id == cardId);
        if (card is not { PublicReason: { } text, CancelledAt: null })
            throw new RefusedException("reason-gone", "这条公开原因已经不在了。请刷新后再看。", "This reason is no longer published. Please reload.");
        var now = clock.UtcNow;
        Note(db, actor, card.CaseId, $"撤下公开原因:{reason}", now);
        Note(db, actor, card.CaseId, text, now);
        // One explanation may stand on several cards.
        foreach (var each in await db.Cards.Where(c => c.CaseId == card.CaseId && c.ExplainedAt == card.ExplainedAt && c.PublicReason != null).ToListAsync())
            (each.PublicReason, each.NewDate, each.ExplainedAt) = (null, null, null);
        foreach (var desk in card.Case!.HandlerId is { } handler ? [handler] : await HandlingNotices.DeskAsync(db, card.DepartmentId, false))
            db.Owe("reason-taken-down", $"{card.Id:N}:{now:yyyyMMddHHmmss}", Recipient.Staff(desk), now, CaseNotices.Values(card.Case, reason, clock), $"/dept/cases/{card.CaseId}");
    });

    private static void Note(TalentDb db, Actor actor, Guid caseId, string text, DateTime now) =>
        db.Notes.Add(new CaseNote { Id = OrderedId.Next(now), CaseId = caseId, At = now, AuthorId = actor.Id, AuthorZh = actor.Name.Zh, AuthorEn = actor.Name.En, Text = text });
}
