using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>The dates of cases, checked by hand with the calendar of autumn 2026: 1–7 October off, 20 September and 10 October worked.</summary>
[Trait("Category", "Core")]
public sealed class CaseDeadlinesTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task A_household_registration_is_promised_in_five_and_capped_at_twenty_working_days_from_acceptance()
    {
        var item = await ItemAsync("P01");
        var received = CaseDeadlines.For(item, city.At("2026-11-02"), null, city.Calendar, city.Clock);
        Assert.Null(received.Promised);
        Assert.Equal(city.EndOf("2026-11-09"), received.Acceptance!.AtUtc);
        var accepted = CaseDeadlines.For(item, city.At("2026-11-02"), city.At("2026-11-04"), city.Calendar, city.Clock);
        Assert.Null(accepted.Acceptance);
        Assert.Equal(city.EndOf("2026-11-11"), accepted.Promised!.AtUtc);
        Assert.Equal(city.EndOf("2026-12-02"), accepted.Outer!.AtUtc);
    }

    [Fact]
    public async Task A_promise_made_before_the_national_holiday_steps_over_it()
    {
        var accepted = CaseDeadlines.For(await ItemAsync("P01"), city.At("2026-09-28"), city.At("2026-09-29"), city.Calendar, city.Clock);
        var fifth = Enumerable.Range(1, 30).Select(City.Day("2026-09-29").AddDays).Where(city.Calendar.IsWorkingDay).ElementAt(4);
        Assert.True(fifth > City.Day("2026-10-07"));
        Assert.Equal(fifth, accepted.Promised!.Day);
    }

    [Fact]
    public async Task A_direct_request_is_contacted_in_one_and_answered_in_five_working_days_from_receipt()
    {
        var dates = CaseDeadlines.For(await ItemAsync("P06"), city.At("2026-11-06"), null, city.Calendar, city.Clock);
        Assert.Equal(city.EndOf("2026-11-09"), dates.Acceptance!.AtUtc);
        Assert.Equal(city.EndOf("2026-11-13"), dates.Promised!.AtUtc);
        Assert.Null(dates.Outer);
        var late = CaseDeadlines.For(await ItemAsync("P06"), city.At("2026-11-06"), city.At("2026-11-12"), city.Calendar, city.Clock);
        Assert.Equal(dates.Promised.AtUtc, late.Promised!.AtUtc);
    }

    [Fact]
    public async Task An_accommodation_registration_is_promised_at_once_and_the_twenty_four_hours_are_not_the_offices_clock()
    {
        var dates = CaseDeadlines.For(await ItemAsync("P12"), city.At("2026-11-06"), null, city.Calendar, city.Clock);
        Assert.Equal(city.At("2026-11-06"), dates.Promised!.AtUtc);
        Assert.Null(dates.Outer);
        Assert.Null(dates.Acceptance);
    }

    [Fact]
    public async Task The_platforms_own_limits_are_never_called_statutory()
    {
        Assert.Equal(LimitKind.Platform, (await ItemAsync("P01")).Limits[0].Outer!.Kind);
        Assert.Equal(LimitKind.Statutory, (await ItemAsync("P08")).Limits[0].Outer!.Kind);
        Assert.Contains("42", (await ItemAsync("P08")).Limits[0].Outer!.BasisEn, StringComparison.Ordinal);
        foreach (var item in await city.Get<CatalogueQueries>().AllAsync())
            foreach (var limit in item.Content.Limits.Select(l => l.Outer).OfType<LimitClock>())
                Assert.Equal(limit.Kind == LimitKind.Platform, limit.BasisZh!.Contains("平台设定", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_item_promises_later_than_its_outer_limit_on_any_day_of_two_years()
    {
        var items = await city.Get<CatalogueQueries>().AllAsync();
        for (var day = City.Day("2026-01-01"); day < City.Day("2027-10-01"); day = day.AddDays(3))
            foreach (var item in items)
            {
                var at = city.Clock.At(day, new TimeOnly(16, 20));
                var dates = CaseDeadlines.For(item.Content, at, at, city.Calendar, city.Clock);
                if (dates is { Promised: { } promised, Outer: { } outer })
                    Assert.True(promised.AtUtc <= outer.AtUtc, $"{item.Id} on {day}: {promised.Day} after {outer.Day}");
            }
    }

    [Fact]
    public void A_promise_longer_than_the_limit_is_cut_to_the_limit()
    {
        var item = ItemContents.With(outer: new() { N = 3, Unit = "day", From = "received" }, promised: new() { N = 5, Unit = "workday", From = "received" });
        var dates = CaseDeadlines.For(item, city.At("2026-11-02"), null, city.Calendar, city.Clock);
        Assert.Equal(city.EndOf("2026-11-05"), dates.Outer!.AtUtc);
        Assert.Equal(dates.Outer.AtUtc, dates.Promised!.AtUtc);
    }

    [Fact]
    public async Task A_date_in_a_year_without_a_published_notice_is_marked_provisional()
    {
        var item = await ItemAsync("P01");
        Assert.False(CaseDeadlines.For(item, city.At("2026-11-02"), city.At("2026-11-02"), city.Calendar, city.Clock).Provisional);
        Assert.True(CaseDeadlines.For(item, city.At("2026-12-28"), city.At("2026-12-28"), city.Calendar, city.Clock).Provisional);
    }

    [Fact]
    public async Task Before_filing_the_applicant_reads_the_latest_day_to_expect()
    {
        var expected = CaseDeadlines.Expected(await ItemAsync("P01"), city.At("2026-11-02"), city.Calendar, city.Clock);
        Assert.Equal(city.EndOf("2026-11-09"), expected.Acceptance!.AtUtc);
        Assert.Equal(city.EndOf("2026-11-16"), expected.Promised!.AtUtc);
    }

    [Fact]
    public async Task Every_item_that_reads_silence_as_acceptance_knows_when_silence_is_over()
    {
        var silent = (await city.Get<CatalogueQueries>().AllAsync()).Where(i => i.Content.AcceptanceBySilence).ToList();
        Assert.Equal(["P08", "P14"], silent.Select(i => i.Id));
        Assert.All(silent, i => Assert.Equal(city.EndOf("2026-11-09"), CaseDeadlines.For(i.Content, city.At("2026-11-02"), null, city.Calendar, city.Clock).Acceptance?.AtUtc));
    }

    [Theory]
    [InlineData("P10", null, "2026-11-09", "2026-11-11")]
    [InlineData("P13", null, "2026-11-09", "2026-11-11")]
    [InlineData("P03", "id-renew", "2026-11-09", "2026-11-22")]
    public async Task Where_the_limits_run_from_the_receipt_the_answer_comes_first_and_they_run_on(string id, string? kind, string answer, string promised)
    {
        var item = OfKind(await ItemAsync(id), kind);
        var received = CaseDeadlines.For(item, city.At("2026-11-02"), null, city.Calendar, city.Clock);
        Assert.Equal((city.EndOf(answer), city.EndOf(promised)), (received.Acceptance!.AtUtc, received.Promised!.AtUtc));
        Assert.StartsWith("平台承诺收件后5 个工作日内答复", received.Acceptance.Arithmetic.Zh, StringComparison.Ordinal);
        var accepted = CaseDeadlines.For(item, city.At("2026-11-02"), city.At("2026-11-04"), city.Calendar, city.Clock);
        Assert.Equal((null, received.Promised, received.Outer), (accepted.Acceptance, accepted.Promised, accepted.Outer));
        Assert.Equal(received, CaseDeadlines.Expected(item, city.At("2026-11-02"), city.Calendar, city.Clock));
    }

    [Theory]
    [InlineData("P04", "legal-aid")]
    [InlineData("P23", "filing")]
    [InlineData("P12", null)]
    [InlineData("P22", null)]
    [InlineData("Z15", null)]
    [InlineData("M01", null)]
    [InlineData("M04", null)]
    public async Task Where_the_decision_is_promised_as_early_or_nothing_is_accepted_it_is_the_answer(string id, string? kind) =>
        Assert.Null(CaseDeadlines.For(OfKind(await ItemAsync(id), kind), city.At("2026-11-02"), null, city.Calendar, city.Clock).Acceptance);

    [Fact]
    public async Task The_five_days_are_law_only_where_the_law_reads_silence_as_a_yes()
    {
        foreach (var item in (await city.Get<CatalogueQueries>().AllAsync()).Select(i => i.Content))
            if (item.Regime != Regime.Market && item.Id != "P06" && CaseDeadlines.For(item, city.At("2026-11-02"), null, city.Calendar, city.Clock).Acceptance is { } answer)
                Assert.Equal(item.AcceptanceBySilence, !answer.Arithmetic.Zh.Contains("平台承诺", StringComparison.Ordinal));
    }

    private static ItemContent OfKind(ItemContent item, string? kind) => kind is null ? item : item.For(new Dictionary<string, string> { ["kind"] = kind });

    private async Task<ItemContent> ItemAsync(string id) => (await city.Get<CatalogueQueries>().FindAsync(id))!.Content;
}
