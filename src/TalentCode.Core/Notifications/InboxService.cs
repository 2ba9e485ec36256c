using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Notifications;

/// <summary>Reading one's own messages.</summary>
public sealed class InboxService(Store store, CityClock clock)
{
    public Task<List<InboxMessage>> ListAsync(Actor actor) => store.ReadAsync(db => Own(db, actor).OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(100).ToListAsync());

    /// <summary>How many are unread, at most 1,000: beyond that nobody wants the number, and every page asks for it.</summary>
    public Task<int> UnreadAsync(Actor actor) => store.ReadAsync(db => Own(db, actor).Where(m => m.ReadAt == null)
        // The order of the index of unread messages, which costs nothing: a limit without an order is refused.
        .OrderBy(m => m.RecipientKind).ThenBy(m => m.RecipientId).Take(1000).CountAsync());

    public Task MarkReadAsync(Actor actor) => store.WriteAsync(db =>
    {
        var now = clock.UtcNow;
        return Own(db, actor).Where(m => m.ReadAt == null).ExecuteUpdateAsync(s => s.SetProperty(m => m.ReadAt, now));
    });

    private static IQueryable<InboxMessage> Own(TalentDb db, Actor actor)
    {
        var kind = actor.Kind switch { ActorKind.Staff => RecipientKind.Staff, ActorKind.Member => RecipientKind.Member, _ => RecipientKind.Talent };
        return db.Inbox.Where(m => m.RecipientKind == kind && m.RecipientId == actor.Id);
    }
}
