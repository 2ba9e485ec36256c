using TalentCode.Core.Data;
using TalentCode.Core.Data.Seed;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Time;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Web;

/// <summary>The coordinator's pages about contacts and the assignment of all, and where a stand-in of a contact shows.</summary>
[Trait("Category", "Web")]
public sealed class CarePageTests(RunningCity city) : IClassFixture<RunningCity>
{
    [Fact]
    public async Task The_coordinator_sees_contacts_with_their_people_and_goes_on_to_hand_over_or_to_name_one()
    {
        using var desk = await new Visitor(city.Address).AsStaffAsync("coordinator");
        var page = await desk.ReadAsync("/care/contacts");
        Assert.Contains("何远山", page, StringComparison.Ordinal);
        Assert.Contains("登记的 1 位结对联系领导都至少联系一位人才。", page, StringComparison.Ordinal);
        var leader = await city.Get<Store>().ReadAsync(db => db.CareAssignments.Where(a => a.Kind == CareKind.PairedLeader && a.Until == null).Select(a => a.Id).SingleAsync());
        Assert.Contains($"href=\"/care/contacts/{leader}\"", page, StringComparison.Ordinal);
        Assert.Contains("何远山联系的人", await desk.ReadAsync($"/care/contacts/{leader}"), StringComparison.Ordinal);
        Assert.Contains("要把何远山登记给谁", await desk.ReadAsync($"/care?contact={leader}"), StringComparison.Ordinal);
        Assert.Contains("value=\"何远山\"", await desk.ReadAsync($"/care/person/{DemoPeople.Schmidt.Id}?contact={leader}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_who_wait_are_shown_with_their_stewards_before_anything_is_done()
    {
        using var desk = await new Visitor(city.Address).AsStaffAsync("supervisor");
        Assert.Contains("href=\"/care/round\"", await desk.ReadAsync("/care"), StringComparison.Ordinal);
        Assert.Contains("确认分派 2 人", await desk.ReadAsync("/care/round"), StringComparison.Ordinal);
        Assert.Equal(2, await city.Get<Store>().ReadAsync(db => db.Talents.CountAsync(t => t.StewardId == null)));
    }

    [Fact]
    public async Task A_contact_of_another_sort_is_not_offered_as_a_stand_in_the_coordinator_names_it_and_the_phone_of_the_person_says_so()
    {
        using var desk = await new Visitor(city.Address).AsStaffAsync("liaison2");
        var away = await desk.ReadAsync("/steward/away");
        Assert.Contains("name=\"by\"", away, StringComparison.Ordinal);
        Assert.DoesNotContain("唐可", away, StringComparison.Ordinal);
        Assert.Contains("请找统筹人员安排", away, StringComparison.Ordinal);
        var (officer, other) = await city.Get<Store>().ReadAsync(async db => (await db.Users.Include(s => s.Roles).SingleAsync(s => s.UserName == "liaison2"), await db.Users.SingleAsync(s => s.UserName == "liaison1")));
        var today = city.Get<CityClock>().Today;
        await city.Get<StandInService>().SetAsync(Actor.For(officer), officer.Id, other.Id, today, today, "出差").IsRefusedAsync("stand-in-kind");
        var coordinator = await city.Get<Store>().ReadAsync(db => db.Users.Include(s => s.Roles).SingleAsync(s => s.UserName == "coordinator"));
        await city.Get<StandInService>().SetAsync(Actor.For(coordinator), officer.Id, other.Id, today, today, "出差");
        using var phone = await new Visitor(city.Address).AsHolderAsync("19900000001");
        Assert.Contains("由唐可替班", await phone.ReadAsync("/me/care"), StringComparison.Ordinal);
    }
}
