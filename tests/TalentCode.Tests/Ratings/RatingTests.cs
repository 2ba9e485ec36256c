using TalentCode.Core.Ratings;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Ratings;

/// <summary>What is said counts as it was said last, is said once however often it is sent, and is never lost from the history.</summary>
[Trait("Category", "Core")]
public sealed class RatingTests() : InOwnCity("2026-11-02")
{
    [Fact]
    public async Task Nothing_is_rated_without_a_choice()
    {
        var cast = await City.InvitedAsync();
        await cast.RateAsync(null, "谢谢").IsRefusedAsync("level-missing");
        Assert.Equal([RatingAction.Invited], await cast.HistoryAsync());
    }

    [Theory]
    [InlineData(RatingLevel.VerySatisfied, false)]
    [InlineData(RatingLevel.Satisfied, false)]
    [InlineData(RatingLevel.FairlySatisfied, false)]
    [InlineData(RatingLevel.Dissatisfied, true)]
    [InlineData(RatingLevel.VeryDissatisfied, true)]
    public async Task Only_the_last_two_levels_are_bad_and_have_reasons_and_a_task(RatingLevel level, bool bad)
    {
        var cast = await City.InvitedAsync();
        await cast.RateAsync(level, "  说明  ", "too-long", "attitude");
        var row = await cast.RowAsync();
        Assert.Equal((level, "说明", bad), (row.Level, row.Comment, row.Task is not null));
        Assert.Equal(bad ? ["attitude", "too-long"] : [], row.Reasons);
    }

    [Fact]
    public async Task A_double_tap_and_two_tabs_rate_once_and_open_one_task()
    {
        var cast = await City.InvitedAsync();
        var other = (RatingService)City.AnotherServer().GetService(typeof(RatingService))!;
        var (done, refused) = await Refusals.AtOnceAsync(6, async i =>
        {
            await (i % 2 == 0 ? City.Get<RatingService>() : other).RateAsync(cast.Rater, cast.Rating, new(RatingLevel.Dissatisfied, ["attitude"], "慢\r\n很慢"));
            return i;
        });
        Assert.Equal((6, 0), (done.Count, refused.Count));
        Assert.Equal([RatingAction.Invited, RatingAction.Rated, RatingAction.TaskOpened], await cast.HistoryAsync());
        Assert.Equal(["rating-task"], await City.ToldAsync(cast.Approver.Id));
    }

    [Fact]
    public async Task A_change_and_a_withdrawal_are_kept_in_the_history_and_the_task_follows()
    {
        var cast = await City.BadAsync();
        await cast.RateAsync(RatingLevel.VeryDissatisfied, "更糟了");
        await City.Get<RatingService>().WithdrawAsync(cast.Rater, cast.Rating);
        await City.Get<RatingService>().WithdrawAsync(cast.Rater, cast.Rating);
        Assert.Equal(RatingTaskState.Lapsed, (await cast.TaskAsync()).State);
        City.MoveTo("2026-11-03");
        await cast.RateAsync(RatingLevel.Dissatisfied);
        var row = await cast.RowAsync();
        Assert.Equal((RatingTaskState.Contact, City.EndOf("2026-11-04")), (row.Task!.State, row.Task.ContactDueAt));
        Assert.Equal(
            [
                (RatingAction.Invited, null, null), (RatingAction.Rated, RatingLevel.Dissatisfied, "等了两周没有人说明原因"), (RatingAction.TaskOpened, null, null),
                (RatingAction.Changed, RatingLevel.VeryDissatisfied, "更糟了"), (RatingAction.Withdrawn, null, null), (RatingAction.TaskLapsed, null, null),
                (RatingAction.Rated, RatingLevel.Dissatisfied, null), (RatingAction.TaskOpened, (RatingLevel?)null, (string?)null),
            ], row.Events.Select(e => (e.Action, e.Level, e.Note)));
        Assert.Equal(Enumerable.Range(1, 8), row.Events.Select(e => e.Sequence));
    }

    [Fact]
    public async Task A_sentence_is_as_long_as_it_may_be_and_no_longer()
    {
        var cast = await City.InvitedAsync();
        await cast.RateAsync(RatingLevel.Satisfied, new string('好', 501)).IsRefusedAsync("comment-too-long");
        await cast.RateAsync(RatingLevel.Satisfied, new string('好', 500));
        Assert.Equal(500, (await cast.RowAsync()).Comment!.Length);
        await cast.RateAsync(RatingLevel.Dissatisfied, null, "invented").IsRefusedAsync("no-such-reason");
        // A hall's reason is none of a case's.
        await cast.RateAsync(RatingLevel.Dissatisfied, null, "waiting").IsRefusedAsync("no-such-reason");
    }

    [Fact]
    public async Task Somebody_elses_rating_and_none_at_all_are_answered_alike_to_holders_and_staff()
    {
        var cast = await City.InvitedAsync();
        var stranger = Actor.For(await City.People.TalentAsync());
        // A crafted actor with the holder's id is still no holder.
        var staff = cast.Handler with { Id = cast.Who.Id };
        foreach (var (actor, id) in new[] { (stranger, cast.Rating), (cast.Handler, cast.Rating), (staff, cast.Rating), (stranger, Guid.NewGuid()) })
        {
            var service = City.Get<RatingService>();
            await service.RateAsync(actor, id, new(RatingLevel.VerySatisfied, [], null)).IsRefusedAsync("no-such-rating");
            await service.WithdrawAsync(actor, id).IsRefusedAsync("no-such-rating");
            await service.DeclineAsync(actor, id).IsRefusedAsync("no-such-rating");
            await service.RateAgainAsync(actor, id, RatingLevel.VerySatisfied, null).IsRefusedAsync("no-such-rating");
            await service.ObjectAsync(actor, id, "不同意").IsRefusedAsync("no-such-rating");
            await City.Get<RatingQueries>().ViewAsync(actor, id).IsRefusedAsync("no-such-rating");
        }
        Assert.Equal([RatingAction.Invited], await cast.HistoryAsync());
    }

    [Fact]
    public async Task Once_it_was_put_right_the_first_rating_stays_and_the_second_one_speaks()
    {
        var cast = await City.BadAsync();
        await City.Get<RatingService>().RateAgainAsync(cast.Rater, cast.Rating, RatingLevel.Satisfied, null).IsRefusedAsync("no-second-rating");
        await cast.WorkOffAsync();
        await cast.RateAsync(RatingLevel.VerySatisfied).IsRefusedAsync("rating-worked");
        await City.Get<RatingService>().WithdrawAsync(cast.Rater, cast.Rating).IsRefusedAsync("rating-worked");
        for (var i = 0; i < 2; i++) await City.Get<RatingService>().RateAgainAsync(cast.Rater, cast.Rating, RatingLevel.Satisfied, "解决了");
        await City.Get<RatingService>().RateAgainAsync(cast.Rater, cast.Rating, RatingLevel.VeryDissatisfied, null).IsRefusedAsync("no-second-rating");
        var row = await cast.RowAsync();
        Assert.Equal((RatingLevel.Dissatisfied, RatingLevel.Satisfied, "解决了", RatingTaskState.Done), (row.Level, row.Task!.SecondLevel, row.Task.SecondComment, row.Task.State));
        Assert.Single(row.Events, e => e.Action == RatingAction.SecondRated);
        Assert.DoesNotContain("rating-second-bad", await City.ToldAsync(cast.Supervisor.Id));
    }

    [Fact]
    public async Task A_second_bad_rating_is_told_to_supervision_and_silence_closes_the_task_after_fifteen_days()
    {
        var (angry, silent) = (await City.BadAsync(), await City.BadAsync());
        await angry.WorkOffAsync();
        await silent.WorkOffAsync();
        await City.Get<RatingService>().RateAgainAsync(angry.Rater, angry.Rating, RatingLevel.VeryDissatisfied, "没有变化");
        Assert.Contains("rating-second-bad", await City.ToldAsync(angry.Supervisor.Id));
        City.MoveTo("2026-11-17", 23, 59);
        await City.RatingSweepAsync();
        Assert.Equal(RatingTaskState.SecondRating, (await silent.TaskAsync()).State);
        City.MoveTo("2026-11-18", 0);
        await City.RatingSweepAsync();
        Assert.Equal(RatingTaskState.Done, (await silent.TaskAsync()).State);
        await City.Get<RatingService>().RateAgainAsync(silent.Rater, silent.Rating, RatingLevel.Satisfied, null).IsRefusedAsync("no-second-rating");
    }
}
