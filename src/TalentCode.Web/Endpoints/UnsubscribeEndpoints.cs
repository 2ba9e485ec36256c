using TalentCode.Core.Messaging;

namespace TalentCode.Web.Endpoints;

internal static class UnsubscribeEndpoints
{
    /// <summary>One click of a mail program (RFC 8058): a post without cookie or token, for which the signed address is the right.</summary>
    public static void MapUnsubscribe(this WebApplication app) =>
        app.MapPost(UnsubscribeLinks.Path + "{token}", async (string token, UnsubscribeLinks links, PreferenceService preferences) =>
        {
            if (!links.TryRead(token, out var talent, out var kind)) return Results.NotFound();
            await preferences.SwitchOffAsync(talent, kind);
            return Results.LocalRedirect($"{UnsubscribeLinks.Path}{token}?done=1");
        }).AllowAnonymous().DisableAntiforgery()
            // The page of the same address would take posts as well.
            .WithOrder(-1);
}
