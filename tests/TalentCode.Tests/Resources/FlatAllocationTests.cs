using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TalentCode.Core.Cases;
using TalentCode.Core.Filing;
using TalentCode.Core.People;
using TalentCode.Core.Resources;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Resources;

/// <summary>A flat is let with the decision: the fitting one, once, to one person; and it comes back when the lease ends.</summary>
[Trait("Category", "Core")]
public sealed class FlatAllocationTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task A_grant_lets_the_flat_and_the_paper_names_it()
    {
        var flat = (await city.FlatsAsync(1))[0];
        var who = await city.People.TalentAsync();
        var id = await FileAsync(who);
        await city.ActAsync(await ReviewedAsync(id), id, CaseAction.Grant, detail: new FlatChoice(flat));
        var lease = await city.Get<FlatQueries>().OfCaseAsync(Actor.For(who), id);
        Assert.Equal((flat, FlatState.Let, City.Day("2026-09-18"), City.Day("2029-09-17")), (lease!.FlatId, lease.Flat!.State, lease.From, lease.Until));
        var said = (await city.WholeAsync(id)).Notices.Single(n => n.Kind == NoticeKind.Decision).Lines.Single(l => l.LabelZh == "结果");
        Assert.Contains("云岭人才公寓3栋1201", said.Zh, StringComparison.Ordinal);
        Assert.Contains("1,584.00元", said.Zh, StringComparison.Ordinal);
        Assert.Contains("Yunling Talent Flats, building 3, flat 1201", said.En, StringComparison.Ordinal);
        // Whoever has one cannot apply for another.
        Assert.NotNull((await city.Get<FilingService>().ViewAsync(Actor.For(who), await city.DraftAsync(who, "P27"))).Check.Obstacle);
    }

    [Fact]
    public async Task The_lease_ends_with_the_contract()
    {
        var flat = (await city.FlatsAsync(1))[0];
        var who = await city.People.TalentAsync(t => t.ContractUntil = City.Day("2027-12-31"));
        var id = await FileAsync(who);
        await city.ActAsync(await ReviewedAsync(id), id, CaseAction.Grant, detail: new FlatChoice(flat));
        Assert.Equal(City.Day("2027-12-31"), (await city.Get<FlatQueries>().OfCaseAsync(Actor.For(who), id))!.Until);
    }

    [Fact]
    public async Task A_crafted_choice_is_refused_and_changes_nothing()
    {
        var (big, young) = ((await city.FlatsAsync(1, bedrooms: 3))[0], (await city.FlatsAsync(1, pool: FlatPool.YoungTalent))[0]);
        var id = await FileAsync(await city.People.TalentAsync());
        var second = await ReviewedAsync(id);
        foreach (var (detail, code) in new (StepDetail?, string)[]
        { (null, "flat-missing"), (city.Grade(GradeLevel.C), "flat-missing"), (new FlatChoice(-1), "flat-missing"), (new FlatChoice(young), "flat-missing"), (new FlatChoice(big), "flat-size") })
            await city.Get<CaseService>().ActAsync(second, id, CaseAction.Grant, null, detail: detail).IsRefusedAsync(code);
        Assert.Equal(CaseState.InReview, (await city.WholeAsync(id)).State);
        Assert.False(await city.ReadAsync(db => db.FlatLeases.AnyAsync(l => l.CaseId == id)));
        Assert.Equal(2, await city.ReadAsync(db => db.Flats.CountAsync(f => (f.Id == big || f.Id == young) && f.State == FlatState.Free)));
    }

    [Fact]
    public async Task Thirty_two_who_decide_at_once_for_four_flats_let_each_of_them_once()
    {
        const int deciders = 32;
        var flats = await city.FlatsAsync(4);
        var other = city.AnotherServer();
        var approver = await city.People.StaffAsync(StaffRole.Approver, FlatRules.DepartmentId);
        var cases = new List<Guid>();
        for (var i = 0; i < deciders; i++)
            cases.Add((await city.CaseInAsync(await city.People.TalentAsync(), "P26", CaseState.InReview)).Id);
        var (done, refused) = await Refusals.AtOnceAsync(deciders, async i =>
        {
            var service = i % 2 == 0 ? city.Get<CaseService>() : other.GetRequiredService<CaseService>();
            await service.ActAsync(approver, cases[i], CaseAction.Grant, null, detail: new FlatChoice(flats[i % flats.Count]));
            return cases[i];
        });
        Assert.Equal(flats.Count, done.Count);
        Assert.Equal(deciders - flats.Count, refused.Count);
        // "busy" is the store's own sentence after five lost attempts.
        Assert.Subset(new HashSet<string> { "flat-taken", "busy" }, refused.ToHashSet());
        var leases = await city.ReadAsync(db => db.FlatLeases.Where(l => flats.Contains(l.FlatId)).ToListAsync());
        Assert.Equal(flats.Order(), leases.Select(l => l.FlatId).Order());
        Assert.Equal(done.Order(), leases.Select(l => l.CaseId).Order());
        Assert.Equal(deciders - flats.Count, await city.ReadAsync(db => db.Cases.CountAsync(c => cases.Contains(c.Id) && c.State == CaseState.InReview)));
    }

    [Fact]
    public async Task Two_decisions_at_once_give_one_person_one_flat()
    {
        var who = await city.People.TalentAsync();
        var (talent, young) = ((await city.FlatsAsync(1))[0], (await city.FlatsAsync(1, pool: FlatPool.YoungTalent))[0]);
        var approver = await city.People.StaffAsync(StaffRole.Approver, FlatRules.DepartmentId);
        var cases = new[] { await city.CaseInAsync(who, "P26", CaseState.InReview), await city.CaseInAsync(who, "P27", CaseState.InReview) };
        var other = city.AnotherServer().GetRequiredService<CaseService>();
        var (done, refused) = await Refusals.AtOnceAsync(2, async i =>
        {
            await (i == 0 ? city.Get<CaseService>() : other).ActAsync(approver, cases[i].Id, CaseAction.Grant, null, detail: new FlatChoice(i == 0 ? talent : young));
            return i;
        });
        Assert.Single(done);
        Assert.Equal(["already-housed"], refused);
        Assert.Equal(1, await city.ReadAsync(db => db.Flats.CountAsync(f => (f.Id == talent || f.Id == young) && f.State == FlatState.Let)));
    }

    [Fact]
    public async Task Ending_the_lease_frees_the_flat_keeps_the_history_and_tells_the_tenant()
    {
        var flat = (await city.FlatsAsync(1))[0];
        var who = await city.People.TalentAsync();
        var id = await FileAsync(who);
        var second = await ReviewedAsync(id);
        await city.ActAsync(second, id, CaseAction.Grant, detail: new FlatChoice(flat));
        var lease = (await city.Get<FlatQueries>().OfCaseAsync(Actor.For(who), id))!;
        var service = city.Get<FlatService>();
        await service.EndAsync(await city.People.StaffAsync(StaffRole.Officer, "education"), lease.Id, "退租").IsRefusedAsync("not-housing");
        await service.EndAsync(Actor.For(who), lease.Id, "退租").IsRefusedAsync("not-allowed");
        await service.EndAsync(second, lease.Id, " ").IsRefusedAsync("reason-missing");
        await service.EndAsync(second, Guid.NewGuid(), "退租").IsRefusedAsync("no-such-lease");
        await service.EndAsync(second, lease.Id, "住户购房后退租");
        await service.EndAsync(second, lease.Id, "退租").IsRefusedAsync("lease-ended");
        var kept = (await city.Get<FlatQueries>().OfCaseAsync(Actor.For(who), id))!;
        Assert.Equal((FlatState.Free, "住户购房后退租"), (kept.Flat!.State, kept.EndReason));
        Assert.Equal(1, await city.ReadAsync(db => db.Outbox.CountAsync(m => m.Template == "flat-ended" && m.Channel == "in-app" && m.RecipientId == who.Id)));
        // The next tenant gets the same flat; both leases stand in the history.
        var next = await FileAsync(await city.People.TalentAsync());
        await city.ActAsync(await ReviewedAsync(next), next, CaseAction.Grant, detail: new FlatChoice(flat));
        Assert.Equal(2, await city.ReadAsync(db => db.FlatLeases.CountAsync(l => l.FlatId == flat)));
    }

    [Fact]
    public async Task The_desk_is_offered_free_fitting_flats_of_the_pool_and_others_none()
    {
        var (one, two) = (await city.FlatsAsync(3), await city.FlatsAsync(2, bedrooms: 2));
        var id = await FileAsync(await city.People.TalentAsync());
        var office = await city.OfficeAsync(id);
        var estate = await city.ReadAsync(db => db.Flats.Where(f => f.Id == one[0]).Select(f => f.EstateId).SingleAsync());
        var page = await city.Get<FlatQueries>().FittingAsync(office, id, estate, null, 0, pageSize: 2);
        Assert.Equal((3, 2), (page.Total, page.Lines.Count));
        Assert.Equal(one.Take(2), page.Lines.Select(l => l.Flat.Id));
        Assert.DoesNotContain((await city.Get<FlatQueries>().FittingAsync(office, id, null, null, 0, 500)).Lines, l => two.Contains(l.Flat.Id));
        await city.Get<FlatQueries>().FittingAsync(await city.People.StaffAsync(StaffRole.Approver, "education"), id, null, null, 0).IsRefusedAsync("not-housing");
        await city.Get<FlatQueries>().PageAsync(await city.People.StaffAsync(StaffRole.Approver, "education"), new(FlatPool.TalentFlat, null, null, null, 0)).IsRefusedAsync("not-housing");
    }

    [Theory]
    [InlineData(FlatPool.TalentFlat, 1, 1, 1)]
    [InlineData(FlatPool.TalentFlat, 3, 2, 3)]
    [InlineData(FlatPool.TalentFlat, 6, 3, 4)]
    [InlineData(FlatPool.YoungTalent, 4, 2, 2)]
    public void The_household_decides_the_bedrooms(FlatPool pool, int people, int least, int most) => Assert.Equal((least, most), FlatRules.Bedrooms(pool, people));

    private async Task<Guid> FileAsync(Talent who)
    {
        await city.People.PaperAsync(who, "employment-contract");
        return await city.Get<SubmitService>().SubmitAsync(Actor.For(who), await city.DraftAsync(who, "P26", ("ownsHome", "no")));
    }

    private async Task<Actor> ReviewedAsync(Guid id)
    {
        await city.ReviewAsync(id);
        return await city.OfficeAsync(id);
    }
}
