using TalentCode.Core.Families;
using TalentCode.Core.People;
using TalentCode.Core.SignIn;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Families;

/// <summary>Members from 14 sign in with a number of their own, which belongs to nobody else.</summary>
[Trait("Category", "Core")]
public sealed class FamilySignInTests(City city) : IClassFixture<City>
{
    private const string Browser = "browser-one";

    private FamilyService Family => city.Get<FamilyService>();
    private PhoneSignIn SignIn => city.Get<PhoneSignIn>();

    [Fact]
    public async Task A_member_from_14_signs_in_as_themselves_and_is_told_so()
    {
        var who = await city.HouseholdAsync();
        var number = Relatives.NewNumber();
        await Family.SetPhoneAsync(Actor.For(who), who.Teen().Id, number);
        await SignIn.AskAsync(number, Browser, default);
        var entered = await SignIn.EnterAsync(number, city.Sms.To("86" + number)[^1], Browser);
        Assert.Equal((who.Teen().Id, null), (entered.Member?.Id, entered.Talent));
        Assert.Equal(["member-welcome"], await city.ToldAsync(Actor.For(who.Teen())));
        var line = (await Family.MineAsync(Actor.For(who))).Single(f => f.Id == who.Teen().Id);
        Assert.Equal((15, true, false, $"{number[..3]}****{number[^4..]}"), (line.Age, line.MaySignIn, line.Shares, line.Phone));
    }

    [Fact]
    public async Task Under_14_nobody_signs_in_whatever_stands_in_the_row()
    {
        var who = await city.HouseholdAsync();
        await Family.SetPhoneAsync(Actor.For(who), who.Little().Id, Relatives.NewNumber()).IsRefusedAsync("member-too-young");
        var number = "86" + Relatives.NewNumber();
        await city.WriteAsync(async db =>
        {
            var child = await db.FamilyMembers.FindAsync(who.Little().Id);
            (child!.Phone, child.SessionStamp) = (number, Guid.NewGuid());
        });
        await SignIn.AskAsync("+" + number, Browser, default);
        Assert.Empty(city.Sms.To(number));
        await city.Get<MemberArea>().PartsAsync(Actor.For(who.Little())).IsRefusedAsync("signed-out");
    }

    [Fact]
    public async Task A_number_belongs_to_one_person_and_nobody_learns_to_whom()
    {
        var (who, other) = (await city.HouseholdAsync(), await city.HouseholdAsync());
        var number = Relatives.NewNumber();
        await Family.SetPhoneAsync(Actor.For(other), other.Spouse().Id, number);
        var sentences = new List<string>();
        foreach (var taken in new[] { who.Phone, other.Phone, number })
            sentences.Add((await Family.SetPhoneAsync(Actor.For(who), who.Spouse().Id, taken).IsRefusedAsync("phone-taken")).Sentence.Zh);
        Assert.Single(sentences.Distinct());
        Assert.Null((await city.MemberAsync(who.Spouse())).Phone);
        await Family.SetPhoneAsync(Actor.For(who), who.Spouse().Id, "12").IsRefusedAsync("phone-malformed");
    }

    [Fact]
    public async Task Of_families_that_enter_one_number_at_the_same_moment_one_gets_it()
    {
        var families = new List<Talent>();
        for (var i = 0; i < 4; i++) families.Add(await city.HouseholdAsync());
        var number = Relatives.NewNumber();
        var (done, refused) = await Refusals.AtOnceAsync(4, async i =>
        {
            await Family.SetPhoneAsync(Actor.For(families[i]), families[i].Teen().Id, number);
            return i;
        });
        Assert.Single(done);
        Assert.All(refused, code => Assert.Equal("phone-taken", code));
    }

    [Fact]
    public async Task Taken_away_the_number_signs_nobody_in_and_sharing_ends_with_it()
    {
        var who = await city.HouseholdAsync();
        var member = await city.OwnPhoneAsync(who, who.Teen());
        await city.Get<MemberArea>().ShareAsync(member, true);
        var before = await city.MemberAsync(who.Teen());
        await Family.RemovePhoneAsync(Actor.For(who), member.Id);
        var after = await city.MemberAsync(who.Teen());
        Assert.Equal((null, null, false), (after.Phone, after.SessionStamp, after.SharesDetails));
        await SignIn.AskAsync("+" + before.Phone, Browser, default);
        Assert.Empty(city.Sms.To(before.Phone!));
        await city.Get<MemberArea>().PartsAsync(member).IsRefusedAsync("signed-out");
    }

    [Fact]
    public async Task Another_number_signs_the_old_phone_out()
    {
        var who = await city.HouseholdAsync();
        await city.OwnPhoneAsync(who, who.Teen());
        var stamp = (await city.MemberAsync(who.Teen())).SessionStamp;
        await city.OwnPhoneAsync(who, who.Teen());
        Assert.NotEqual(stamp, (await city.MemberAsync(who.Teen())).SessionStamp);
    }

    [Fact]
    public async Task Only_the_own_scientist_enters_and_removes_numbers()
    {
        var (who, other) = (await city.HouseholdAsync(), await city.HouseholdAsync());
        var member = await city.OwnPhoneAsync(who, who.Teen());
        await Family.SetPhoneAsync(Actor.For(other), who.Spouse().Id, Relatives.NewNumber()).IsRefusedAsync("not-family");
        await Family.RemovePhoneAsync(Actor.For(other), member.Id).IsRefusedAsync("not-family");
        await Family.SetPhoneAsync(member, who.Spouse().Id, Relatives.NewNumber()).IsRefusedAsync("not-yours");
        await Family.MineAsync(await city.People.StaffAsync(StaffRole.Steward)).IsRefusedAsync("not-yours");
    }
}
