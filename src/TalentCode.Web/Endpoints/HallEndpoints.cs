using Microsoft.AspNetCore.Antiforgery;
using TalentCode.Core;
using TalentCode.Core.Data;
using TalentCode.Core.Scans;
using TalentCode.Web.Account;
using TalentCode.Web.Shared;

namespace TalentCode.Web.Endpoints;

/// <summary>What the scan page's script posts and polls.</summary>
internal static class HallEndpoints
{
    public sealed record ScanRequest(string? Text, string? Purpose, string? Window);

    public static void MapHall(this WebApplication app)
    {
        app.MapPost("/hall/scan", ScanAsync).RequireAuthorization(Auth.Hall);
        app.MapGet("/hall/visits", VisitsAsync).RequireAuthorization(Auth.Hall);
        app.MapGet("/hall/person/{grantId:guid}/open", OpenAsync).RequireAuthorization(Auth.Hall);
    }

    private static async Task<IResult> ScanAsync(ScanRequest request, HttpContext http, IAntiforgery forgery, ScanService scans, Store store)
    {
        if (!await forgery.IsRequestValidAsync(http)) return Results.BadRequest();
        try
        {
            var (actor, staff) = await CurrentActor.StaffFromAsync(http.User, store);
            if (!Enum.TryParse<ScanPurpose>(request.Purpose, out var purpose) || !ScanPurposes.AtWindows.Contains(purpose))
                return Refused(new("请先选择用途。", "Choose a purpose first."));
            var answer = await scans.ScanAsync(actor, staff.WindowId ?? "", purpose, request.Text ?? "");
            return Answer(answer, "/hall/person/");
        }
        catch (RefusedException refused)
        {
            return Refused(refused.Sentence);
        }
    }

    internal static IResult Answer(ScanAnswer answer, string opens) =>
        Answer(Tone(answer.Outcome), Lang.T(Word(answer.Outcome)), Lang.T(answer.Sentence), answer.GrantId is { } grant ? opens + grant : null);

    internal static IResult Refused(LocalText why) => Answer("no", Lang.T("未查看", "Not opened"), Lang.T(why), null);

    private static IResult Answer(string tone, string word, string text, string? open) => Results.Json(new { tone, word, text, open });

    private static string Tone(ScanOutcome outcome) => outcome switch
    {
        ScanOutcome.Valid => "ok",
        ScanOutcome.Expired or ScanOutcome.NotYetValid => "wait",
        _ => "no",
    };

    private static LocalText Word(ScanOutcome outcome) => outcome switch
    {
        ScanOutcome.Valid => new("有效", "Valid"),
        ScanOutcome.Expired => new("已过期", "Expired"),
        ScanOutcome.NotYetValid => new("未生效", "Not valid yet"),
        ScanOutcome.AlreadyUsed => new("已用过", "Already used"),
        ScanOutcome.Frozen => new("已冻结", "Frozen"),
        ScanOutcome.NotActive => new("不在服务范围", "Not active"),
        ScanOutcome.NotForPurpose => new("不适用", "Not for this purpose"),
        _ => new("不是人才码", "Not a talent code"),
    };

    /// <summary>Whether an open view may stay open; if not, why. The holder's no on the phone reaches the counter this way.</summary>
    internal static async Task<IResult> OpenAsync(Guid grantId, HttpContext http, PersonService persons, Store store)
    {
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            await persons.RequireOpenAsync(await CurrentActor.FromAsync(http.User, store), grantId);
            return Results.Json(new { open = true });
        }
        catch (RefusedException refused)
        {
            return Results.Json(new { open = false, title = Lang.T(ViewEnd.Title(refused)), text = Lang.T(refused.Sentence) });
        }
    }

    private static async Task<IResult> VisitsAsync(HttpContext http, VisitService visits, Store store)
    {
        http.Response.Headers.CacheControl = "no-store";
        var (actor, staff) = await CurrentActor.StaffFromAsync(http.User, store);
        var lines = staff.WindowId is { } window ? await visits.AtWindowAsync(actor, window) : [];
        return Results.Json(lines.Select(v => new { id = v.Id, name = v.Name, purpose = Lang.T(ScanSentences.Of(v.Purpose)) }));
    }
}
