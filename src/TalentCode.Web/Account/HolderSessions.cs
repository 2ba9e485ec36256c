using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Time;

namespace TalentCode.Web.Account;

/// <summary>Signs a phone out within a minute when the person's session stamp has changed or the person left the programme.</summary>
internal sealed class HolderSessions(Store store, CityClock clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<Guid, (Guid? Stamp, DateTime At)> _stamps = new();

    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var user = context.Principal;
        if (!Guid.TryParse(user?.FindFirstValue(ClaimTypes.NameIdentifier), out var id) || user.FindFirstValue(Auth.StampClaim) != (await StampAsync(id))?.ToString())
            context.RejectPrincipal();
    }

    /// <summary>Ends every session of this person now, in this process; elsewhere within a minute.</summary>
    public void Forget(Guid talentId) => _stamps.TryRemove(talentId, out _);

    private async ValueTask<Guid?> StampAsync(Guid id)
    {
        var now = clock.UtcNow;
        if (_stamps.TryGetValue(id, out var known) && now >= known.At && now - known.At < Kept) return known.Stamp;
        var stamp = await store.ReadAsync(db => db.Talents.Where(t => t.Id == id && t.Status == TalentStatus.Active).Select(t => (Guid?)t.SessionStamp).SingleOrDefaultAsync());
        _stamps[id] = (stamp, now);
        return stamp;
    }
}
