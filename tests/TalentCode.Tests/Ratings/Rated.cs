using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.People;
using TalentCode.Core.Ratings;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Ratings;

/// <summary>A matter that was delivered and rated, and everybody around it.</summary>
/// <param name="Handler">Handled it and is an approver and a supervisor as well: whatever role there is, this one was rated.</param>
/// <param name="Approver">Another approver of the same department.</param>
internal sealed record Cast(City City, Talent Who, Guid Case, Guid Rating, Actor Handler, Actor Approver, Actor Supervisor, Actor Second)
{
    public Actor Rater => Actor.For(Who);
}

internal static class Rated
{
    public const string Department = "human-resources";

    public static Task<RatingReport> RatingSweepAsync(this City city) => city.Get<RatingSweep>().RunAsync(default);

    /// <summary>Delivered now by its handler; nobody was asked yet.</summary>
    public static async Task<Guid> DeliverAsync(this City city, Talent who, Actor handler, string item = "P05")
    {
        var row = await city.CaseInAsync(who, item, CaseState.Decided, c => (c.HandlerId, c.Decision, c.DecidedAt) = (handler.Id, CaseDecision.Granted, city.Clock.UtcNow));
        await city.ActAsync(handler, row.Id, CaseAction.Deliver);
        return row.Id;
    }

    /// <summary>Delivered and invited.</summary>
    public static async Task<Cast> InvitedAsync(this City city)
    {
        var handler = await city.People.StaffAsync(StaffRole.Officer, Department, null, StaffRole.Approver, StaffRole.Supervisor);
        var approver = await city.People.StaffAsync(StaffRole.Approver, Department);
        var (one, two) = (await city.People.StaffAsync(StaffRole.Supervisor), await city.People.StaffAsync(StaffRole.Supervisor));
        var who = await city.People.TalentAsync();
        var id = await city.DeliverAsync(who, handler);
        await city.RatingSweepAsync();
        return new(city, who, id, (await city.RatingOfAsync(id)).Id, handler, approver, one, two);
    }

    /// <summary>Rated badly now.</summary>
    public static async Task<Cast> BadAsync(this City city)
    {
        var cast = await city.InvitedAsync();
        await cast.RateAsync(RatingLevel.Dissatisfied, "等了两周没有人说明原因", "too-long");
        return cast;
    }

    public static Task RateAsync(this Cast cast, RatingLevel? level, string? comment = null, params string[] reasons) =>
        cast.City.Get<RatingService>().RateAsync(cast.Rater, cast.Rating, new(level, reasons, comment));

    public static Task<Rating> RatingOfAsync(this City city, Guid caseId) => city.ReadAsync(db => db.Ratings.SingleAsync(r => r.CaseId == caseId));

    public static Task<Rating> RowAsync(this Cast cast) => cast.City.ReadAsync(db => db.Ratings.Include(r => r.Persons).Include(r => r.Events.OrderBy(e => e.Sequence)).Include(r => r.Task).Include(r => r.Review).AsSplitQuery().SingleAsync(r => r.Id == cast.Rating));

    public static async Task<RatingTask> TaskAsync(this Cast cast) => (await cast.RowAsync()).Task!;

    public static async Task<List<RatingAction>> HistoryAsync(this Cast cast) => (await cast.RowAsync()).Events.ConvertAll(e => e.Action);

    public static async Task StepAsync(this Cast cast, RatingTaskState from, Actor? by = null, string? note = "已经说明并道歉") =>
        await cast.City.Get<RatingTaskService>().TakeAsync(by ?? cast.Approver, (await cast.TaskAsync()).Id, from, new(note, cast.City.Clock.UtcNow, ContactHow.Phone));

    /// <summary>Worked off up to the second rating.</summary>
    public static async Task WorkOffAsync(this Cast cast)
    {
        foreach (var state in new[] { RatingTaskState.Contact, RatingTaskState.Verify, RatingTaskState.Rectify, RatingTaskState.CallBack }) await cast.StepAsync(state);
    }

    /// <summary>In-app messages of ratings owed to somebody, oldest first.</summary>
    public static Task<List<string>> ToldAsync(this City city, Guid reader) =>
        city.ReadAsync(db => db.Outbox.Where(m => m.RecipientId == reader && m.Channel == "in-app" && m.Template.StartsWith("rating-")).OrderBy(m => m.Id).Select(m => m.Template).ToListAsync());
}
