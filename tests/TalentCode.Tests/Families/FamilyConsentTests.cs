using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Consents;
using TalentCode.Core.Families;
using TalentCode.Core.Filing;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Families;

/// <summary>Whose part it is decides, where consent is the ground; nobody answers in a grown-up's place, and a no is remembered.</summary>
[Trait("Category", "Core")]
public sealed class FamilyConsentTests() : InOwnCity("2026-09-18")
{
    private FamilyConsents Consents => City.Get<FamilyConsents>();
    private MemberConsentService Own => City.Get<MemberConsentService>();

    private Task<Guid> SubmitAsync(Talent who, Guid draft) => City.Get<SubmitService>().SubmitAsync(Actor.For(who), draft);

    private async Task<IReadOnlyList<MemberConsent>> MembersAsync(Talent who, Guid draft) => (await City.Get<FilingService>().ViewAsync(Actor.For(who), draft)).Members;

    private async Task<ConsentStanding> StandingAsync(Talent who, Guid draft, FamilyMember member) => (await MembersAsync(who, draft)).Single(m => m.Member.Id == member.Id).Standing;

    /// <summary>A draft about the whole family that rests on consent; the scientist's own is given, and for those who do not sign in.</summary>
    private async Task<Guid> DraftAsync(Talent who)
    {
        // A change of doctor stays with an officer: the case is open while consent is taken back.
        var draft = await City.DraftAsync(who, "P22", ("kind", "change"));
        await City.Get<ConsentService>().GiveAsync(Actor.For(who), "P22");
        await City.ConfirmFamilyAsync(who, draft);
        return draft;
    }

    [Fact]
    public async Task A_member_with_own_say_is_asked_once_and_the_draft_waits_until_they_agree()
    {
        var who = await City.HouseholdAsync();
        var teen = await City.OwnPhoneAsync(who, who.Teen());
        var draft = await DraftAsync(who);
        await SubmitAsync(who, draft).IsRefusedAsync("member-to-agree");
        for (var i = 0; i < 2; i++) Assert.True(await Consents.AskAsync(Actor.For(who), draft));
        await SubmitAsync(who, draft).IsRefusedAsync("member-to-agree");
        Assert.Equal((CaseState.Draft, 0), ((await City.CaseAsync(draft)).State, (await City.CaseAsync(draft)).Children.Count));
        var question = Assert.Single(await Own.QuestionsAsync(teen));
        Assert.Equal(City.EndOf("2026-09-25"), question.Request.Until);
        Assert.Equal(["member-welcome", "member-asked"], await City.ToldAsync(teen));

        for (var i = 0; i < 2; i++) await Own.AnswerAsync(teen, question.Request.Id, true);
        Assert.Empty(await Own.QuestionsAsync(teen));
        Assert.False(await Consents.AskAsync(Actor.For(who), draft));
        Assert.Equal(1, await City.OwedAsync("member-agreed"));
        await SubmitAsync(who, draft);
        var consent = await City.ReadAsync(db => db.Consents.SingleAsync(c => c.FamilyMemberId == teen.Id));
        Assert.Equal((true, ConsentCapacity.Self, teen.Id), (consent.Given, consent.Capacity, consent.ById));
        Assert.Equal("member-filed", (await City.ToldAsync(teen))[^1]);
    }

    [Fact]
    public async Task Nobody_confirms_in_the_place_of_a_member_with_own_say()
    {
        var who = await City.HouseholdAsync();
        var teen = await City.OwnPhoneAsync(who, who.Teen());
        var draft = await DraftAsync(who);
        await Consents.ConfirmForAsync(Actor.For(who), draft, [teen.Id]);
        Assert.False(await City.ReadAsync(db => db.Consents.AnyAsync(c => c.FamilyMemberId == teen.Id)));
        await Consents.AskAsync(Actor.For(who), draft);
        var question = (await Own.QuestionsAsync(teen)).Single();
        await Own.AnswerAsync(Actor.For(who), question.Request.Id, true).IsRefusedAsync("not-a-member");
        var spouse = await City.OwnPhoneAsync(who, who.Spouse());
        await Own.AnswerAsync(spouse, question.Request.Id, true).IsRefusedAsync("no-such-question");
        // Nor by taking the number away, or by exchanging it, while the question is open.
        await City.Get<FamilyService>().RemovePhoneAsync(Actor.For(who), teen.Id).IsRefusedAsync("member-asked");
        await City.Get<FamilyService>().SetPhoneAsync(Actor.For(who), teen.Id, Relatives.NewNumber()).IsRefusedAsync("member-asked");
    }

    [Fact]
    public async Task A_no_is_remembered_not_asked_about_again_and_outlives_the_number()
    {
        var who = await City.HouseholdAsync();
        var teen = await City.OwnPhoneAsync(who, who.Teen());
        var draft = await DraftAsync(who);
        await Consents.AskAsync(Actor.For(who), draft);
        await Own.AnswerAsync(teen, (await Own.QuestionsAsync(teen)).Single().Request.Id, false);
        Assert.False(await Consents.AskAsync(Actor.For(who), draft));
        Assert.Empty(await Own.QuestionsAsync(teen));
        await SubmitAsync(who, draft).IsRefusedAsync("member-declined");
        await City.Get<FamilyService>().RemovePhoneAsync(Actor.For(who), teen.Id);
        await City.ConfirmFamilyAsync(who, draft);
        await SubmitAsync(who, draft).IsRefusedAsync("member-declined");

        // For everybody else it is filed at once.
        await City.Get<FilingService>().SaveAsync(Actor.For(who), draft, new Dictionary<string, string> { [FormPeople.Members] = $"{who.Spouse().Id},{who.Little().Id}" });
        await SubmitAsync(who, draft);
        Assert.DoesNotContain((await City.CaseAsync(draft)).Children, c => c.FamilyMemberId == teen.Id);
    }

    [Fact]
    public async Task Who_said_no_may_change_their_mind_without_being_asked()
    {
        var who = await City.HouseholdAsync();
        var teen = await City.OwnPhoneAsync(who, who.Teen());
        var draft = await DraftAsync(who);
        await Consents.AskAsync(Actor.For(who), draft);
        await Own.AnswerAsync(teen, (await Own.QuestionsAsync(teen)).Single().Request.Id, false);
        City.Pass(TimeSpan.FromMinutes(5));
        for (var i = 0; i < 2; i++) await Own.GiveAsync(teen, "P22");
        Assert.Equal(ConsentStanding.Given, await StandingAsync(who, draft, who.Teen()));
        Assert.Equal(2, (await Own.MineAsync(teen)).Count);
        await Own.GiveAsync(teen, "P01").IsRefusedAsync("no-consent-needed");
    }

    [Fact]
    public async Task Without_an_answer_the_member_is_reminded_the_question_lapses_and_may_be_put_again()
    {
        var who = await City.HouseholdAsync();
        var teen = await City.OwnPhoneAsync(who, who.Teen());
        var draft = await DraftAsync(who);
        await Consents.AskAsync(Actor.For(who), draft);
        var sweep = City.Get<MemberRequestSweep>();
        Assert.Equal(0, await sweep.RunAsync(default));
        City.MoveTo("2026-09-23");
        Assert.Equal((1, 0), (await sweep.RunAsync(default), await sweep.RunAsync(default)));
        City.MoveTo("2026-09-26");
        var late = (await City.ReadAsync(db => db.MemberRequests.SingleAsync())).Id;
        await Own.AnswerAsync(teen, late, true).IsRefusedAsync("question-over");
        Assert.Equal((1, 0), (await sweep.RunAsync(default), await sweep.RunAsync(default)));
        Assert.Equal((1, 1), (await City.OwedAsync("member-asked-again"), await City.OwedAsync("member-lapsed")));
        Assert.Equal(ConsentStanding.Lapsed, await StandingAsync(who, draft, who.Teen()));
        Assert.True(await Consents.AskAsync(Actor.For(who), draft));
        Assert.Single(await Own.QuestionsAsync(teen));
    }

    [Fact]
    public async Task A_question_of_a_draft_that_is_gone_needs_no_answer()
    {
        var who = await City.HouseholdAsync();
        var teen = await City.OwnPhoneAsync(who, who.Teen());
        var draft = await DraftAsync(who);
        await Consents.AskAsync(Actor.For(who), draft);
        var question = (await Own.QuestionsAsync(teen)).Single().Request.Id;
        await City.ActAsync(Actor.For(who), draft, CaseAction.Discard);
        Assert.Empty(await Own.QuestionsAsync(teen));
        await Own.AnswerAsync(teen, question, true).IsRefusedAsync("question-over");
        // A new draft puts a new one.
        Assert.True(await Consents.AskAsync(Actor.For(who), await City.DraftAsync(who, "P22")));
        Assert.NotEqual(question, (await Own.QuestionsAsync(teen)).Single().Request.Id);
    }

    [Fact]
    public async Task For_members_who_do_not_sign_in_the_scientist_confirms_as_guardian_or_for_the_family_and_that_is_recorded()
    {
        var who = await City.HouseholdAsync();
        var draft = await City.DraftAsync(who, "P22");
        await City.Get<ConsentService>().GiveAsync(Actor.For(who), "P22");
        Assert.All(await MembersAsync(who, draft), m => Assert.Equal(ConsentStanding.ToConfirm, m.Standing));
        await SubmitAsync(who, draft).IsRefusedAsync("family-consent-missing");
        await Consents.ConfirmForAsync(Actor.For(who), draft, [who.Little().Id]);
        await SubmitAsync(who, draft).IsRefusedAsync("family-consent-missing");
        for (var i = 0; i < 2; i++) await City.ConfirmFamilyAsync(who, draft);
        await SubmitAsync(who, draft);
        var given = await City.ReadAsync(db => db.Consents.Where(c => c.FamilyMemberId != null).ToListAsync());
        Assert.Equal(3, given.Count);
        Assert.All(given, c => Assert.Equal((who.Id, c.FamilyMemberId == who.Spouse().Id ? ConsentCapacity.Family : ConsentCapacity.Guardian), (c.ById!.Value, c.Capacity!.Value)));
        Assert.Equal(4, (await City.Get<ConsentService>().MineAsync(Actor.For(who))).Count);
    }

    [Fact]
    public async Task What_was_confirmed_for_somebody_ends_with_own_sign_in_and_the_member_takes_it_back_themselves()
    {
        var who = await City.HouseholdAsync();
        var draft = await DraftAsync(who);
        var teen = await City.OwnPhoneAsync(who, who.Teen());
        Assert.Equal(ConsentStanding.ToAsk, await StandingAsync(who, draft, who.Teen()));
        var line = Assert.Single(await Own.MineAsync(teen));
        Assert.True(line.ByOther);
        await Own.WithdrawAsync(teen, line.Consent.Id);
        Assert.Equal(ConsentStanding.Declined, await StandingAsync(who, draft, who.Teen()));
    }

    [Fact]
    public async Task Taken_back_by_the_member_the_open_case_is_told_and_the_scientist_can_neither_see_nor_undo_it()
    {
        var who = await City.HouseholdAsync();
        var teen = await City.OwnPhoneAsync(who, who.Teen());
        var draft = await DraftAsync(who);
        await Consents.AskAsync(Actor.For(who), draft);
        await Own.AnswerAsync(teen, (await Own.QuestionsAsync(teen)).Single().Request.Id, true);
        await SubmitAsync(who, draft);
        var consent = (await Own.MineAsync(teen)).Single().Consent.Id;
        await City.Get<ConsentService>().WithdrawAsync(Actor.For(who), consent).IsRefusedAsync("no-such-consent");
        Assert.DoesNotContain(await City.Get<ConsentService>().MineAsync(Actor.For(who)), l => l.Consent.Id == consent);
        var spouse = await City.OwnPhoneAsync(who, who.Spouse());
        await Own.WithdrawAsync(spouse, consent).IsRefusedAsync("no-such-consent");
        for (var i = 0; i < 2; i++) await Own.WithdrawAsync(teen, consent);
        Assert.Equal(1, await City.ReadAsync(db => db.Notes.CountAsync(n => n.CaseId == draft && n.Text.Contains("撤回"))));
    }

    [Fact]
    public async Task A_duty_set_by_law_is_told_to_the_member_and_never_put_as_a_question()
    {
        var who = await City.HouseholdAsync();
        var teen = await City.OwnPhoneAsync(who, who.Teen());
        var family = await City.FileHouseholdAsync(who);
        Assert.Equal(["member-welcome", "member-informed"], await City.ToldAsync(teen));
        Assert.Empty(await Own.QuestionsAsync(teen));
        Assert.Empty(await City.ReadAsync(db => db.Consents.ToListAsync()));
        var text = await City.ReadAsync(db => db.Outbox.Where(m => m.Template == "member-informed" && m.Channel == "in-app").SingleAsync());
        Assert.Contains((await City.CaseAsync(family)).Children.Single(c => c.FamilyMemberId == teen.Id).Id.ToString(), text.Link, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_about_one_member_asks_that_member()
    {
        var who = await City.HouseholdAsync();
        var spouse = await City.OwnPhoneAsync(who, who.Spouse());
        var draft = await City.DraftAsync(who, "P19");
        var member = Assert.Single(await MembersAsync(who, draft));
        Assert.Equal((spouse.Id, ConsentCapacity.Self, ConsentStanding.ToAsk), (member.Member.Id, member.Capacity, member.Standing));
        Assert.True(await Consents.AskAsync(Actor.For(who), draft));
        await Consents.AskAsync(Actor.For(await City.People.TalentAsync()), draft).IsRefusedAsync("no-such-draft");
        await Consents.AskAsync(spouse, draft).IsRefusedAsync("not-yours");
    }
}
