using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Stewardship;

/// <summary>What tests about stewards need again and again.</summary>
internal static class Carers
{
    public static Task<Actor> StewardAsync(this City city) => city.People.StaffAsync(StaffRole.Steward);

    public static Task<Talent> OfAsync(this City city, Actor steward, Action<Talent>? change = null) => city.People.TalentAsync(t =>
    {
        t.StewardId = steward.Id;
        change?.Invoke(t);
    });

    /// <summary>Templates of in-app messages owed to somebody, oldest first.</summary>
    public static Task<List<string>> MessagesAsync(this City city, Guid reader) =>
        city.ReadAsync(db => db.Outbox.Where(m => m.RecipientId == reader && m.Channel == "in-app").OrderBy(m => m.Id).Select(m => m.Template).ToListAsync());

    public static Task LogAsync(this City city, Actor steward, Talent who, string note = "问了近况", string? callBack = null, bool reached = true, ContactWay way = ContactWay.Call) =>
        city.Get<ContactService>().LogAsync(steward, [who.Id], new(way, null, note, reached, callBack is null ? null : City.Day(callBack)));

    public static Task StandInAsync(this City city, Actor away, Actor by, string from, string until) =>
        city.Get<StandInService>().SetAsync(away, away.Id, by.Id, City.Day(from), City.Day(until), "出差");

    public static Task<Guid?> StewardOfAsync(this City city, Talent who) => city.ReadAsync(db => db.Talents.Where(t => t.Id == who.Id).Select(t => t.StewardId).SingleAsync());

    public static Task<bool> MayOpenAsync(this City city, Actor actor, Guid caseId) => city.Get<CaseQueries>().MayOpenAsync(actor, caseId);
}
