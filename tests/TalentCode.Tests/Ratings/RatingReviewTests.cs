using Microsoft.Extensions.DependencyInjection;
using TalentCode.Core.Ratings;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Ratings;

/// <summary>Malicious or mistaken: asked by the unit, decided by another, objected to once, decided by a third.</summary>
[Trait("Category", "Core")]
public sealed class RatingReviewTests() : InOwnCity("2026-11-02")
{
    [Fact]
    public async Task An_excluded_rating_stays_visible_says_why_and_its_task_ends()
    {
        var (cast, id) = await AskedAsync();
        await Reviews.DecideAsync(cast.Supervisor, id, true, "").IsRefusedAsync("note-missing");
        await Reviews.DecideAsync(cast.Supervisor, id, true, "评的是另一件事");
        var row = await cast.RowAsync();
        Assert.Equal((true, RatingTaskState.Excluded, RatingLevel.Dissatisfied), (row.Excluded, row.Task!.State, row.Level));
        Assert.Equal(["rating-invited", "rating-excluded"], await City.ToldAsync(cast.Who.Id));
        var view = await City.Get<RatingQueries>().ViewAsync(cast.Rater, cast.Rating);
        Assert.True(view.MayObject);
        await cast.RateAsync(RatingLevel.VeryDissatisfied).IsRefusedAsync("rating-excluded");
    }

    [Fact]
    public async Task The_grounds_are_needed_once_and_the_asker_does_not_decide()
    {
        var cast = await City.BadAsync();
        var id = (await cast.TaskAsync()).Id;
        await Reviews.AskAsync(cast.Approver, id, ReviewGround.Mistaken, " ").IsRefusedAsync("note-missing");
        await Reviews.TakeOverAsync(cast.Supervisor, id, "接手");
        await Reviews.AskAsync(cast.Supervisor, id, ReviewGround.Mistaken, "评的是另一件事");
        await Reviews.AskAsync(cast.Supervisor, id, ReviewGround.Malicious, "又申请").IsRefusedAsync("review-once");
        await Reviews.DecideAsync(cast.Supervisor, id, true, "误评").IsRefusedAsync("another-person");
        await Reviews.DecideAsync(cast.Approver, id, true, "误评").IsRefusedAsync("no-such-task");
        await Reviews.DecideAsync(cast.Second, id, false, "内容属实");
        await Reviews.DecideAsync(cast.Second, id, true, "改主意").IsRefusedAsync("nothing-asked");
        Assert.Equal((false, RatingTaskState.Contact), ((await cast.RowAsync()).Excluded, (await cast.TaskAsync()).State));
    }

    [Fact]
    public async Task The_rater_objects_once_and_another_supervisor_lets_it_count_again_with_new_terms()
    {
        var (cast, id) = await AskedAsync();
        var service = City.Get<RatingService>();
        await service.ObjectAsync(cast.Rater, cast.Rating, "属实").IsRefusedAsync("nothing-to-object");
        await Reviews.DecideAsync(cast.Supervisor, id, true, "评的是另一件事");
        await service.ObjectAsync(cast.Rater, cast.Rating, " ").IsRefusedAsync("note-missing");
        for (var i = 0; i < 2; i++) await service.ObjectAsync(cast.Rater, cast.Rating, "就是这一件事");
        await service.ObjectAsync(cast.Rater, cast.Rating, "还有一点").IsRefusedAsync("objected-once");
        City.MoveTo("2026-11-09");
        await Reviews.DecideObjectionAsync(cast.Supervisor, id, false, "维持").IsRefusedAsync("another-person");
        await Reviews.DecideObjectionAsync(cast.Second, id, true, "确为本件");
        var row = await cast.RowAsync();
        Assert.Equal((false, RatingTaskState.Contact, City.EndOf("2026-11-10")), (row.Excluded, row.Task!.State, row.Task.ContactDueAt));
        Assert.Equal(["rating-invited", "rating-excluded", "rating-objection-upheld"], await City.ToldAsync(cast.Who.Id));
        Assert.Single(row.Events, e => e.Action == RatingAction.Objected);
    }

    [Fact]
    public async Task What_supervision_is_asked_stands_on_its_list_until_it_is_decided()
    {
        var (cast, id) = await AskedAsync();
        var queries = City.AnotherServer().GetRequiredService<RatingDeskQueries>();
        Assert.Equal([id], (await queries.AllTasksAsync(cast.Supervisor, TaskScope.Asked, 0, 20)).Lines.Select(l => l.Id));
        await Reviews.DecideAsync(cast.Supervisor, id, true, "评的是另一件事");
        Assert.Empty((await queries.AllTasksAsync(cast.Supervisor, TaskScope.Asked, 0, 20)).Lines);
        await City.Get<RatingService>().ObjectAsync(cast.Rater, cast.Rating, "就是这一件事");
        Assert.Single((await queries.AllTasksAsync(cast.Second, TaskScope.Asked, 0, 20)).Lines);
        await Reviews.DecideObjectionAsync(cast.Second, id, false, "维持");
        Assert.Empty((await queries.AllTasksAsync(cast.Second, TaskScope.Asked, 0, 20)).Lines);
        Assert.True((await cast.RowAsync()).Excluded);
    }

    private RatingReviewService Reviews => City.Get<RatingReviewService>();

    private async Task<(Cast, Guid)> AskedAsync()
    {
        var cast = await City.BadAsync();
        var id = (await cast.TaskAsync()).Id;
        await Reviews.AskAsync(cast.Approver, id, ReviewGround.Mistaken, "评的是另一件事");
        return (cast, id);
    }
}
