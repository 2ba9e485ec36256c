using Microsoft.AspNetCore.Diagnostics;
using TalentCode.Core.Messaging;

namespace TalentCode.Web.Endpoints;

internal static class UnsubscribeEndpoints
{
    /// <summary>One click of a mail program (RFC 8058): a post without cookie or token, for which the signed address is the right.</summary>
    public static void MapUnsubscribe(this WebApplication app) =>
        app.MapPost(UnsubscribeLinks.Path + "{token}", async (string token, HttpContext http, UnsubscribeLinks links, PreferenceService preferences) =>
        {
            // The page for what is not found takes no posts without a token of forms: a bare answer says more than a 400.
            if (http.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
            if (!links.TryRead(token, out var talent, out var kind)) return Results.NotFound();
            await preferences.SwitchOffAsync(talent, kind);
            return Results.LocalRedirect($"{UnsubscribeLinks.Path}{token}?done=1");
        }).AllowAnonymous().DisableAntiforgery()
            // The page of the same address would take posts as well.
            .WithOrder(-1);
}
