using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.People;
using TalentCode.Core.Reminders;
using TalentCode.Core.Resources;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Reminders;

/// <summary>The dates that decisions leave behind, so that nobody has to type them. Monday 2 November 2026.</summary>
[Trait("Category", "Core")]
public sealed class CaseDateTests() : InOwnCity("2026-11-02")
{
    [Theory]
    [InlineData("two", "2028-11-02")]
    [InlineData("five", "2029-03-31")]
    [InlineData("contract", "2029-03-31")]
    public async Task A_granted_extension_leaves_the_end_that_was_asked_for_within_contract_and_passport(string period, string until)
    {
        var who = await City.ForeignerAsync(t =>
        {
            t.Papers.AddRange([ReminderCity.Paper(PaperKind.ResidencePermit, "2027-01-20"), ReminderCity.Paper(PaperKind.Passport, "2031-01-01")]);
            t.ContractUntil = City.Day("2029-03-31");
        });
        await GrantAsync(who, "P10", new() { ["kind"] = "extension", ["period"] = period });
        var date = Assert.Single(await DatesAsync(who));
        Assert.Equal((PersonalDateKind.ResidencePermitUntil, City.Day(until), PersonalDateSource.Case), (date.Kind, date.Date, date.Source));
        // From now on it is the new end that is reminded of.
        Assert.Equal(0, await City.RemindAsync());
        Assert.Contains(await City.Get<UpcomingDates>().OfAsync([who.Id]), d => d.Rule == ReminderRules.ResidencePermit && d.End == City.Day(until));
    }

    [Fact]
    public async Task Registering_another_address_is_a_change_of_what_the_permit_states()
    {
        var (moved, stayed) = (await City.WithPaperAsync(PaperKind.ResidencePermit, "2029-01-20"), await City.WithPaperAsync(PaperKind.ResidencePermit, "2029-01-20"));
        await GrantAsync(moved, "P12", new() { ["address"] = "云岭路 2 号", ["movedIn"] = "2026-11-01T18:00" });
        await GrantAsync(stayed, "P12", new() { ["address"] = stayed.HomeAddress!, ["movedIn"] = "2026-11-01T18:00" });
        Assert.Equal((PersonalDateKind.AddressChanged, City.Day("2026-11-01")), (await DatesAsync(moved)).Select(d => (d.Kind, d.Date)).Single());
        Assert.Empty(await DatesAsync(stayed));
        Assert.Equal(1, await City.RemindAsync());
        Assert.Equal(1, await City.OwedAsync("permit-change"));
    }

    [Fact]
    public async Task Who_gets_a_flat_and_comes_from_abroad_is_reminded_to_register_there()
    {
        var flat = (await City.FlatsAsync(1))[0];
        var who = await City.ForeignerAsync();
        await GrantAsync(who, "P26", new() { [FlatRules.Household] = "1" }, new FlatChoice(flat));
        Assert.Equal(PersonalDateKind.MovedIn, Assert.Single(await DatesAsync(who)).Kind);
        await City.RemindAsync();
        Assert.Equal(1, await City.OwedAsync("accommodation"));
    }

    [Fact]
    public async Task A_refusal_with_a_right_to_review_is_remembered_and_forgotten_with_it()
    {
        var who = await City.People.TalentAsync();
        var id = await City.ReceiveAsync("P03", who);
        var office = await City.ReviewAsync(id);
        await City.ActAsync(office, id, CaseAction.Refuse, "材料不足");
        Assert.Equal((PersonalDateKind.Refused, City.Clock.Today, (Guid?)id), (await DatesAsync(who)).Select(d => (d.Kind, d.Date, d.CaseId)).Single());
        await City.ActAsync(await City.OfficeAsync(id), id, CaseAction.Revoke, "适用依据有误");
        Assert.Empty(await DatesAsync(who));
    }

    private async Task GrantAsync(Talent who, string item, Dictionary<string, string> answers, StepDetail? detail = null)
    {
        var row = await City.CaseInAsync(who, item, CaseState.InReview, c => c.Answers = answers);
        await City.ActAsync(await City.OfficeAsync(row.Id), row.Id, CaseAction.Grant, detail: detail);
    }

    private Task<List<PersonalDate>> DatesAsync(Talent who) => City.ReadAsync(db => db.PersonalDates.Where(d => d.TalentId == who.Id).ToListAsync());
}
