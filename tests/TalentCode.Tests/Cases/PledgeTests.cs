using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Filing;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>告知承诺: a promise may stand for a proof where the item says so; it is checked afterwards, and one that did not hold has consequences.</summary>
[Trait("Category", "Core")]
public sealed class PledgeTests() : InOwnCity("2026-11-02")
{
    private const string Proof = "address-proof";

    [Fact]
    public async Task A_promise_stands_for_the_proof_and_its_paper_says_what_was_promised()
    {
        var talent = await ApplicantAsync();
        var draft = await DraftAsync(talent);
        Assert.Equal(Proof, Assert.Single((await CheckAsync(talent, draft)).Papers).Material.Code);
        await PromiseAsync(talent, draft, Proof);
        var check = await CheckAsync(talent, draft);
        Assert.Equal((true, Proof), (check.Ready, Assert.Single(check.Pledged).Material.Code));

        await City.Get<SubmitService>().SubmitAsync(Actor.For(talent), draft);
        var row = await ReadAsync(draft);
        Assert.Equal((CaseState.Received, Proof, null), (row.State, Assert.Single(row.Pledges).Code, row.Pledges[0].Held));
        var paper = Assert.Single(row.Notices, n => n.Kind == NoticeKind.Pledge);
        Assert.Equal($"{row.Number}-诺1", paper.Number);
        Assert.Contains(paper.Lines, l => l.LabelZh == "承诺" && l.Zh == row.Pledges[0].StatementZh && l.En == row.Pledges[0].StatementEn);
        Assert.Contains(paper.Lines, l => l.LabelZh == "后果");
    }

    [Fact]
    public async Task What_may_be_promised_is_a_paper_of_the_item_and_never_a_core_one()
    {
        var items = (await City.ReadAsync(db => db.ItemVersions.Where(v => v.Until == null).ToListAsync())).ConvertAll(v => v.Content);
        var promised = items.SelectMany(i => i.Pledges.Select(p => (Item: i.Id, Paper: i.Materials.Single(m => m.Code == p.Code)))).ToList();
        Assert.Equal(["P01", "P02", "P03", "P07", "P08", "P12", "Z08"], promised.Select(p => p.Item).Order(StringComparer.Ordinal));
        Assert.All(promised.Where(p => p.Item is not ("P01" or "P12")), p => Assert.True(p.Paper is { Essential: false, Nature: "paper" }, p.Item));
    }

    [Fact]
    public async Task A_choice_that_was_taken_back_asks_for_the_paper_again()
    {
        var talent = await ApplicantAsync();
        var draft = await DraftAsync(talent);
        await PromiseAsync(talent, draft, Proof);
        await PromiseAsync(talent, draft, "");
        await City.Get<SubmitService>().SubmitAsync(Actor.For(talent), draft).IsRefusedAsync("paper-missing");
    }

    [Fact]
    public async Task Core_papers_cannot_be_promised_whatever_a_request_says()
    {
        var talent = await City.People.TalentAsync();
        var draft = await DraftAsync(talent);
        await PromiseAsync(talent, draft, $"employment-contract,{Proof},resident-id");
        var check = await CheckAsync(talent, draft);
        Assert.Equal(("employment-contract", Proof), (Assert.Single(check.Papers).Material.Code, Assert.Single(check.Pledged).Material.Code));
        await City.Get<SubmitService>().SubmitAsync(Actor.For(talent), draft).IsRefusedAsync("paper-missing");
    }

    [Fact]
    public async Task Found_right_it_is_told_to_the_applicant_and_cannot_be_checked_again()
    {
        var (id, office, pledge) = await InReviewAsync();
        await City.ActAsync(office, id, CaseAction.CheckPledge, "产权登记一致", detail: new PledgeFinding(pledge, true));
        var row = await ReadAsync(id);
        Assert.Equal((true, "产权登记一致", (DateTime?)City.Clock.UtcNow), (row.Pledges[0].Held, row.Pledges[0].Finding, row.Pledges[0].CheckedAt));
        Assert.Contains("case-pledge-checked", await City.OwedAboutAsync(id));
        await City.ActAsync(office, id, CaseAction.CheckPledge, "再查一次", detail: new PledgeFinding(pledge, false)).IsRefusedAsync("step-not-possible");
        await City.ActAsync(office, id, CaseAction.Grant);
    }

    [Fact]
    public async Task Found_wrong_nothing_is_granted_until_the_proof_is_in()
    {
        var (id, office, pledge) = await InReviewAsync();
        await City.ActAsync(office, id, CaseAction.CheckPledge, "产权人表示不知情", detail: new PledgeFinding(pledge, false));
        await City.ActAsync(office, id, CaseAction.Grant).IsRefusedAsync("pledge-broken");
        Assert.Equal((CaseState.InReview, (CaseDecision?)null), ((await ReadAsync(id)).State, (await ReadAsync(id)).Decision));
        await City.ActAsync(office, id, CaseAction.CheckPledge, "已补交产权人同意书", detail: new PledgeFinding(pledge, true));
        await City.ActAsync(office, id, CaseAction.Grant);
        Assert.Equal(CaseState.Decided, (await ReadAsync(id)).State);
    }

    [Fact]
    public async Task Found_wrong_it_may_still_be_refused_with_a_reason()
    {
        var (id, office, pledge) = await InReviewAsync();
        await City.ActAsync(office, id, CaseAction.CheckPledge, "地址不存在", detail: new PledgeFinding(pledge, false));
        await City.ActAsync(office, id, CaseAction.Refuse, "落户地址没有合法的居住依据");
        Assert.Equal(CaseDecision.Refused, (await ReadAsync(id)).Decision);
    }

    [Fact]
    public async Task Somebody_whose_promise_did_not_hold_brings_the_paper_until_it_is_put_right()
    {
        var (id, office, pledge) = await InReviewAsync();
        await City.ActAsync(office, id, CaseAction.CheckPledge, "地址不存在", detail: new PledgeFinding(pledge, false));
        await City.ActAsync(office, id, CaseAction.Refuse, "没有居住依据");
        var talent = await City.ReadAsync(async db => await db.Talents.SingleAsync(t => t.Id == db.Cases.Where(c => c.Id == id).Select(c => c.TalentId).Single()));
        var draft = await DraftAsync(talent);
        await PromiseAsync(talent, draft, Proof);
        var check = await CheckAsync(talent, draft);
        Assert.Equal((Proof, 0, null), (Assert.Single(check.Papers).Material.Code, check.Pledged.Count, check.Papers[0].Pledge));

        await City.ActAsync(office, id, CaseAction.CheckPledge, "已补交证明", detail: new PledgeFinding(pledge, true));
        Assert.Single((await CheckAsync(talent, draft)).Pledged);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Only_a_promise_of_this_case_can_be_checked(bool ofAnotherCase)
    {
        var (id, office, _) = await InReviewAsync();
        var other = ofAnotherCase ? (await InReviewAsync()).Pledge : Guid.NewGuid();
        await City.ActAsync(office, id, CaseAction.CheckPledge, "属实", detail: new PledgeFinding(other, true)).IsRefusedAsync("pledge-unknown");
        Assert.Null((await ReadAsync(id)).Pledges[0].CheckedAt);
    }

    [Fact]
    public async Task An_accommodation_registered_at_once_is_checked_after_it_was_delivered()
    {
        var talent = await City.People.TalentAsync(TestPeople.FromAbroad);
        await City.People.PaperAsync(talent, "passport");
        var draft = await City.DraftAsync(talent, "P12", ("movedIn", "2026-11-02T07:00"));
        await PromiseAsync(talent, draft, Proof);
        await City.Get<SubmitService>().SubmitAsync(Actor.For(talent), draft);
        var row = await ReadAsync(draft);
        Assert.Equal((CaseState.Delivered, 1), (row.State, row.Pledges.Count));
        await City.ActAsync(await City.OfficeAsync(draft, StaffRole.Officer), draft, CaseAction.CheckPledge, "房东电话确认", detail: new PledgeFinding(row.Pledges[0].Id, true));
        Assert.Equal((CaseState.Delivered, true), ((await ReadAsync(draft)).State, (await ReadAsync(draft)).Pledges[0].Held));
    }

    [Fact]
    public async Task A_family_makes_one_promise_for_its_application()
    {
        var talent = await ApplicantAsync(t => t.Family.Add(TestPeople.Spouse()));
        var draft = await DraftAsync(talent);
        await PromiseAsync(talent, draft, Proof);
        await City.Get<SubmitService>().SubmitAsync(Actor.For(talent), draft);
        var office = await City.OfficeAsync(draft);
        await City.ReviewAsync(draft, office);
        await City.ActAsync(office, draft, CaseAction.CheckPledge, "属实", detail: new PledgeFinding((await ReadAsync(draft)).Pledges[0].Id, true));
        Assert.Equal(1, await City.ReadAsync(db => db.Pledges.CountAsync(p => p.TalentId == talent.Id)));
    }

    private async Task<(Guid Id, Actor Office, Guid Pledge)> InReviewAsync()
    {
        var talent = await ApplicantAsync();
        var id = await DraftAsync(talent);
        await PromiseAsync(talent, id, Proof);
        await City.Get<SubmitService>().SubmitAsync(Actor.For(talent), id);
        var office = await City.OfficeAsync(id);
        await City.ReviewAsync(id, office);
        return (id, office, (await ReadAsync(id)).Pledges[0].Id);
    }

    /// <summary>Has everything a household registration needs but the proof of address.</summary>
    private async Task<Talent> ApplicantAsync(Action<Talent>? change = null)
    {
        var talent = await City.People.TalentAsync(change);
        await City.People.PaperAsync(talent, "employment-contract");
        return talent;
    }

    private Task<Guid> DraftAsync(Talent talent) => City.DraftAsync(talent, "P01");

    private Task<TalentCode.Core.Filing.DraftSaved> PromiseAsync(Talent talent, Guid draft, string codes) =>
        City.Get<FilingService>().SaveAsync(Actor.For(talent), draft, new Dictionary<string, string> { [FilingCheck.PledgeAnswer] = codes });

    private async Task<FilingCheck> CheckAsync(Talent talent, Guid draft) => (await City.Get<FilingService>().ViewAsync(Actor.For(talent), draft)).Check;

    private Task<ServiceCase> ReadAsync(Guid id) => City.ReadAsync(db => db.Cases.Include(c => c.Pledges).Include(c => c.Notices).AsSplitQuery().SingleAsync(c => c.Id == id));
}
