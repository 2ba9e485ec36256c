using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>The two terms around a decision: five working days to answer the receipt, ten to hand over the result; then the archive. Monday 2 November 2026.</summary>
[Trait("Category", "Core")]
public sealed class AnswerAndDeliveryTests() : InOwnCity("2026-11-02")
{
    [Fact]
    public async Task An_answer_that_is_due_is_said_the_working_day_before_and_a_late_one_goes_to_supervision_with_a_card()
    {
        var supervisor = await City.People.StaffAsync(StaffRole.Supervisor);
        var lead = await City.People.StaffAsync(StaffRole.Approver, "human-resources");
        var id = await City.ReceiveAsync("P05");
        City.MoveTo("2026-11-05", 23, 59);
        await City.SweepAsync();
        Assert.DoesNotContain(await ToAsync(lead, id), t => t.StartsWith("answer", StringComparison.Ordinal));
        City.MoveTo("2026-11-06", 0);
        await City.SweepAsync();
        Assert.Equal((1, 0), ((await ToAsync(lead, id)).Count(t => t == "answer-near"), (await ToAsync(supervisor, id)).Count));
        City.MoveTo("2026-11-10", 0);
        await City.SweepAsync();
        await City.SweepAsync();
        Assert.Equal(("answer-late", 1), (Assert.Single(await ToAsync(supervisor, id)), (await ToAsync(lead, id)).Count(t => t == "answer-late")));
        Assert.Single(await CardsAsync(id), k => k == WarningKind.AnswerLate);
    }

    [Theory]
    [InlineData("P05")]
    [InlineData("P10")]
    public async Task A_late_answer_is_a_broken_promise_in_colour_card_explanation_and_apology(string item)
    {
        var id = await City.ReceiveAsync(item);
        var (office, who) = (await City.OfficeAsync(id), await City.ApplicantAsync(id));
        City.MoveTo("2026-11-10", 0);
        await City.SweepAsync();
        await City.SweepAsync();
        Assert.Equal(CaseLight.Red, await LightAsync(id));
        var card = await City.ReadAsync(db => db.Cards.SingleAsync(c => c.CaseId == id && c.Kind == WarningKind.AnswerLate));
        Assert.Equal(CaseLight.Red, card.Light);
        Assert.Single(await ToAsync(who, id), t => t == "promise-answer-late");
        await City.Get<CardService>().ExplainAsync(office, card.Id, "当周件多,人手不足", City.Day("2026-11-12"));
        Assert.Equal(1, await City.ReadAsync(db => db.Outbox.CountAsync(m => m.Template == "promise-explained" && m.Channel == "in-app" && m.RecipientId == who.Id)));
    }

    [Fact]
    public async Task Where_the_limit_runs_from_the_receipt_the_answer_is_due_first_and_then_the_decision()
    {
        var id = await City.ReceiveAsync("P10");
        var received = await City.WholeAsync(id);
        Assert.Equal((City.EndOf("2026-11-09"), City.EndOf("2026-11-11")), (received.AcceptanceDueAt, received.PromisedDueAt));
        Assert.Equal(received.AcceptanceDueAt, received.NextDueAt);
        Assert.Equal("2026年11月9日(周一)", received.Notices.Single(n => n.Kind == NoticeKind.Receipt).Lines.Single(l => l.LabelZh == "最迟答复").Zh);
        City.MoveTo("2026-11-04");
        await City.ActAsync(await City.OfficeAsync(id), id, CaseAction.Accept);
        var accepted = await City.WholeAsync(id);
        Assert.Equal((received.AcceptanceDueAt, received.PromisedDueAt, received.PromisedDueAt), (accepted.AcceptanceDueAt, accepted.PromisedDueAt, accepted.NextDueAt));
        City.MoveTo("2026-11-10", 0);
        await City.SweepAsync();
        Assert.DoesNotContain(WarningKind.AnswerLate, await CardsAsync(id));
    }

    [Fact]
    public async Task Legal_aid_is_decided_before_an_answer_would_be_due_and_is_late_once()
    {
        var row = await City.CaseInAsync(await City.People.TalentAsync(), "P04", CaseState.Submitted, c => c.Answers["kind"] = "legal-aid");
        await City.ActAsync(Actor.System, row.Id, CaseAction.Receive);
        var received = await City.WholeAsync(row.Id);
        Assert.Equal((null, City.EndOf("2026-11-05"), City.EndOf("2026-11-05")), (received.AcceptanceDueAt, received.PromisedDueAt, received.NextDueAt));
        City.MoveTo("2026-11-06", 0);
        await City.SweepAsync();
        Assert.Single(await CardsAsync(row.Id), k => k is WarningKind.AnswerLate or WarningKind.Broken);
    }

    [Theory]
    [InlineData("P08", CaseAction.Grant, CaseLight.DeepRed)]
    [InlineData("P08", CaseAction.Refuse, CaseLight.Red)]
    [InlineData("Z08", CaseAction.Refuse, CaseLight.Red)]
    public async Task A_late_delivery_is_red_and_deep_red_where_the_law_sets_the_term_in_light_card_and_list(string item, CaseAction decision, CaseLight light)
    {
        var (coordinator, supervisor) = (await City.People.StaffAsync(StaffRole.Coordinator), await City.People.StaffAsync(StaffRole.Supervisor));
        var lead = await City.People.StaffAsync(StaffRole.CityLead);
        var id = await City.ReceiveAsync(item);
        await City.ReviewAsync(id, await City.OfficeAsync(id, StaffRole.Officer));
        var office = await City.OfficeAsync(id);
        await City.ActAsync(office, id, decision, "已核对");
        City.MoveTo("2026-11-16", 23);
        await City.SweepAsync();
        // The last step has one working day of its own; what is promised are ten.
        Assert.Equal([(CaseLight.Yellow, WarningKind.Step)], (await City.ReadAsync(db => db.Cards.Where(c => c.CaseId == id).ToListAsync())).Select(c => (c.Light, c.Kind)));
        Assert.Equal(CaseLight.Yellow, await LightAsync(id));
        City.MoveTo("2026-11-17", 0);
        await City.SweepAsync();
        await City.SweepAsync();
        var card = await City.ReadAsync(db => db.Cards.SingleAsync(c => c.CaseId == id && c.Kind != WarningKind.Step));
        Assert.Equal((light, light, WarningKind.DeliveryLate), (await LightAsync(id), card.Light, card.Kind));
        Assert.Equal([id], (await City.Get<CaseQueries>().AllAsync(supervisor, new() { Light = light })).Lines.Select(l => l.Id));
        var who = await City.ApplicantAsync(id);
        Assert.Single(await ToAsync(who, id), t => t == "promise-delivery-late");
        foreach (var top in new[] { coordinator, lead }) Assert.Equal(light == CaseLight.DeepRed ? 1 : 0, (await ToAsync(top, id)).Count);
        await City.Get<CardService>().ExplainAsync(office, card.Id, "证件制作延误", City.Day("2026-11-18"));
        await City.ActAsync(office, id, CaseAction.Deliver);
        Assert.Equal(CaseLight.None, await LightAsync(id));
    }

    [Fact]
    public async Task The_items_whose_silence_accepts_are_the_licences_so_one_column_says_which_terms_are_law() =>
        Assert.All(await City.ReadAsync(db => db.ItemVersions.ToListAsync()), v => Assert.Equal(v.Content.Regime == TalentCode.Core.Catalogue.Regime.Licence, v.AcceptanceBySilence));

    [Fact]
    public async Task Acceptance_by_silence_is_a_missed_answer_as_well()
    {
        var supervisor = await City.People.StaffAsync(StaffRole.Supervisor);
        var id = await City.ReceiveAsync("P08");
        City.MoveTo("2026-11-10", 0);
        await City.SweepAsync();
        Assert.Equal((CaseState.Accepted, 1), ((await City.CaseAsync(id)).State, (await ToAsync(supervisor, id)).Count(t => t == "answer-late")));
        Assert.Single(await CardsAsync(id), k => k == WarningKind.AnswerLate);
    }

    [Fact]
    public async Task An_answer_in_time_warns_nobody()
    {
        var supervisor = await City.People.StaffAsync(StaffRole.Supervisor);
        var id = await City.ReceiveAsync("P05");
        City.MoveTo("2026-11-03");
        await City.ActAsync(await City.OfficeAsync(id), id, CaseAction.Accept);
        City.MoveTo("2026-11-12", 0);
        await City.SweepAsync();
        Assert.DoesNotContain("answer-late", await ToAsync(supervisor, id));
    }

    [Fact]
    public async Task A_result_is_handed_over_within_ten_working_days_or_it_is_a_card()
    {
        var (id, office) = await DecidedAsync();
        Assert.Equal(City.EndOf("2026-11-16"), (await City.WholeAsync(id)).DeliveryDueAt);
        City.MoveTo("2026-11-11", 23, 59);
        await City.SweepAsync();
        Assert.DoesNotContain("delivery-near", await ToAsync(office, id));
        City.MoveTo("2026-11-12", 0);
        await City.SweepAsync();
        Assert.Contains("delivery-near", await ToAsync(office, id));
        City.MoveTo("2026-11-17", 0);
        await City.SweepAsync();
        await City.SweepAsync();
        Assert.Single(await ToAsync(office, id), t => t == "delivery-late");
        Assert.Single(await CardsAsync(id), k => k == WarningKind.DeliveryLate);
    }

    [Fact]
    public async Task Handed_over_in_time_nothing_is_said()
    {
        var (id, office) = await DecidedAsync();
        await City.ActAsync(office, id, CaseAction.Deliver);
        City.MoveTo("2026-11-20", 0);
        await City.SweepAsync();
        Assert.DoesNotContain(await ToAsync(office, id), t => t.StartsWith("delivery", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Papers_that_were_to_follow_start_the_term_to_hand_over_anew()
    {
        var (id, office) = await DecidedAsync(withGap: true);
        City.MoveTo("2026-11-17", 0);
        await City.SweepAsync();
        Assert.Empty(await CardsAsync(id));
        await City.ActAsync(office, id, CaseAction.CloseGaps);
        var row = await City.WholeOrRawAsync(id);
        Assert.Equal(City.EndOf("2026-12-01"), row.DeliveryDueAt);
        Assert.Contains(row.DueDates, d => d.Clock == ClockName.Delivery && d.New == row.DeliveryDueAt && d.WhyEn.Contains("supplied", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_delivered_case_goes_into_the_archive_when_the_time_for_a_review_is_over_and_once()
    {
        var (id, office) = await DecidedAsync();
        await City.ActAsync(office, id, CaseAction.Deliver);
        City.Pass(TimeSpan.FromDays(60) - TimeSpan.FromMinutes(1));
        Assert.Equal(0, (await City.SweepAsync()).Archived);
        City.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal((1, 0), ((await City.SweepAsync()).Archived, (await City.SweepAsync()).Archived));
        Assert.Equal((CaseState.Closed, CaseAction.Close), ((await City.CaseAsync(id)).State, (await City.CaseAsync(id)).Events[^1].Action));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_promise_that_was_not_checked_or_did_not_hold_keeps_its_case_out_of_the_archive(bool? held, int archived)
    {
        var row = await City.CaseInAsync(await City.People.TalentAsync(), "P12", CaseState.Delivered, c =>
        {
            c.EndedAt = City.Clock.UtcNow;
            c.Pledges.Add(new CasePledge { Id = Guid.NewGuid(), TalentId = c.TalentId, Code = "address-proof", MadeAt = City.Clock.UtcNow, Held = held });
        });
        City.Pass(TimeSpan.FromDays(61));
        Assert.Equal(archived, (await City.SweepAsync()).Archived);
        Assert.Equal(archived == 1 ? CaseState.Closed : CaseState.Delivered, (await City.CaseAsync(row.Id)).State);
    }

    private async Task<(Guid Id, Actor Office)> DecidedAsync(bool withGap = false)
    {
        var id = await City.ReceiveAsync("P08");
        var office = await City.ReviewAsync(id);
        if (withGap)
            await City.AddAsync(new CaseDeferral { Id = Guid.NewGuid(), CaseId = id, Code = "work-experience-proof", NameZh = "工作资历证明", NameEn = "Proof of experience", OfferedAt = City.Clock.UtcNow, DueAt = City.EndOf("2026-11-30"), PromisedAt = City.Clock.UtcNow });
        await City.ActAsync(office, id, CaseAction.Grant);
        return (id, office);
    }

    private async Task<CaseLight> LightAsync(Guid id) => CaseLights.Of(await City.WholeAsync(id), City.Clock.UtcNow, City.Calendar, City.Clock);

    /// <summary>Templates of what this person was told about the case.</summary>
    private Task<List<string>> ToAsync(Actor who, Guid id)
    {
        var (about, to) = ($"|{id:N}:", who.Id);
        return City.ReadAsync(db => db.Outbox.Where(m => m.Channel == "in-app" && m.DedupKey.Contains(about) && m.RecipientId == to).Select(m => m.Template).ToListAsync());
    }

    private Task<List<WarningKind>> CardsAsync(Guid id) => City.ReadAsync(db => db.Cards.Where(c => c.CaseId == id).Select(c => c.Kind).ToListAsync());
}
