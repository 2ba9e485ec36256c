using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Filing;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Filing;

/// <summary>Requests opened from different services are different requests.</summary>
[Trait("Category", "Core")]
public sealed class RequestTopicTests(City city) : IClassFixture<City>
{
    private FilingService Filing => city.Get<FilingService>();

    [Fact]
    public async Task Starting_from_another_service_leaves_the_first_request_as_it_was()
    {
        var talent = await city.People.TalentAsync();
        var first = await city.DraftAsync(talent, "M08", ("message", "想问安家补贴"), ("reach", "message"));
        var second = await Filing.StartAsync(Actor.For(talent), "P20");
        Assert.NotEqual(first, second);
        Assert.Equal(("M08", "想问安家补贴", "message"), await AnswersAsync(first));
        Assert.Equal(("P20", null, "phone"), await AnswersAsync(second));
    }

    [Fact]
    public async Task Starting_from_the_same_service_goes_on_with_what_was_typed()
    {
        var talent = await city.People.TalentAsync();
        var first = await city.DraftAsync(talent, "M08", ("message", "想问安家补贴"));
        await Filing.StartAsync(Actor.For(talent), "P20");
        Assert.Equal(first, await Filing.StartAsync(Actor.For(talent), "M08"));
        Assert.Equal(("M08", "想问安家补贴", "phone"), await AnswersAsync(first));
    }

    [Fact]
    public async Task The_general_request_and_a_complaint_have_drafts_of_their_own()
    {
        var talent = await city.People.TalentAsync();
        var about = await city.DraftAsync(talent, "M08", ("message", "想问安家补贴"));
        var general = await city.DraftAsync(talent, "P06", ("about", "孩子上学"), ("message", "想问入学"));
        var complaint = await Filing.StartRequestAsync(Actor.For(talent), new("complaint", "投诉建议"));
        Assert.Equal(3, new HashSet<Guid> { about, general, complaint }.Count);
        Assert.Equal(("孩子上学", "想问入学", "phone"), await AnswersAsync(general));
        Assert.Equal(("投诉建议", null, "phone"), await AnswersAsync(complaint));
        await Filing.SaveAsync(Actor.For(talent), complaint, new Dictionary<string, string> { ["about"] = "窗口排队太久" });
        Assert.Equal(complaint, await Filing.StartRequestAsync(Actor.For(talent), new("complaint", "投诉建议")));
        Assert.Equal(("窗口排队太久", null, "phone"), await AnswersAsync(complaint));
    }

    [Fact]
    public async Task A_request_from_a_service_stays_with_that_service()
    {
        var talent = await city.People.TalentAsync();
        var draft = await city.DraftAsync(talent, "M08", ("about", "P20"), ("message", "想问安家补贴"));
        Assert.Equal(("M08", "想问安家补贴", "phone"), await AnswersAsync(draft));
    }

    [Fact]
    public async Task Taps_from_two_services_at_once_open_one_draft_each()
    {
        var talent = await city.People.TalentAsync();
        var (drafts, refused) = await Refusals.AtOnceAsync(8, i => Filing.StartAsync(Actor.For(talent), i % 2 == 0 ? "M08" : "P20"));
        Assert.Empty(refused);
        Assert.Equal(2, drafts.Distinct().Count());
        var rows = await city.ReadAsync(db => db.Cases.Where(c => c.TalentId == talent.Id).OrderBy(c => c.Subject).Select(c => new { c.ItemId, c.Subject, c.State }).ToListAsync());
        Assert.Equal([("P06", "M08", CaseState.Draft), ("P06", "P20", CaseState.Draft)], rows.Select(r => (r.ItemId, r.Subject, r.State)));
    }

    [Fact]
    public async Task The_database_itself_refuses_a_second_draft_about_the_same()
    {
        var talent = await city.People.TalentAsync();
        await city.CaseInAsync(talent, "P06", CaseState.Draft, c => c.Subject = "M08");
        await city.CaseInAsync(talent, "P06", CaseState.Draft, c => c.Subject = "P20");
        await city.CaseInAsync(talent, "P06", CaseState.Draft, c => c.Subject = "M08").IsRefusedAsync("busy");
        await city.CaseInAsync(talent, "P06", CaseState.Discarded, c => c.Subject = "M08");
    }

    [Fact]
    public async Task A_counter_adds_to_what_the_holder_has_written_and_takes_nothing_away()
    {
        var desk = await Desk.OpenAsync(city);
        var talent = await city.People.TalentAsync();
        var (own, general) = (await city.DraftAsync(talent, "M08", ("message", "想问安家补贴")), await city.DraftAsync(talent, "P06", ("message", "别的事")));
        var grant = await desk.GrantAsync(talent);
        Assert.Equal(own, await PrepareAsync("窗口已核对合同"));
        Assert.Equal(("M08", "想问安家补贴\n窗口已核对合同", "phone"), await AnswersAsync(own));
        Assert.Equal(own, await PrepareAsync("窗口已核对合同"));
        Assert.Equal(("M08", "想问安家补贴\n窗口已核对合同", "phone"), await AnswersAsync(own));
        await PrepareAsync(new string('长', 1000)).IsRefusedAsync("no-room");
        Assert.Equal(("M08", "想问安家补贴\n窗口已核对合同", "phone"), await AnswersAsync(own));
        Assert.Equal((null, "别的事", "phone"), await AnswersAsync(general));

        Task<Guid> PrepareAsync(string message) => Filing.PrepareAsync(desk.Staff, grant, "P06", new Dictionary<string, string> { ["about"] = "M08", ["message"] = message });
    }

    private async Task<(string? About, string? Message, string? Reach)> AnswersAsync(Guid draft)
    {
        var answers = (await city.CaseAsync(draft)).Answers;
        return (answers.GetValueOrDefault("about"), answers.GetValueOrDefault("message"), answers.GetValueOrDefault("reach"));
    }
}
