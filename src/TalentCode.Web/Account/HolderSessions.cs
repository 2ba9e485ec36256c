using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Time;

namespace TalentCode.Web.Account;

/// <summary>Signs a phone out within a minute when the person's session stamp has changed, the person left the programme, or a member's number was taken away.</summary>
internal sealed class HolderSessions(Store store, CityClock clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<Guid, (Guid? Stamp, DateTime At)> _stamps = new();

    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var user = context.Principal;
        var member = user?.FindFirstValue(Auth.MemberStampClaim);
        if (!Guid.TryParse(user?.FindFirstValue(ClaimTypes.NameIdentifier), out var id) || await StampAsync(id, member is not null) is not { } stamp
            || (member ?? user.FindFirstValue(Auth.StampClaim)) != stamp.ToString())
            context.RejectPrincipal();
    }

    /// <summary>Ends every session of this person now, in this process; elsewhere within a minute.</summary>
    public void Forget(Guid person) => _stamps.TryRemove(person, out _);

    private async ValueTask<Guid?> StampAsync(Guid id, bool member)
    {
        var now = clock.UtcNow;
        if (_stamps.TryGetValue(id, out var known) && now >= known.At && now - known.At < Kept) return known.Stamp;
        var stamp = await store.ReadAsync(db => member ? MemberAsync(db, id) : db.Talents.Where(t => t.Id == id && t.Status == TalentStatus.Active).Select(t => (Guid?)t.SessionStamp).SingleOrDefaultAsync());
        _stamps[id] = (stamp, now);
        return stamp;
    }

    private async Task<Guid?> MemberAsync(TalentDb db, Guid id)
    {
        var member = await db.FamilyMembers.SingleOrDefaultAsync(f => f.Id == id && db.Talents.Any(t => t.Id == f.TalentId && t.Status == TalentStatus.Active));
        return member?.HasOwnSay(clock.Today) == true ? member.SessionStamp : null;
    }
}
