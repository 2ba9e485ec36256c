using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using TalentCode.Core;
using TalentCode.Core.Cases;
using TalentCode.Core.Codes;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Core.Time;
using TalentCode.Web.Account;
using TalentCode.Web.Shared;

namespace TalentCode.Web.Endpoints;

/// <summary>What the code page's script asks for, and what any scanner of the code gets.</summary>
internal static class CodeEndpoints
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void MapCode(this WebApplication app)
    {
        app.MapGet("/code/batch", BatchAsync).RequireAuthorization(Auth.Holder);
        app.MapGet("/code/live", LiveAsync).RequireAuthorization(Auth.Holder);
        // A code has no page of its own: holders are led to their services, everybody else reads the same neutral page.
        app.MapGet("/c/{digits}", ScannedAsync);
        app.MapGet("/p/{text}", PaperAsync);
    }

    private static async Task<IResult> BatchAsync(HttpContext http, CodeService codes, Store store)
    {
        http.Response.Headers.CacheControl = "no-store";
        var actor = await CurrentActor.FromAsync(http.User, store);
        var sheet = await codes.SheetAsync(actor.Id);
        return Results.Json(new { now = new DateTimeOffset(sheet.Now).ToUnixTimeMilliseconds(), slots = sheet.Slots, frozen = sheet.Status != CodeStatus.Active }, Json);
    }

    private static async Task LiveAsync(HttpContext http, LiveFeed feed, Store store, CityClock clock)
    {
        var actor = await CurrentActor.FromAsync(http.User, store);
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        await http.Response.WriteAsync(": open\n\n", http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
        try
        {
            await foreach (var used in feed.ListenAsync(actor.Id, http.RequestAborted))
            {
                var time = clock.ToCity(used.At).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
                var text = Lang.T($"{used.Place.Zh}在 {time} 查看了你的信息({used.Purpose.Zh})", $"{used.Place.En} viewed your data at {time} ({used.Purpose.En})");
                var data = JsonSerializer.Serialize(new { id = used.GrantId, where = Lang.T(used.Place), time, text, href = $"/me/access?grant={used.GrantId}" }, Json);
                await http.Response.WriteAsync($"event: used\nid: {used.GrantId}\ndata: {data}\n\n", http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The phone went away: nothing to tell any more.
        }
    }

    private static async Task<IResult> ScannedAsync(string digits, HttpContext http, CodeLink link, TokenCodec codec, CodeSecret secret, CityClock clock)
    {
        // Only a signed-in phone makes a difference; a stranger costs no signature check and learns nothing.
        var phone = await http.AuthenticateAsync(Auth.PhoneScheme);
        if (phone.Succeeded && link.DigitsOf(digits) is { } own && codec.Read(own, null).Token is { } token
            && Guid.TryParse(phone.Principal.FindFirst(System.Security.Claims.ClaimTypes.NameIdentifier)?.Value, out var id)
            && secret.Pseudonym(clock.DateOf(token.NotBefore), id) == token.Sub)
            return Results.Redirect("/me");
        return new NeutralPage();
    }

    /// <summary>The symbol on a paper: the holder's page of the case, the department's desk, and for everybody else the neutral page. The paper of a mandate leads to itself, or to whom it is about.</summary>
    private static async Task<IResult> PaperAsync(string text, HttpContext http, SignedPath paths, CaseQueries cases, MandatePapers mandates, Store store)
    {
        if (!paths.TryRead(SignedKind.Paper, text, out var signed) || !Guid.TryParseExact(signed, "N", out var id)) return new NeutralPage();
        foreach (var (scheme, place) in new[] { (Auth.PhoneScheme, "/cases/"), (IdentityConstants.ApplicationScheme, "/dept/cases/") })
        {
            var reader = await http.AuthenticateAsync(scheme);
            if (!reader.Succeeded) continue;
            try
            {
                var actor = await CurrentActor.FromAsync(reader.Principal, store);
                if ((actor.Kind == ActorKind.Talent || actor.May(Permission.HandleCases)) && await cases.MayOpenAsync(actor, id)) return Results.LocalRedirect(place + id);
                if (await mandates.OpensAtAsync(actor, id) is { } there) return Results.LocalRedirect(there);
            }
            catch (RefusedException)
            {
                // An account that was closed is a stranger.
            }
        }
        return new NeutralPage();
    }

    /// <summary>The one answer to every stranger: what this is, where to show it, how to report misuse. Same bytes whatever was scanned.</summary>
    private sealed class NeutralPage : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) =>
            new Microsoft.AspNetCore.Http.HttpResults.RazorComponentResult<Neutral> { PreventStreamingRendering = true }.ExecuteAsync(httpContext);
    }
}
