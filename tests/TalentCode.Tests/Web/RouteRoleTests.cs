using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace TalentCode.Tests.Web;

/// <summary>Every route × every role: who may open what is written here a second time, apart from the folders' own attributes.</summary>
[Trait("Category", "Web")]
public sealed class RouteRoleTests(RunningCity city) : IClassFixture<RunningCity>
{
    private static readonly string[] Everybody = ["anonymous", "holder", "member", "hall1", "steward1", "officer.public-security", "approver.public-security", "head.public-security", "supervisor", "citylead", "coordinator", "admin", "provider1", "liaison1"];
    private static readonly string[] Staff = Everybody[3..];
    private static readonly string[] Handling = ["officer.public-security", "approver.public-security", "head.public-security"];

    /// <summary>Longest prefix wins. A path that is not here makes the test fail: no page is born public.</summary>
    private static readonly Dictionary<string, string[]> MayOpen = new()
    {
        ["/"] = Everybody,
        ["/signin"] = Everybody,
        ["/misuse"] = Everybody,
        ["/unsubscribe"] = Everybody,
        ["/ratings"] = Everybody,
        ["/overruns"] = Everybody,
        ["/complaints"] = Everybody,
        ["/not-found"] = Everybody,
        ["/error"] = Everybody,
        ["/c/"] = Everybody,
        ["/p/"] = Everybody,
        ["/lang/"] = Everybody,
        ["/size/"] = Everybody,
        ["/livez"] = Everybody,
        ["/readyz"] = Everybody,
        ["/staff/signin"] = Everybody,
        ["/staff"] = Staff,
        ["/desk/"] = Staff,
        ["/desk/prepare/"] = ["hall1"],
        ["/code"] = ["holder"],
        ["/services"] = ["holder"],
        ["/apply"] = ["holder"],
        ["/basket"] = ["holder"],
        ["/entitled"] = ["holder"],
        ["/papers/"] = ["holder"],
        ["/together/"] = ["holder"],
        ["/uploads/"] = ["holder"],
        ["/cases"] = ["holder"],
        ["/messages"] = ["holder"],
        ["/me"] = ["holder"],
        ["/w/"] = ["holder"],
        ["/i/"] = ["holder"],
        ["/signout"] = ["holder", "member"],
        ["/member"] = ["member"],
        ["/phone/denied"] = Everybody,
        ["/book"] = ["holder"],
        ["/bookings"] = ["holder"],
        ["/hall"] = ["hall1"],
        ["/redeem"] = ["provider1"],
        ["/dept"] = Handling,
        ["/dept/waiting"] = Handling,
        ["/dept/ratings"] = Handling,
        // Opens for every department's desk; whose flats they are, the service decides.
        ["/dept/flats"] = Handling,
        ["/steward"] = ["steward1", "liaison1"],
        ["/steward/people"] = ["steward1"],
        ["/steward/cases"] = ["steward1"],
        ["/steward/requests"] = ["steward1"],
        ["/liaison"] = ["liaison1"],
        ["/steward/person/"] = ["steward1"],
        ["/board"] = ["supervisor", "citylead", "coordinator"],
        ["/board/cases"] = ["supervisor", "citylead"],
        ["/board/week"] = ["supervisor", "citylead"],
        ["/board/cards"] = ["supervisor"],
        ["/board/minors"] = ["supervisor"],
        ["/board/ratings"] = ["supervisor"],
        ["/board/rounds"] = ["supervisor"],
        ["/board/requests"] = ["supervisor", "coordinator"],
        ["/care"] = ["supervisor", "coordinator"],
        ["/admin"] = ["admin"],
        ["/admin/calendar"] = ["admin"],
        ["/admin/messages"] = ["admin"],
        ["/admin/templates"] = ["admin"],
        ["/admin/jobs"] = ["admin"],
        ["/admin/departments"] = ["admin"],
        ["/me/notices"] = ["holder"],
    };

    [Fact]
    public async Task Every_page_opens_for_those_who_may_and_for_nobody_else()
    {
        var paths = Paths().ToList();
        Assert.True(paths.Count >= 25, $"Only {paths.Count} routes were found; the walk is broken.");
        var wrong = new List<string>();
        foreach (var role in Everybody)
        {
            using var visitor = await SignedInAsync(role);
            foreach (var path in paths)
            {
                var may = AllowedFor(path).Contains(role);
                var opened = await OpensAsync(visitor, path);
                if (may != opened) wrong.Add($"{role} {path}: expected {(may ? "open" : "refused")}");
            }
        }
        Assert.Empty(wrong);
    }

    private async Task<Visitor> SignedInAsync(string role)
    {
        var visitor = new Visitor(city.Address);
        return role switch
        {
            "anonymous" => visitor,
            "holder" => await visitor.AsHolderAsync("19900000001"),
            "member" => await visitor.AsHolderAsync("19900001015"),
            _ => await visitor.AsStaffAsync(role),
        };
    }

    private static async Task<bool> OpensAsync(Visitor visitor, string path)
    {
        using var answer = await visitor.GetAsync(path);
        if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) return false;
        // A desk whose address the policy of scripts does not know would open and never come alive.
        if ((await answer.Content.ReadAsStringAsync()).Contains("_framework/blazor.web.js", StringComparison.Ordinal))
            Assert.True(answer.Headers.GetValues("Content-Security-Policy").Single().Contains("'nonce-", StringComparison.Ordinal), $"{path} may not run its own scripts.");
        var to = answer.Headers.Location?.ToString() ?? "";
        return !to.Contains("/signin?", StringComparison.Ordinal) && !to.Contains("/staff/denied", StringComparison.Ordinal) && !to.Contains("/phone/denied", StringComparison.Ordinal);
    }

    private static string[] AllowedFor(string path)
    {
        var prefix = MayOpen.Keys.Where(p => p == "/" ? path == "/" : path == p || path.StartsWith(p.TrimEnd('/') + "/", StringComparison.Ordinal)).MaxBy(p => p.Length);
        Assert.True(prefix is not null, $"Nobody has said who may open {path}.");
        return MayOpen[prefix!];
    }

    /// <summary>All GET routes of the product, with something plausible for each parameter. Framework files and the live stream are left out.</summary>
    private IEnumerable<string> Paths() => city.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>() is not { } methods || methods.HttpMethods.Contains("GET"))
        .Select(e => Fill(e.RoutePattern))
        .Where(path => !path.StartsWith("/_", StringComparison.Ordinal) && !path.Contains('.', StringComparison.Ordinal) && path is not ("/code/live" or "/cases/live"))
        .Distinct().Order();

    private static string Fill(RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternParameterPart parameter => ExampleFor(parameter),
        _ => "-",
    })))).TrimEnd('/');

    private static string ExampleFor(RoutePatternParameterPart parameter) =>
        parameter.ParameterPolicies.Any(p => p.Content == "guid") ? "00000000-0000-0000-0000-000000000001"
        : parameter.ParameterPolicies.Any(p => p.Content == "int") ? "404"
        : parameter.IsCatchAll ? "" : "1";
}
