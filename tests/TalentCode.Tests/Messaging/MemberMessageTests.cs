using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Consents;
using TalentCode.Core.Families;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Tests.Families;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Messaging;

/// <summary>A member of the family who signs in on the own phone hears by text message what waits for them, and nothing else.</summary>
[Trait("Category", "Core")]
public sealed class MemberMessageTests : ExternalCity
{
    [Fact]
    public async Task A_spouse_who_is_asked_to_agree_gets_a_text_message_with_the_services_name_only()
    {
        var (who, spouse, _) = await AskedAsync();
        var phone = (await City.MemberAsync(who.Spouse())).Phone;
        var told = Assert.Single(Sms.Taken, m => m.Address == phone);
        Assert.Equal(("需要你办", "/member", 0), (told.Subject, told.Link.AbsolutePath, told.Lines.Count));
        Assert.DoesNotContain(who.LegalName, told.Item + told.Subject, StringComparison.Ordinal);
        // The welcome is in the inbox only.
        Assert.Equal(["member-welcome", "member-asked"], await City.ToldAsync(spouse));
        Assert.Empty(Mail.Taken);
    }

    [Fact]
    public async Task Before_the_time_runs_out_the_member_is_reminded_in_the_morning_unless_the_answer_was_given_in_the_night()
    {
        var (who, spouse, _) = await AskedAsync();
        var phone = (await City.MemberAsync(who.Spouse())).Phone;
        City.MoveTo("2026-09-23", 0, 20);
        await RemindAsync();
        Assert.Single(Sms.Taken, m => m.Address == phone);
        City.MoveTo("2026-09-23", 8);
        await SweepAsync();
        Assert.Equal(2, Sms.Taken.Count(m => m.Address == phone));

        var (another, second, _) = await AskedAsync();
        City.MoveTo("2026-09-28", 0, 20);
        await RemindAsync();
        var own = City.Get<MemberConsentService>();
        await own.AnswerAsync(second, (await own.QuestionsAsync(second)).Single().Request.Id, true);
        City.MoveTo("2026-09-28", 8);
        await SweepAsync();
        var number = (await City.MemberAsync(another.Spouse())).Phone;
        Assert.Single(Sms.Taken, m => m.Address == number);
        Assert.Contains((await OutsideAsync()).Where(m => m.RecipientId == second.Id), m => m.State == DeliveryState.Unneeded);
        Assert.NotEqual(spouse.Id, second.Id);
    }

    [Fact]
    public async Task Nobody_is_told_on_a_number_that_was_taken_away_before_the_message_went_out()
    {
        City.MoveTo("2026-09-18", 23);
        var (who, spouse, draft) = await AskedAsync();
        await City.WriteAsync(db => db.Cases.Where(c => c.Id == draft).ExecuteUpdateAsync(s => s.SetProperty(c => c.State, CaseState.Discarded)));
        await City.Get<FamilyService>().RemovePhoneAsync(Actor.For(who), spouse.Id);
        City.MoveTo("2026-09-19", 8);
        await SweepAsync();
        Assert.Empty(Sms.Taken);
    }

    private async Task<(Talent Who, Actor Spouse, Guid Draft)> AskedAsync()
    {
        var who = await City.HouseholdAsync();
        var spouse = await City.OwnPhoneAsync(who, who.Spouse());
        var draft = await City.DraftAsync(who, "P22", ("kind", "change"));
        await City.Get<ConsentService>().GiveAsync(Actor.For(who), "P22");
        await City.ConfirmFamilyAsync(who, draft);
        Assert.True(await City.Get<FamilyConsents>().AskAsync(Actor.For(who), draft));
        await SweepAsync();
        return (who, spouse, draft);
    }

    private async Task RemindAsync()
    {
        await City.Get<MemberRequestSweep>().RunAsync(default);
        await SweepAsync();
    }
}
