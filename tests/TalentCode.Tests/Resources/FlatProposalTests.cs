using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TalentCode.Core.Cases;
using TalentCode.Core.People;
using TalentCode.Core.Resources;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Resources;

/// <summary>A flat is proposed and kept until the answer; leases end by themselves. On Friday 18 September 2026.</summary>
[Trait("Category", "Core")]
public sealed class FlatProposalTests() : InOwnCity("2026-09-18")
{
    [Fact]
    public async Task An_accepted_flat_stays_kept_and_is_the_one_that_is_let()
    {
        var flats = await City.FlatsAsync(2);
        var (id, office) = await ReviewedAsync();
        await City.ActAsync(office, id, CaseAction.ProposeFlat, detail: new FlatChoice(flats[0]));
        var proposal = Assert.Single(await MineAsync(id));
        // Three working days after Friday, Sunday the 20th being one of them (make-up day for the autumn holidays).
        Assert.Equal((ProposalState.Open, City.EndOf("2026-09-22"), 1), (proposal.State, proposal.ExpiresAt, proposal.Number));
        Assert.Equal(FlatState.Reserved, await StateAsync(flats[0]));
        Assert.Contains("flat-proposed", await City.OwedAboutAsync(id));
        await City.ActAsync(office, id, CaseAction.Grant, detail: new FlatChoice(flats[0])).IsRefusedAsync("flat-unanswered");
        await City.ActAsync(office, id, CaseAction.ProposeFlat, detail: new FlatChoice(flats[1])).IsRefusedAsync("flat-unanswered");
        await City.ActAsync(office, id, CaseAction.SubmitForApproval, "材料齐全", detail: new ApprovalProposal(CaseDecision.Granted)).IsRefusedAsync("flat-open");

        await City.ActAsync(await City.ApplicantAsync(id), id, CaseAction.AcceptFlat);
        City.MoveTo("2026-09-30");
        Assert.Equal(0, (await SweepAsync()).Expired);
        Assert.Equal(FlatState.Reserved, await StateAsync(flats[0]));
        await City.ActAsync(office, id, CaseAction.Grant, detail: new FlatChoice(flats[1])).IsRefusedAsync("flat-other");
        await City.ActAsync(office, id, CaseAction.Grant, detail: new FlatChoice(flats[0]));
        Assert.Equal((FlatState.Let, ProposalState.Let), (await StateAsync(flats[0]), (await MineAsync(id))[0].State));
        Assert.Equal(flats[0], await City.ReadAsync(db => db.FlatLeases.Where(l => l.CaseId == id).Select(l => l.FlatId).SingleAsync()));
    }

    [Fact]
    public async Task A_declined_flat_goes_back_the_case_says_so_and_after_three_there_is_no_fourth()
    {
        var flats = await City.FlatsAsync(4);
        var (id, office) = await ReviewedAsync();
        var applicant = await City.ApplicantAsync(id);
        for (var i = 0; i < FlatRules.Proposals.Most; i++)
        {
            await City.ActAsync(office, id, CaseAction.ProposeFlat, detail: new FlatChoice(flats[i]));
            await City.ActAsync(applicant, id, CaseAction.DeclineFlat, "离单位太远");
            Assert.Equal(FlatState.Free, await StateAsync(flats[i]));
        }
        await City.ActAsync(office, id, CaseAction.ProposeFlat, detail: new FlatChoice(flats[3])).IsRefusedAsync("proposals-used");
        Assert.Equal(FlatState.Free, await StateAsync(flats[3]));
        var row = await City.WholeAsync(id);
        Assert.Equal((CaseState.InReview, CaseAction.DeclineFlat, "离单位太远"), (row.State, row.Events[^1].Action, row.Events[^1].Note));
        Assert.Equal(3, await City.ReadAsync(db => db.Outbox.CountAsync(m => m.Template == "flat-answered" && m.Channel == "in-app")));
        await City.ActAsync(applicant, id, CaseAction.AcceptFlat).IsRefusedAsync("proposal-over");
    }

    [Fact]
    public async Task A_flat_nobody_answered_for_goes_back_by_the_sweep_once()
    {
        var flat = (await City.FlatsAsync(1))[0];
        var (id, office) = await ReviewedAsync();
        await City.ActAsync(office, id, CaseAction.ProposeFlat, detail: new FlatChoice(flat));
        var until = (await MineAsync(id))[0].ExpiresAt;
        City.Time.SetUtcNow(new DateTimeOffset(until.AddSeconds(-1)));
        Assert.Equal(0, (await SweepAsync()).Expired);
        City.Time.SetUtcNow(new DateTimeOffset(until));
        await City.ActAsync(await City.ApplicantAsync(id), id, CaseAction.AcceptFlat).IsRefusedAsync("proposal-over");
        Assert.Equal(1, (await SweepAsync()).Expired);
        Assert.Equal(0, (await SweepAsync()).Expired);
        Assert.Equal((FlatState.Free, ProposalState.Expired), (await StateAsync(flat), (await MineAsync(id))[0].State));
        Assert.Equal(1, (await City.WholeAsync(id)).Events.Count(e => e.Action == CaseAction.ExpireFlat));
        Assert.Single(await City.OwedAboutAsync(id), t => t == "flat-expired");
    }

    [Theory]
    [InlineData(CaseAction.Withdraw, false)]
    [InlineData(CaseAction.Refuse, true)]
    [InlineData(CaseAction.Terminate, true)]
    public async Task However_the_case_ends_without_a_flat_nothing_stays_kept_for_it(CaseAction end, bool accepted)
    {
        var flat = (await City.FlatsAsync(1))[0];
        var (id, office) = await ReviewedAsync();
        await City.ActAsync(office, id, CaseAction.ProposeFlat, detail: new FlatChoice(flat));
        if (accepted) await City.ActAsync(await City.ApplicantAsync(id), id, CaseAction.AcceptFlat);
        await City.ActAsync(end == CaseAction.Withdraw ? await City.ApplicantAsync(id) : office, id, end, "在渝有自有住房");
        Assert.Equal((FlatState.Free, ProposalState.Dropped), (await StateAsync(flat), (await MineAsync(id))[0].State));
    }

    [Fact]
    public async Task Many_who_propose_or_let_the_same_flat_at_once_keep_it_for_one()
    {
        const int many = 12;
        var flat = (await City.FlatsAsync(1))[0];
        var office = await City.People.StaffAsync(StaffRole.Approver, FlatRules.DepartmentId);
        var other = City.AnotherServer();
        List<Guid> cases = [];
        for (var i = 0; i < many; i++) cases.Add((await City.CaseInAsync(await City.People.TalentAsync(), "P26", CaseState.InReview)).Id);
        var (done, refused) = await Refusals.AtOnceAsync(many, async i =>
        {
            var service = i % 2 == 0 ? City.Get<CaseService>() : other.GetRequiredService<CaseService>();
            await service.ActAsync(office, cases[i], i % 3 == 0 ? CaseAction.Grant : CaseAction.ProposeFlat, null, detail: new FlatChoice(flat));
            return i;
        });
        Assert.Single(done);
        Assert.Subset(new HashSet<string> { "flat-taken", "busy" }, refused.ToHashSet());
        Assert.Equal(1, await City.ReadAsync(async db => await db.FlatLeases.CountAsync() + await db.FlatProposals.CountAsync()));
    }

    [Fact]
    public async Task Only_the_department_proposes_and_only_the_applicant_answers()
    {
        var flat = (await City.FlatsAsync(1))[0];
        var (id, office) = await ReviewedAsync();
        await City.ActAsync(await City.ApplicantAsync(id), id, CaseAction.ProposeFlat, detail: new FlatChoice(flat)).IsRefusedAsync("step-not-yours");
        await City.ActAsync(await City.People.StaffAsync(StaffRole.Officer, "education"), id, CaseAction.ProposeFlat, detail: new FlatChoice(flat)).IsRefusedAsync("step-not-yours");
        await City.ActAsync(office, id, CaseAction.ProposeFlat).IsRefusedAsync("flat-missing");
        await City.ActAsync(office, id, CaseAction.ProposeFlat, detail: new FlatChoice(flat));
        await City.ActAsync(office, id, CaseAction.AcceptFlat).IsRefusedAsync("step-not-yours");
        await City.ActAsync(Actor.For(await City.People.TalentAsync()), id, CaseAction.DeclineFlat).IsRefusedAsync("step-not-yours");
        Assert.Empty(await City.Get<FlatQueries>().ProposalsAsync(Actor.For(await City.People.TalentAsync()), id));
        await City.Get<FlatQueries>().ProposalsAsync(await City.People.StaffAsync(StaffRole.Officer, "education"), id).IsRefusedAsync("not-housing");
        var elsewhere = await City.CaseInAsync(await City.People.TalentAsync(), "P01", CaseState.InReview);
        await City.ActAsync(await City.OfficeAsync(elsewhere.Id), elsewhere.Id, CaseAction.ProposeFlat, detail: new FlatChoice(flat)).IsRefusedAsync("step-not-possible");
    }

    [Fact]
    public async Task A_lease_ends_the_day_after_its_last_and_was_reminded_of_twice_before()
    {
        var flat = (await City.FlatsAsync(1))[0];
        var (id, office) = await ReviewedAsync(t => t.ContractUntil = City.Day("2026-12-31"));
        await City.ActAsync(office, id, CaseAction.Grant, detail: new FlatChoice(flat));
        Assert.Equal(new FlatReport(0, 0, 0), await SweepAsync());
        foreach (var (day, reminded) in new[] { ("2026-10-31", 0), ("2026-11-01", 1), ("2026-11-02", 0), ("2026-12-17", 1), ("2026-12-30", 0) })
        {
            City.MoveTo(day);
            Assert.Equal((day, reminded), (day, (await SweepAsync()).Reminded));
        }
        City.MoveTo("2026-12-31");
        Assert.Equal(0, (await SweepAsync()).Ended);
        City.MoveTo("2027-01-01");
        Assert.Equal(1, (await SweepAsync()).Ended);
        Assert.Equal(0, (await SweepAsync()).Ended);
        Assert.Equal(FlatState.Free, await StateAsync(flat));
        Assert.Equal(1, await City.ReadAsync(db => db.Outbox.CountAsync(m => m.Template == "flat-ended" && m.Channel == "in-app")));
    }

    [Fact]
    public async Task Whose_contract_has_ended_gets_no_flat_and_the_officer_reads_why()
    {
        var flat = (await City.FlatsAsync(1))[0];
        var (id, office) = await ReviewedAsync(t => t.ContractUntil = City.Day("2026-09-17"));
        foreach (var action in new[] { CaseAction.ProposeFlat, CaseAction.Grant })
            Refusals.IsSentence((await City.ActAsync(office, id, action, detail: new FlatChoice(flat)).IsRefusedAsync("contract-ended")).Sentence);
        Assert.Equal((FlatState.Free, CaseState.InReview), (await StateAsync(flat), (await City.CaseAsync(id)).State));
    }

    private async Task<(Guid Id, Actor Office)> ReviewedAsync(Action<Talent>? change = null)
    {
        var id = (await City.CaseInAsync(await City.People.TalentAsync(change), "P26", CaseState.Accepted)).Id;
        await City.ActAsync(await City.OfficeAsync(id), id, CaseAction.StartReview);
        // Four eyes: who decides is not who reviewed.
        return (id, await City.OfficeAsync(id));
    }

    private async Task<IReadOnlyList<FlatProposal>> MineAsync(Guid id) => await City.Get<FlatQueries>().ProposalsAsync(await City.ApplicantAsync(id), id);

    private Task<FlatState> StateAsync(int flat) => City.ReadAsync(db => db.Flats.Where(f => f.Id == flat).Select(f => f.State).SingleAsync());

    private Task<FlatReport> SweepAsync() => City.Get<FlatSweep>().RunAsync(default);
}
