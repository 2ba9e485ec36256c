using TalentCode.Core.Cases;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

[Trait("Category", "Core")]
public sealed class CaseLightTests(City city) : IClassFixture<City>
{
    [Theory]
    [InlineData("2026-11-02", 9, CaseLight.Green)]
    [InlineData("2026-11-05", 23, CaseLight.Green)]
    [InlineData("2026-11-06", 0, CaseLight.Yellow)]
    [InlineData("2026-11-07", 12, CaseLight.Yellow)]
    [InlineData("2026-11-08", 23, CaseLight.Yellow)]
    [InlineData("2026-11-09", 23, CaseLight.Yellow)]
    [InlineData("2026-11-10", 1, CaseLight.Red)]
    public void Due_on_Monday_turns_yellow_on_Friday_and_stays_so_over_the_weekend(string day, int hour, CaseLight expected) =>
        Assert.Equal(expected, At(Row("2026-11-02", "2026-11-09"), day, hour));

    [Fact]
    public void The_last_fifth_of_a_long_promise_is_yellow()
    {
        var row = Row("2026-11-02", "2026-11-30");
        Assert.Equal(CaseLight.Green, At(row, "2026-11-23"));
        Assert.Equal(CaseLight.Yellow, At(row, "2026-11-24"));
    }

    [Fact]
    public void A_promise_for_after_the_holiday_is_near_on_the_last_working_day_before_it()
    {
        var last = City.Day("2026-09-30");
        var next = city.Calendar.AddWorkingDays(last, 1);
        var row = Row("2026-09-24", next.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(CaseLight.Yellow, At(row, "2026-09-30"));
        Assert.Equal(CaseLight.Yellow, At(row, "2026-10-03"));
    }

    [Fact]
    public void Past_the_outer_limit_is_worse_than_past_the_promise()
    {
        var row = Row("2026-11-02", "2026-11-09");
        row.OuterDueAt = city.EndOf("2026-11-30");
        Assert.Equal(CaseLight.Red, At(row, "2026-11-30", 23));
        Assert.Equal(CaseLight.DeepRed, At(row, "2026-12-01", 1));
    }

    [Fact]
    public void Before_acceptance_the_answer_about_it_is_what_counts()
    {
        var row = Row("2026-11-02", "2026-12-31");
        (row.State, row.AcceptanceDueAt) = (CaseState.Received, city.EndOf("2026-11-09"));
        Assert.Equal(CaseLight.Red, At(row, "2026-11-10"));
        row.State = CaseState.InReview;
        Assert.Equal(CaseLight.Green, At(row, "2026-11-10"));
    }

    [Theory]
    [InlineData(CaseState.Draft)]
    [InlineData(CaseState.AwaitingCompletion)]
    [InlineData(CaseState.DeemedWithdrawn)]
    [InlineData(CaseState.Terminated)]
    [InlineData(CaseState.Decided)]
    [InlineData(CaseState.Delivered)]
    [InlineData(CaseState.Withdrawn)]
    [InlineData(CaseState.NotAccepted)]
    public void What_is_over_or_not_yet_begun_has_no_light(CaseState state)
    {
        var row = Row("2026-11-02", "2026-11-09");
        row.State = state;
        Assert.Equal(CaseLight.None, At(row, "2026-12-24"));
    }

    [Fact]
    public void A_promise_in_hours_is_near_in_its_last_fifth()
    {
        var start = city.At("2026-11-02", 10);
        var due = start.AddHours(2);
        Assert.False(CaseLights.IsNear(start, due, start.AddMinutes(95), city.Calendar, city.Clock));
        Assert.True(CaseLights.IsNear(start, due, start.AddMinutes(96), city.Calendar, city.Clock));
    }

    [Fact]
    public void Every_light_that_shines_has_a_word()
    {
        Assert.All(Enum.GetValues<CaseLight>().Except([CaseLight.None]), l => Assert.NotEqual("", CaseLights.Word(l).Zh));
        Assert.All(Enum.GetValues<CaseLight>().Except([CaseLight.None]), l => Assert.NotEqual("", CaseLights.Word(l).En));
    }

    private CaseLight At(ServiceCase row, string day, int hour = 9) => CaseLights.Of(row, city.At(day, hour), city.Calendar, city.Clock);

    [Fact]
    public void A_step_that_takes_more_than_its_one_working_day_is_yellow_though_the_promise_is_far()
    {
        foreach (var state in new[] { CaseState.Received, CaseState.Accepted })
        {
            var row = Row("2026-11-05", "2026-12-31");
            row.State = state;
            Assert.Equal(CaseLight.Green, At(row, "2026-11-06", 23));
            Assert.Equal(CaseLight.Yellow, At(row, "2026-11-07", 0));
            Assert.Equal(CaseLight.Yellow, At(row, "2026-11-09"));
            row.State = CaseState.InReview;
            Assert.Equal(CaseLight.Green, At(row, "2026-11-09"));
        }
    }

    [Fact]
    public void At_the_due_instant_itself_the_promise_is_broken()
    {
        var row = Row("2026-11-02", "2026-11-09");
        Assert.Equal(CaseLight.Yellow, CaseLights.Of(row, city.EndOf("2026-11-09").AddTicks(-1), city.Calendar, city.Clock));
        Assert.Equal(CaseLight.Red, CaseLights.Of(row, city.EndOf("2026-11-09"), city.Calendar, city.Clock));
    }

    private ServiceCase Row(string accepted, string promised) => new()
    {
        State = CaseState.InReview,
        CreatedAt = city.At(accepted),
        ReceivedAt = city.At(accepted),
        AcceptedAt = city.At(accepted),
        PromisedDueAt = city.EndOf(promised),
    };
}
