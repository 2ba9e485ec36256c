using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Baskets;
using TalentCode.Core.Cases;
using TalentCode.Core.Codes;
using TalentCode.Core.Consents;
using TalentCode.Core.Documents;
using TalentCode.Core.Families;
using TalentCode.Core.Filing;
using TalentCode.Core.Minors;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Resources;
using TalentCode.Core.Scans;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Families;

/// <summary>A member sees the parts about them and nothing else; the scientist sees of a grown-up's part where it stands, and more only if it is shared.</summary>
[Trait("Category", "Core")]
public sealed class MemberAreaTests(City city) : IClassFixture<City>
{
    private MemberArea Area => city.Get<MemberArea>();
    private Vault Vault => city.Get<Vault>();

    private async Task<(Talent Who, Actor Teen, ServiceCase Family)> FiledAsync()
    {
        var who = await city.HouseholdAsync();
        var teen = await city.OwnPhoneAsync(who, who.Teen());
        return (who, teen, await city.CaseAsync(await city.FileHouseholdAsync(who)));
    }

    private static ServiceCase PartOf(ServiceCase family, FamilyMember? member) => family.Children.Single(c => c.FamilyMemberId == member?.Id);

    [Fact]
    public async Task A_member_sees_the_own_part_and_no_other()
    {
        var (who, teen, family) = await FiledAsync();
        var mine = PartOf(family, who.Teen());
        var part = Assert.Single(await Area.PartsAsync(teen));
        Assert.Equal((mine.Id, mine.Number, CaseState.Received), (part.Id, part.Number, part.State));
        Assert.Equal(mine.AcceptanceDueAt, part.Due);
        Assert.Equal(mine.Id, (await Area.PartAsync(teen, mine.Id)).Part.Id);
        foreach (var other in new[] { family.Id, PartOf(family, null).Id, PartOf(family, who.Spouse()).Id, PartOf(family, who.Little()).Id })
            await Area.PartAsync(teen, other).IsRefusedAsync("no-such-part");
        var spouse = await city.OwnPhoneAsync(who, who.Spouse());
        await Area.PartAsync(spouse, mine.Id).IsRefusedAsync("no-such-part");
        await Area.PartsAsync(Actor.For(who)).IsRefusedAsync("not-a-member");
    }

    [Fact]
    public async Task A_draft_about_somebody_is_not_theirs_to_see_yet()
    {
        var who = await city.HouseholdAsync();
        var teen = await city.OwnPhoneAsync(who, who.Teen());
        await city.DraftAsync(who, "P01");
        Assert.Empty(await Area.PartsAsync(teen));
    }

    [Fact]
    public async Task The_steps_of_the_part_are_told_to_the_member_and_remarks_stay_with_the_applicant()
    {
        var (who, teen, family) = await FiledAsync();
        var office = await city.OfficeAsync(family.Id);
        await city.ActAsync(office, family.Id, CaseAction.Accept);
        Assert.Equal(["member-welcome", "member-informed", "member-part-moved"], await city.ToldAsync(teen));
        var inbox = await city.ReadAsync(db => db.Outbox.Where(m => m.RecipientId == teen.Id && m.Template == "member-part-moved" && m.Channel == "in-app").SingleAsync());
        Assert.Equal((RecipientKind.Member, $"/member/cases/{PartOf(family, who.Teen()).Id}"), (inbox.RecipientKind, inbox.Link));
        Assert.Equal([CaseAction.Receive, CaseAction.Accept], (await Area.PartAsync(teen, PartOf(family, who.Teen()).Id)).Steps.Select(s => s.Action));
        await city.Get<OutboxSender>().SweepAsync(default);
        Assert.Equal(3, (await city.Get<InboxService>().ListAsync(teen)).Count);
        Assert.DoesNotContain(await city.Get<InboxService>().ListAsync(Actor.For(who)), m => m.Template.StartsWith("member-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Papers_of_the_own_part_open_and_those_of_others_do_not()
    {
        var who = await city.HouseholdAsync();
        var teen = await city.OwnPhoneAsync(who, who.Teen());
        var documents = city.Get<DocumentService>();
        var mine = await documents.AddAsync(Actor.For(who), "birth-certificate", who.Teen().Id, TestFiles.Jpeg(30));
        var other = await documents.AddAsync(Actor.For(who), "birth-certificate", who.Little().Id, TestFiles.Jpeg(60));
        var unused = await documents.AddAsync(Actor.For(who), "bank-statement", who.Teen().Id, TestFiles.Jpeg(90));
        var family = await city.CaseAsync(await city.FileHouseholdAsync(who));
        await city.WriteAsync(db => db.DocumentUses.AddRangeAsync(new[] { mine, other }.Where(d => !db.DocumentUses.Any(u => u.DocumentId == d && u.CaseId == family.Id)).Select(d => new DocumentUse { DocumentId = d, CaseId = family.Id, At = city.Clock.UtcNow })));
        var part = PartOf(family, who.Teen()).Id;
        Assert.Contains((await Area.PartAsync(teen, part)).Papers, p => p.Document.Id == mine && p.Pages.Count == 1);
        Assert.Equal("image/jpeg", (await Area.PageAsync(teen, part, mine, 1)).Page.MediaType);
        foreach (var closed in new[] { other, unused }) await Area.PageAsync(teen, part, closed, 1).IsRefusedAsync("no-such-part");
        await Area.PageAsync(teen, family.Id, mine, 1).IsRefusedAsync("no-such-part");
    }

    [Fact]
    public async Task Everything_of_the_scientist_is_refused_to_a_member()
    {
        var (who, teen, family) = await FiledAsync();
        var part = PartOf(family, who.Teen()).Id;
        var refused = new Func<Task>[]
        {
            () => city.Get<CaseQueries>().ViewAsync(teen, family.Id), () => city.Get<CaseQueries>().ViewAsync(teen, part),
            () => city.Get<CaseService>().ActAsync(teen, part, CaseAction.Withdraw, null), () => city.Get<FilingService>().StartAsync(teen, "P01"),
            () => city.Get<ConsentService>().GiveAsync(teen, "P22"), () => city.Get<ConsentService>().MineAsync(teen), () => Vault.OfHolderAsync(teen),
            () => city.Get<DocumentService>().AddAsync(teen, "resident-id", null, TestFiles.Jpeg()), () => city.Get<BasketService>().AddAsync(teen, "arriving", ["P22"]),
            () => city.Get<BookingService>().BookAsync(teen, new(Guid.NewGuid(), null, 0, null, true, Guid.NewGuid())), () => city.Get<CodeService>().ShortCodeAsync(teen), () => city.Get<CodeService>().FreezeAsync(teen, who.Id, "试一下"),
            () => city.Get<FamilyService>().MineAsync(teen), () => city.Get<VisitService>().ConfirmAsync(teen, "hall-1-1", ScanPurpose.CheckIn),
            () => city.Get<MinorAccessService>().AskAsync(teen, family.Id, who.Little().Id, "想看弟弟的信息可以吗"),
        };
        foreach (var (call, i) in refused.Select((c, i) => (c, i)))
            Assert.True(await Record.ExceptionAsync(call) is TalentCode.Core.RefusedException, $"call {i} was not refused");
        Assert.Empty(await city.Get<CaseQueries>().MineAsync(teen));
        Assert.Empty(await city.Get<PersonService>().WhoLookedAsync(teen));
    }

    [Fact]
    public async Task The_scientist_sees_a_childs_part_in_full_and_of_a_members_with_own_say_only_where_it_stands()
    {
        var (who, teen, family) = await PermitsAsync();
        var view = await city.Get<CaseQueries>().ViewAsync(Actor.For(who), family.Id);
        Assert.Contains(Key(who.Little()), view.Row.Answers.Keys);
        Assert.DoesNotContain(Key(who.Teen()), view.Row.Answers.Keys);
        Assert.NotEmpty(PartOf(view.Row, who.Little()).Answers);
        Assert.DoesNotContain(view.Row.Children, c => c.Answers.ContainsKey(Key(who.Teen())));
        var part = PartOf(view.Row, who.Teen());
        Assert.Empty(part.Answers);
        Assert.Equal((CaseState.Received, true), (part.State, (part.AcceptanceDueAt ?? part.PromisedDueAt) is not null));

        await Area.ShareAsync(teen, true);
        Assert.Contains(Key(who.Teen()), (await city.Get<CaseQueries>().ViewAsync(Actor.For(who), family.Id)).Row.Answers.Keys);
        // The department sees what it needs, whatever the family shares.
        await Area.ShareAsync(teen, false);
        Assert.Contains(Key(who.Teen()), (await city.Get<CaseQueries>().ViewAsync(await city.OfficeAsync(family.Id), family.Id)).Row.Answers.Keys);
    }

    [Fact]
    public async Task What_was_issued_and_remarked_on_a_members_part_is_covered_and_the_list_of_what_is_missing_is_not()
    {
        var (who, teen, family) = await PermitsAsync();
        var part = PartOf(family, who.Teen()).Id;
        await city.ActAsync(await city.OfficeAsync(family.Id), part, CaseAction.AskCompletion, "照片不合规", detail: Walks.List);
        var view = await city.Get<CaseQueries>().ViewAsync(Actor.For(who), part);
        Assert.Empty(view.Papers);
        Assert.All(view.Row.Events, e => Assert.Null(e.Note));
        Assert.Single(view.Row.CompletionRequests);
        var paper = await city.ReadAsync(db => db.CaseNotices.Where(n => n.CaseId == part).Select(n => n.Id).FirstAsync());
        await city.Get<CaseQueries>().PaperAsync(Actor.For(who), part, paper).IsRefusedAsync("no-such-paper");
        Assert.NotEmpty((await Area.PartAsync(teen, part)).Issued);
        await Area.ShareAsync(teen, true);
        Assert.Equal(paper, (await city.Get<CaseQueries>().PaperAsync(Actor.For(who), part, paper)).Paper.Id);
    }

    [Fact]
    public async Task Why_a_part_alone_was_not_accepted_the_member_reads_and_the_scientist_only_that_it_was_not()
    {
        var (who, teen, family) = await PermitsAsync();
        var (part, office) = (PartOf(family, who.Teen()).Id, await city.OfficeAsync(family.Id));
        await city.ActAsync(office, part, CaseAction.AskCompletion, detail: Walks.List);
        await city.ActAsync(office, family.Id, CaseAction.Accept, "其他人的材料齐全");
        await city.ActAsync(Actor.For(who), part, CaseAction.Complete, "已补照片");
        await city.ActAsync(office, part, CaseAction.RefuseAcceptance, "照片仍不合规");
        var steps = (await Area.PartAsync(teen, part)).Steps;
        Assert.Equal("照片仍不合规", steps[^1].Note);
        Assert.NotEmpty(steps[^1].Reasons!);
        Assert.All(steps.SkipLast(1), s => Assert.Null(s.Note));
        var told = await city.ReadAsync(db => db.Outbox.Where(m => m.Template == "case-not-accepted" && m.RecipientId == who.Id && m.Channel == "in-app").SingleAsync());
        Assert.StartsWith("已告知本人", told.Values["note"].Zh, StringComparison.Ordinal);
        var view = await city.Get<CaseQueries>().ViewAsync(Actor.For(who), part);
        Assert.Equal((CaseState.NotAccepted, true), (view.Row.State, view.Row.Events.TrueForAll(e => e.Note is null && e.Reasons is null)));
    }

    [Fact]
    public async Task A_members_paper_is_on_file_for_the_scientist_but_opens_only_when_shared()
    {
        var who = await city.HouseholdAsync();
        var teen = await city.OwnPhoneAsync(who, who.Teen());
        var holder = Actor.For(who);
        var hidden = await city.Get<DocumentService>().AddAsync(holder, "resident-id", who.Teen().Id, TestFiles.Jpeg(31));
        var open = await city.Get<DocumentService>().AddAsync(holder, "birth-certificate", who.Little().Id, TestFiles.Jpeg(61));
        await city.Get<DocumentService>().NameAsync(holder, hidden, "林知夏的身份证");
        var paper = (await Vault.OfHolderAsync(holder)).Single(p => p.Document.Id == hidden);
        Assert.Equal((true, 0, null), (paper.Hidden, paper.Types.Count, paper.Document.Title));
        await Vault.OwnPageAsync(holder, hidden, 1).IsRefusedAsync("not-shared");
        Assert.NotNull((await Vault.OwnPageAsync(holder, open, 1)).Page);
        await Area.ShareAsync(teen, true);
        Assert.NotNull((await Vault.OwnPageAsync(holder, hidden, 1)).Page);
        Assert.Equal("林知夏的身份证", (await Vault.OfHolderAsync(holder)).Single(p => p.Document.Id == hidden).Document.Title);
    }

    private static string Key(FamilyMember member) => FormField.KeyFor("action", member.Id);

    /// <summary>An application that asks a question about each person, filed for the family.</summary>
    private async Task<(Talent Who, Actor Teen, ServiceCase Family)> PermitsAsync()
    {
        var who = await city.HouseholdAsync();
        var teen = await city.OwnPhoneAsync(who, who.Teen());
        var draft = await city.DraftAsync(who, "P13");
        for (var round = 0; round < 2; round++)
        {
            var check = (await city.Get<FilingService>().ViewAsync(Actor.For(who), draft)).Check;
            await city.Get<FilingService>().SaveAsync(Actor.For(who), draft, check.Answers.ToDictionary(a => a.Field.Key, a => a.Field.Choices.Count > 0 ? a.Field.Choices[0].Value : "金凤路 8 号"));
            foreach (var paper in check.Papers) await city.People.PaperAsync(who, paper.Material.Code, paper.FamilyMemberId);
        }
        return (who, teen, await city.CaseAsync(await city.SubmitAsync(who, draft)));
    }
}
