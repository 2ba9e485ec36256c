using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;

namespace TalentCode.Web.Account;

/// <summary>Who acts on this page. Staff are read afresh each time, so a removed role is gone at the next action.</summary>
public sealed class CurrentActor(AuthenticationStateProvider authentication, Store store)
{
    /// <exception cref="Core.RefusedException">Nobody is signed in, or the account was disabled.</exception>
    public async Task<Actor> GetAsync() => await FromAsync((await authentication.GetAuthenticationStateAsync()).User, store);

    public static async Task<Actor> FromAsync(ClaimsPrincipal user, Store store)
    {
        if (!Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id)) throw SignedOut();
        if (user.HasClaim(claim => claim.Type == Auth.StampClaim))
            return new Actor(ActorKind.Talent, id, new("本人", "the applicant"), new HashSet<Permission>(), null);
        if (user.HasClaim(claim => claim.Type == Auth.MemberStampClaim)) return Actor.For(new FamilyMember { Id = id });
        return Actor.For(await StaffAsync(id, store));
    }

    /// <summary>The member of staff and the actor they are, in one reading.</summary>
    /// <exception cref="Core.RefusedException">Nobody of the staff is signed in, or the account was disabled.</exception>
    public static async Task<(Actor Actor, StaffMember Staff)> StaffFromAsync(ClaimsPrincipal user, Store store)
    {
        if (!Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id)) throw SignedOut();
        var staff = await StaffAsync(id, store);
        return (Actor.For(staff), staff);
    }

    private static async Task<StaffMember> StaffAsync(Guid id, Store store) =>
        await LoadStaffAsync(store, id) is { Disabled: false } staff ? staff : throw SignedOut();

    public static Task<StaffMember?> LoadStaffAsync(Store store, Guid id) =>
        store.ReadAsync(db => db.Users.Include(s => s.Roles).SingleOrDefaultAsync(s => s.Id == id));

    private static Core.RefusedException SignedOut() => new("signed-out", "登录已失效,请重新登录。", "You are signed out. Please sign in again.");
}
