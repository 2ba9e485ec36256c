using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Documents;
using TalentCode.Core.Minors;
using TalentCode.Core.People;
using TalentCode.Core.Scans;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Families;

/// <summary>A minor's full data is behind supervision's approval, for one person, one case and one day; every look is written down.</summary>
[Trait("Category", "Core")]
public sealed class MinorAccessTests() : InOwnCity("2026-09-18")
{
    private const string Reason = "出生证明编号对不上,需要核对";

    private Talent _who = null!;
    private Guid _case;
    private Actor _officer = null!, _supervisor = null!;

    private MinorAccessService Access => City.Get<MinorAccessService>();
    private MinorAccessQueries Queries => City.Get<MinorAccessQueries>();
    private Guid Child => _who.Little().Id;

    private async Task FileAsync()
    {
        _who = await City.HouseholdAsync();
        await City.WriteAsync(db => db.IdentityPapers.AddAsync(new IdentityPaper { Id = Guid.NewGuid(), FamilyMemberId = _who.Little().Id, Kind = PaperKind.ResidentId, Number = "500000202003020018" }).AsTask());
        _case = await City.FileHouseholdAsync(_who);
        _officer = await City.OfficeAsync(_case, StaffRole.Officer);
        _supervisor = await City.People.StaffAsync(StaffRole.Supervisor);
    }

    private async Task<Guid> AskAsync(Actor? staff = null)
    {
        await Access.AskAsync(staff ?? _officer, _case, Child, Reason);
        return (await City.ReadAsync(db => db.MinorAccesses.OrderByDescending(a => a.AskedAt).ToListAsync()))[0].Id;
    }

    private async Task ApproveAsync() => await Access.DecideAsync(_supervisor, await AskAsync(), true, null);

    [Fact]
    public async Task Nothing_is_shown_before_supervision_approves_and_everything_asked_for_after()
    {
        await FileAsync();
        Assert.Equal([false, false], (await Queries.OfCaseAsync(_officer, _case)).Select(m => m.Open));
        await Access.LookAsync(_officer, _case, Child).IsRefusedAsync("minor-not-approved");
        var asked = await AskAsync();
        await AskAsync();
        Assert.Equal((1, 1), (await City.ReadAsync(db => db.MinorAccesses.CountAsync()), await City.OwedAsync("minor-asked")));
        await Access.LookAsync(_officer, _case, Child).IsRefusedAsync("minor-not-approved");
        await Access.DecideAsync(_supervisor, asked, true, null);
        var facts = await Access.LookAsync(_officer, _case, Child);
        Assert.Equal(("林小苗", City.Day("2020-03-02"), "500000202003020018"), (facts.Name, facts.BirthDate, Assert.Single(facts.Papers).Number));
        Assert.Equal(1, await City.OwedAsync("minor-approved"));
    }

    [Fact]
    public async Task Every_look_is_in_the_list_the_holder_reads_with_the_reason_and_without_the_name()
    {
        await FileAsync();
        await ApproveAsync();
        for (var i = 0; i < 2; i++) await Access.LookAsync(_officer, _case, Child);
        var seen = await City.Get<PersonService>().WhoLookedAsync(Actor.For(_who));
        Assert.Equal(2, seen.Count);
        Assert.All(seen, e =>
        {
            Assert.Contains(Reason, e.WhatZh, StringComparison.Ordinal);
            Assert.Contains("子女2(小学)", e.WhatZh, StringComparison.Ordinal);
            Assert.DoesNotContain("林小苗", e.WhatZh + e.WhatEn, StringComparison.Ordinal);
        });
        Assert.Equal(2, (await Queries.RequestsAsync(_supervisor, MinorScope.Decided, 0, 20)).Lines.Single().Looks);
    }

    [Fact]
    public async Task The_approval_ends_by_itself_and_may_be_asked_for_again()
    {
        await FileAsync();
        await ApproveAsync();
        City.Pass(MinorAccessService.Life - TimeSpan.FromMinutes(1));
        await Access.LookAsync(_officer, _case, Child);
        City.Pass(TimeSpan.FromMinutes(1));
        await Access.LookAsync(_officer, _case, Child).IsRefusedAsync("minor-not-approved");
        Assert.All(await Queries.OfCaseAsync(_officer, _case), m => Assert.False(m.Open));
        await ApproveAsync();
        await Access.LookAsync(_officer, _case, Child);
    }

    [Fact]
    public async Task It_is_given_to_one_person_for_one_child_of_one_case()
    {
        await FileAsync();
        await ApproveAsync();
        var colleague = await City.OfficeAsync(_case, StaffRole.Officer);
        await Access.LookAsync(colleague, _case, Child).IsRefusedAsync("minor-not-approved");
        await Access.LookAsync(_officer, _case, _who.Teen().Id).IsRefusedAsync("minor-not-approved");
        await Access.LookAsync(_supervisor, _case, Child).IsRefusedAsync("minor-not-approved");
        var elsewhere = await City.People.StaffAsync(StaffRole.Officer, "health");
        await Access.AskAsync(elsewhere, _case, Child, Reason).IsRefusedAsync("no-such-case");
        await Access.AskAsync(await City.People.StaffAsync(StaffRole.Hall), _case, Child, Reason).IsRefusedAsync("no-such-case");
        await Access.AskAsync(Actor.For(_who), _case, Child, Reason).IsRefusedAsync("no-such-case");
    }

    [Fact]
    public async Task A_request_needs_a_reason_and_a_minor_of_the_case()
    {
        await FileAsync();
        foreach (var reason in new[] { null, "  ", "太短", new string('长', MinorAccessService.LongestReason + 1) })
            await Access.AskAsync(_officer, _case, Child, reason).IsRefusedAsync("reason-missing");
        await Access.AskAsync(_officer, _case, _who.Spouse().Id, Reason).IsRefusedAsync("no-minor");
        await Access.AskAsync(_officer, _case, (await City.HouseholdAsync()).Little().Id, Reason).IsRefusedAsync("no-minor");
    }

    [Fact]
    public async Task Supervision_decides_once_never_about_itself_and_gives_its_reason_for_a_no()
    {
        await FileAsync();
        var asked = await AskAsync();
        await Access.DecideAsync(_officer, asked, true, null).IsRefusedAsync("not-allowed");
        await Access.DecideAsync(_supervisor, asked, false, " ").IsRefusedAsync("reason-missing");
        await Access.DecideAsync(_supervisor, asked, false, "按脱敏信息可以核对,不需要看");
        await Access.DecideAsync(_supervisor, asked, true, null).IsRefusedAsync("decided-already");
        await Access.LookAsync(_officer, _case, Child).IsRefusedAsync("minor-not-approved");
        Assert.Equal("按脱敏信息可以核对,不需要看", (await Queries.OfCaseAsync(_officer, _case)).Single(m => m.MemberId == Child).Latest!.Note);
        City.Pass(TimeSpan.FromMinutes(1));
        var own = await AskAsync(_supervisor);
        await Access.DecideAsync(_supervisor, own, true, null).IsRefusedAsync("own-request");
        await Access.DecideAsync(await City.People.StaffAsync(StaffRole.Supervisor), own, true, null);
        await Access.LookAsync(_supervisor, _case, Child);
    }

    [Fact]
    public async Task Papers_of_minors_open_under_the_same_approval_and_are_written_down_too()
    {
        _who = await City.HouseholdAsync();
        var childs = await City.Get<DocumentService>().AddAsync(Actor.For(_who), "birth-certificate", Child, TestFiles.Jpeg(40));
        var own = await City.Get<DocumentService>().AddAsync(Actor.For(_who), "resident-id", null, TestFiles.Jpeg(80));
        _case = await City.FileHouseholdAsync(_who);
        (_officer, _supervisor) = (await City.OfficeAsync(_case, StaffRole.Officer), await City.People.StaffAsync(StaffRole.Supervisor));
        var vault = City.Get<Vault>();
        Assert.NotNull((await vault.OfCaseAsync(_officer, _case, own, 1)).Page);
        await vault.OfCaseAsync(_officer, _case, childs, 1).IsRefusedAsync("minor-not-approved");
        var paper = (await City.Get<CaseSheets>().LoadAsync(_officer, _case)).Papers.Single(p => p.Name.Zh.Contains("出生", StringComparison.Ordinal));
        Assert.Equal((true, null), (paper.Guarded, paper.File));
        await ApproveAsync();
        Assert.NotNull((await vault.OfCaseAsync(_officer, _case, childs, 1)).Page);
        Assert.Equal(childs, (await City.Get<CaseSheets>().LoadAsync(_officer, _case)).Papers.Single(p => p.Name == paper.Name).File?.Id);
        Assert.Contains("出生", (await City.ReadAsync(db => db.MinorLooks.SingleAsync())).WhatZh, StringComparison.Ordinal);
        City.Pass(MinorAccessService.Life);
        await vault.OfCaseAsync(_officer, _case, childs, 1).IsRefusedAsync("minor-not-approved");
    }

    [Fact]
    public async Task At_a_window_the_guardians_code_opens_a_childs_paper_and_the_audit_has_that_look_too()
    {
        _who = await City.HouseholdAsync();
        var childs = await City.Get<DocumentService>().AddAsync(Actor.For(_who), "birth-certificate", Child, TestFiles.Jpeg(40));
        var own = await City.Get<DocumentService>().AddAsync(Actor.For(_who), "resident-id", null, TestFiles.Jpeg(80));
        var desk = await Desk.OpenAsync(City);
        var grant = await desk.GrantAsync(_who);
        foreach (var document in new[] { childs, own }) Assert.NotNull((await City.Get<Vault>().AtWindowAsync(desk.Staff, grant, document, 1)).Page);
        var look = Assert.Single((await Queries.LooksAsync(await City.People.StaffAsync(StaffRole.Supervisor), City.Clock.Today, City.Clock.Today, 0, 20)).Lines);
        Assert.Equal((desk.Staff.Name, desk.Windows[0].Place, null), (look.Staff, look.Office, look.CaseId));
    }

    [Fact]
    public async Task The_case_is_handled_on_the_masked_view_without_any_approval()
    {
        await FileAsync();
        var sheet = await City.Get<CaseSheets>().LoadAsync(_officer, _case);
        Assert.Equal(["子女1(高中)", "子女2(小学)"], sheet.Minors.Select(m => m.Label.Zh));
        Assert.Contains(sheet.View.Actions, a => a.Action == CaseAction.Accept);
        await City.ActAsync(_officer, _case, CaseAction.Accept);
        Assert.Equal(CaseState.Accepted, (await City.CaseAsync(_case)).State);
    }

    [Fact]
    public async Task Supervision_reads_who_looked_in_a_period_page_by_page()
    {
        await FileAsync();
        await ApproveAsync();
        for (var i = 0; i < 3; i++)
        {
            await Access.LookAsync(_officer, _case, Child);
            City.Pass(TimeSpan.FromHours(1));
        }
        var (from, until) = (City.Day("2026-01-01"), City.Clock.Today);
        var (first, total) = await Queries.LooksAsync(_supervisor, from, until, 0, 2);
        var (second, _) = await Queries.LooksAsync(_supervisor, from, until, 1, 2);
        Assert.Equal((2, 1, 3), (first.Count, second.Count, total));
        Assert.True(first[0].At > first[1].At && first[1].At > second[0].At);
        Assert.Equal((Reason, _officer.Name, _supervisor.Name, _case), (first[0].Reason.Zh, first[0].Staff, first[0].ApprovedBy, first[0].CaseId!.Value));
        Assert.DoesNotContain("林小苗", string.Concat(first.Select(l => l.Child.Zh + l.What.Zh)), StringComparison.Ordinal);
        Assert.Equal(0, (await Queries.LooksAsync(_supervisor, from, until.AddDays(-1), 0, 2)).Total);
        await Queries.LooksAsync(await City.People.StaffAsync(StaffRole.Coordinator), from, until, 0, 2).IsRefusedAsync("not-allowed");
        await Queries.RequestsAsync(_officer, MinorScope.Pending, 0, 2).IsRefusedAsync("not-allowed");
        await Queries.OfCaseAsync(await City.People.StaffAsync(StaffRole.Officer, "health"), _case).IsRefusedAsync("no-such-case");
    }
}
