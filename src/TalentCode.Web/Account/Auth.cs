using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;

namespace TalentCode.Web.Account;

/// <summary>Two ways in that never mix: holders by phone, staff by password. Each area of pages names its policy.</summary>
public static class Auth
{
    public const string PhoneScheme = "Phone";
    public const string StampClaim = "stamp";

    /// <summary>Signed in on the phone as a holder.</summary>
    public const string Holder = "Holder";

    public const string MemberStampClaim = "member-stamp";

    /// <summary>Signed in on the phone as a member of a scientist's family: an area of its own, and nothing of the holder's.</summary>
    public const string Member = "Member";

    /// <summary>Signed in on the phone, as either.</summary>
    public const string AnyPhone = "AnyPhone";

    /// <summary>Any member of staff.</summary>
    public const string AnyStaff = "AnyStaff";

    public const string Hall = nameof(Permission.ScanCodes);
    public const string Provider = nameof(Permission.RedeemBookings);
    public const string Department = nameof(Permission.HandleCases);
    public const string Steward = nameof(Permission.FollowPeople);
    public const string Liaison = nameof(Permission.AccompanyPeople);

    /// <summary>Has a list of people to be in touch with, as a steward or as a liaison officer.</summary>
    public const string Workbench = "Workbench";
    public const string Figures = nameof(Permission.SeeFigures);
    public const string Administrator = nameof(Permission.Administer);

    private const string PermissionClaim = "permission";

    public static void AddTalentCodeAuth(this IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(PhoneScheme, ConfigurePhone)
            .AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(ConfigureStaff));
        services.AddIdentityCore<StaffMember>(options =>
        {
            options.Lockout.MaxFailedAccessAttempts = 5;
            options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            options.Password.RequiredLength = 12;
        }).AddEntityFrameworkStores<TalentDb>().AddSignInManager().AddDefaultTokenProviders().AddClaimsPrincipalFactory<StaffClaims>();
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.FromMinutes(1));
        services.AddSingleton<HolderSessions>();
        services.AddScoped<CurrentActor>();
        services.AddAuthorization(AddPolicies);
    }

    private static void AddPolicies(AuthorizationOptions options)
    {
        options.AddPolicy(Holder, policy => policy.AddAuthenticationSchemes(PhoneScheme).RequireAuthenticatedUser().RequireClaim(StampClaim));
        options.AddPolicy(Member, policy => policy.AddAuthenticationSchemes(PhoneScheme).RequireAuthenticatedUser().RequireClaim(MemberStampClaim));
        options.AddPolicy(AnyPhone, policy => policy.AddAuthenticationSchemes(PhoneScheme).RequireAuthenticatedUser());
        options.AddPolicy(AnyStaff, policy => Staff(policy));
        options.AddPolicy(Workbench, policy => Staff(policy).RequireClaim(PermissionClaim, Steward, Liaison));
        foreach (var permission in Enum.GetNames<Permission>())
            options.AddPolicy(permission, policy => Staff(policy).RequireClaim(PermissionClaim, permission));
    }

    private static AuthorizationPolicyBuilder Staff(AuthorizationPolicyBuilder policy) =>
        policy.AddAuthenticationSchemes(IdentityConstants.ApplicationScheme).RequireAuthenticatedUser().RequireClaim(PermissionClaim);

    private static void ConfigurePhone(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "tc.phone";
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.LoginPath = "/signin";
        // A holder among the pages of members, or the other way round: said kindly, with the way to one's own.
        cookie.AccessDeniedPath = "/phone/denied";
        cookie.ReturnUrlParameter = "to";
        // Nobody wants to sign in at the counter: a phone stays signed in while it is used every few weeks.
        cookie.ExpireTimeSpan = TimeSpan.FromDays(60);
        cookie.SlidingExpiration = true;
        cookie.Events.OnValidatePrincipal = context => context.HttpContext.RequestServices.GetRequiredService<HolderSessions>().ValidateAsync(context);
        cookie.Events.OnRedirectToLogin = Answer401ToScripts;
    }

    private static void ConfigureStaff(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "tc.staff";
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.LoginPath = "/staff/signin";
        cookie.AccessDeniedPath = "/staff/denied";
        cookie.ReturnUrlParameter = "to";
        cookie.ExpireTimeSpan = TimeSpan.FromMinutes(30);
        cookie.SlidingExpiration = true;
        cookie.Events.OnRedirectToLogin = Answer401ToScripts;
    }

    private static Task Answer401ToScripts(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal)) context.Response.Redirect(context.RedirectUri);
        else context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    public static ClaimsPrincipal PrincipalOf(Talent talent) => new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, talent.Id.ToString()), new(StampClaim, talent.SessionStamp.ToString())], PhoneScheme));

    /// <summary>A member never carries the claim of a holder, so no holder's page opens.</summary>
    public static ClaimsPrincipal PrincipalOf(FamilyMember member) => new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, member.Id.ToString()), new(MemberStampClaim, member.SessionStamp.ToString() ?? "")], PhoneScheme));

    /// <summary>Puts the permissions of a staff member's roles into the cookie; services still ask the table.</summary>
    private sealed class StaffClaims(UserManager<StaffMember> users, Microsoft.Extensions.Options.IOptions<IdentityOptions> options, Store store)
        : UserClaimsPrincipalFactory<StaffMember>(users, options)
    {
        protected override async Task<ClaimsIdentity> GenerateClaimsAsync(StaffMember user)
        {
            var identity = await base.GenerateClaimsAsync(user);
            var staff = await CurrentActor.LoadStaffAsync(store, user.Id);
            if (staff is not null)
                foreach (var permission in RolePermissions.Of(staff.Roles.Select(r => r.Role)))
                    identity.AddClaim(new(PermissionClaim, permission.ToString()));
            return identity;
        }
    }
}
