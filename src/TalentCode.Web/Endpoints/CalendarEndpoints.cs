using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using TalentCode.Core;
using TalentCode.Core.CalendarYears;
using TalentCode.Core.Data;
using TalentCode.Core.Time;
using TalentCode.Web.Account;

namespace TalentCode.Web.Endpoints;

/// <summary>Takes the file or the pasted text of a holiday notice; a file never goes through a circuit.</summary>
internal static class CalendarEndpoints
{
    private const int LargestRequest = 1_000_000;

    public static void MapCalendar(this WebApplication app) =>
        app.MapPost("/admin/calendar/notice", KeepAsync).DisableAntiforgery().RequireAuthorization(Auth.Administrator).WithMetadata(new RequestSizeLimitAttribute(LargestRequest));

    private static async Task<IResult> KeepAsync(HttpContext http, IAntiforgery forgery, CalendarImporter importer, Store store)
    {
        if (!await forgery.IsRequestValidAsync(http)) return Results.BadRequest();
        var form = await http.Request.ReadFormAsync();
        _ = int.TryParse(form["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var year);
        try
        {
            var actor = await CurrentActor.FromAsync(http.User, store);
            var id = await importer.KeepAsync(actor, year, form["number"].ToString(), await TextAsync(form));
            return Results.LocalRedirect($"/admin/calendar?notice={id}#preview");
        }
        catch (RefusedException refused)
        {
            return Results.LocalRedirect($"/admin/calendar?refused={Uri.EscapeDataString(refused.Code)}#preview");
        }
    }

    /// <summary>The file where one was chosen, otherwise what was pasted.</summary>
    private static async Task<string> TextAsync(IFormCollection form)
    {
        if (form.Files.GetFile("file") is not { Length: > 0 } file) return form["text"].ToString();
        using var reader = new StreamReader(file.OpenReadStream());
        var text = new char[HolidayNoticeReader.LongestText + 1];
        return new string(text, 0, await reader.ReadBlockAsync(text));
    }
}
