using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Documents;
using TalentCode.Core.Families;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Tests.Families;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Stewardship;

/// <summary>Under a mandate to follow, a steward supplies what is missing and receives the papers, in the person's name and before their eyes. Received on Monday 2 November 2026.</summary>
[Trait("Category", "Core")]
public sealed class MandateActTests() : InOwnCity("2026-11-02")
{
    private const string Later = "work-experience-proof";
    private static readonly CompletionList Missing = new([new("护照", "缺签证页", "上传全部页面"), new("情况说明", "去年有半年空白", "写一页说明")]);

    private MandateActs Acts => City.Get<MandateActs>();

    [Fact]
    public async Task The_list_is_answered_with_the_papers_that_came_in_both_names_and_the_person_is_told_at_once()
    {
        var (steward, who, id) = await AskedAsync();
        await GiveAsync(who);
        var asked = Assert.Single((await LookAsync(steward, id)).Asked);
        Assert.Equal((id, City.EndOf("2026-11-16"), "护照 情况说明"), (asked.CaseId, asked.Until, string.Join(' ', asked.Papers.Select(p => p.Name.Zh))));
        Assert.All(asked.Papers, p => Assert.Null(p.Trust));
        City.MoveTo("2026-11-04");
        await Acts.AddPaperAsync(steward, id, "point-1", TestFiles.Jpeg(70));
        Assert.Equal([null, TrustLevel.C], (await LookAsync(steward, id)).Asked[0].Papers.Select(p => p.Trust));
        await Acts.CompleteAsync(steward, id, " 护照换发中 ");

        var row = await City.WholeAsync(id);
        var step = row.Events[^1];
        Assert.Equal((CaseAction.Complete, ActorKind.Staff, steward.Id, $"{steward.Name.Zh}(受本人委托)", true), (step.Action, step.ActorKind, step.ActorId, step.ActorZh, step.ByMandate));
        Assert.Equal((CaseState.Received, City.EndOf("2026-11-11"), "已上传:情况说明。护照换发中"), (row.State, row.AcceptanceDueAt, row.CompletionRequests[0].Answer));
        Assert.NotEqual((Guid?)steward.Id, row.HandlerId);
        Assert.Equal($"{steward.Name.En} (on behalf of the applicant)", step.ActorEn);
        // One message instead of the applicant's own, with the date and who it was.
        Assert.Equal(["case-received", "case-completion-asked", "case-completed-for-you"], await City.OwedAboutAsync(id));
        var told = await City.ReadAsync(db => db.Outbox.SingleAsync(m => m.Template == "case-completed-for-you"));
        Assert.Equal((who.Id, steward.Name.Zh, "已上传:情况说明。护照换发中", $"/cases/{id}"), (told.RecipientId, told.Values["steward"].Zh, told.Values["note"].Zh, told.Link));
        Assert.Equal(2, (await LooksAsync(who)).Count(l => l.StaffId == steward.Id && l.WhatZh.StartsWith("受你委托", StringComparison.Ordinal)));
        var paper = await City.ReadAsync(db => db.Documents.SingleAsync(d => d.TalentId == who.Id));
        Assert.Equal((CompletionPapers.Other, "情况说明", TrustLevel.C), (paper.Code, paper.Title, paper.Trust));
        await Acts.CompleteAsync(steward, id, "再来").IsRefusedAsync("step-not-possible");
    }

    [Fact]
    public async Task What_an_answer_needs_is_what_the_person_would_need()
    {
        var (steward, who, id) = await AskedAsync();
        await GiveAsync(who);
        await Acts.CompleteAsync(steward, id, " ").IsRefusedAsync("completion-nothing");
        await Acts.AddPaperAsync(steward, id, "point-2", TestFiles.Jpeg()).IsRefusedAsync("paper-not-asked");
        await Acts.AddPaperAsync(steward, id, "point-0", [1, 2, 3]).IsRefusedAsync("file-type");
        // A paper that was on file before answers nothing; the same upload again changes nothing.
        await City.Get<DocumentService>().AddAsync(Actor.For(who), "no-criminal-record", null, TestFiles.Jpeg(10));
        await Acts.AddPaperAsync(steward, id, "point-0", TestFiles.Jpeg(11));
        await Acts.AddPaperAsync(steward, id, "point-0", TestFiles.Jpeg(11));
        await Acts.AddPaperAsync(steward, id, "point-1", TestFiles.Jpeg(11));
        Assert.Equal(["no-criminal-record", "passport", CompletionPapers.Other], (await PapersAsync(who)).Select(d => d.Code).Order(StringComparer.Ordinal));
        Assert.Equal(2, (await LooksAsync(who)).Count);
        Assert.Equal(0, await City.OwedAsync("case-paper-for-you"));
    }

    [Fact]
    public async Task The_same_file_as_before_the_list_is_not_taken_for_an_answer()
    {
        var steward = await City.StewardAsync();
        var who = await City.OfAsync(steward);
        await City.Get<DocumentService>().AddAsync(Actor.For(who), "passport", null, TestFiles.Jpeg(20));
        City.Pass(TimeSpan.FromHours(1));
        var id = await AskAsync(await City.ReceiveAsync("P08", who));
        await GiveAsync(who);
        await Acts.AddPaperAsync(steward, id, "point-0", TestFiles.Jpeg(20)).IsRefusedAsync("paper-same");
        Assert.Empty(await LooksAsync(who));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("expired")]
    [InlineData("taken back")]
    [InlineData("for another service")]
    [InlineData("for the steward alone")]
    [InlineData("of a former steward")]
    public async Task Without_a_mandate_that_covers_it_nothing_is_done_and_the_page_says_why(string mandate)
    {
        var (steward, who, id) = await AskedAsync();
        var actor = steward;
        switch (mandate)
        {
            case "expired": await GiveAsync(who, until: "2026-11-02"); City.MoveTo("2026-11-03"); break;
            case "taken back": await City.Get<Mandates>().WithdrawAsync(Actor.For(who), await GiveAsync(who)); break;
            case "for another service": await GiveAsync(who, "P12"); break;
            case "for the steward alone": await GiveAsync(who, standIn: false); actor = await City.StewardAsync(); await City.StandInAsync(steward, actor, "2026-11-02", "2026-11-02"); break;
            case "of a former steward": await GiveAsync(who); actor = await City.StewardAsync(); await City.Get<CareService>().HandOverAsync(await City.People.StaffAsync(StaffRole.Coordinator), steward.Id, actor.Id, null, "调岗"); break;
        }
        var before = await TraceAsync(who, id);
        var why = (await Acts.CompleteAsync(actor, id, "已补").IsRefusedAsync("no-mandate")).Sentence;
        await Acts.AddPaperAsync(actor, id, "point-0", TestFiles.Jpeg()).IsRefusedAsync("no-mandate");
        await Acts.PaperAsync(actor, id, await City.ReadAsync(db => db.CaseNotices.Where(n => n.CaseId == id).OrderBy(n => n.Id).Select(n => n.Id).FirstAsync())).IsRefusedAsync("no-mandate");
        Assert.Equal(before, await TraceAsync(who, id));
        Assert.Contains("我的委托", why.Zh, StringComparison.Ordinal);
        var page = await LookAsync(actor, id);
        Assert.Equal((null, why, 0, null), (page.Mandate, page.Why, page.Asked.Count, page.Owed));
    }

    [Fact]
    public async Task Whoever_does_not_look_after_the_person_does_nothing_whatever_the_mandate()
    {
        var (_, who, id) = await AskedAsync();
        await GiveAsync(who);
        var before = await TraceAsync(who, id);
        foreach (var actor in new[] { await City.StewardAsync(), await City.People.StaffAsync(StaffRole.Hall), await City.OfficeAsync(id), Actor.For(who) })
        {
            await Acts.CompleteAsync(actor, id, "已补").IsRefusedAsync("not-in-care");
            await Acts.AddPaperAsync(actor, id, "point-0", TestFiles.Jpeg()).IsRefusedAsync("not-in-care");
        }
        Assert.Equal(before, await TraceAsync(who, id));
    }

    [Fact]
    public async Task To_promise_and_to_withdraw_stays_with_the_person()
    {
        var (steward, who, id) = await AskedAsync();
        await GiveAsync(who, scope: MandateScope.FileAndFollow);
        await City.ActAsync(steward, id, CaseAction.Complete, "绕过委托").IsRefusedAsync("step-not-yours");
        await City.ActAsync(steward, id, CaseAction.Withdraw).IsRefusedAsync("step-not-yours");
        Assert.Equal([CaseAction.Submit, CaseAction.Complete], CaseWorkflow.UnderMandate);
    }

    [Fact]
    public async Task Step_note_and_message_stand_or_fall_together()
    {
        var (steward, who, id) = await AskedAsync();
        await GiveAsync(who);
        // The message is there already, so owing it fails, and with it everything else.
        await City.WriteAsync(db =>
        {
            db.Owe("case-completed-for-you", $"{id:N}:3", Recipient.Talent(who.Id), City.Clock.UtcNow, []);
            return Task.CompletedTask;
        });
        var before = await TraceAsync(who, id);
        await Acts.CompleteAsync(steward, id, "已补").IsRefusedAsync("busy");
        Assert.Equal(before, await TraceAsync(who, id));
        Assert.Null((await City.WholeAsync(id)).CompletionRequests[0].AnsweredAt);
    }

    [Fact]
    public async Task A_paper_promised_for_later_is_supplied_and_told_at_once()
    {
        var steward = await City.StewardAsync();
        var who = await City.OfAsync(steward);
        var id = await City.ReceiveAsync("P08", who);
        var office = await City.OfficeAsync(id);
        await City.ActAsync(office, id, CaseAction.OfferDeferral, detail: new DeferralOffer([Later], City.Day("2026-11-20")));
        await GiveAsync(who);
        await Acts.AddPaperAsync(steward, id, Later, TestFiles.Jpeg()).IsRefusedAsync("paper-not-asked");
        await City.ActAsync(Actor.For(who), id, CaseAction.PromiseDeferred);
        var owed = (await LookAsync(steward, id)).Owed!;
        Assert.Equal((City.EndOf("2026-11-20"), Later, null), (owed.Until, owed.Papers[0].Key, owed.Papers[0].Trust));
        for (var i = 0; i < 2; i++) await Acts.AddPaperAsync(steward, id, Later, TestFiles.Jpeg());
        Assert.Equal(TrustLevel.C, (await LookAsync(steward, id)).Owed!.Papers[0].Trust);
        var told = await City.ReadAsync(db => db.Outbox.SingleAsync(m => m.Template == "case-paper-for-you" && m.Channel == "in-app"));
        Assert.Equal((who.Id, steward.Name.Zh, "工作经历证明"), (told.RecipientId, told.Values["steward"].Zh, told.Values["deferred"].Zh));
        Assert.Single(await LooksAsync(who));
        // The officer reads that it came.
        Assert.Single((await City.Get<CaseSheets>().LoadAsync(office, id)).Supplied);
        await City.ActAsync(office, id, CaseAction.CloseGaps);
        await Acts.AddPaperAsync(steward, id, Later, TestFiles.Jpeg(9)).IsRefusedAsync("paper-not-asked");
    }

    [Fact]
    public async Task A_paper_that_was_issued_is_received_for_the_person_and_every_day_of_it_is_noted()
    {
        var (steward, who, id) = await AskedAsync();
        await GiveAsync(who);
        var paper = await City.ReadAsync(db => db.CaseNotices.SingleAsync(n => n.CaseId == id && n.Kind == NoticeKind.Completion));
        await City.Get<CaseQueries>().PaperAsync(steward, id, paper.Id).IsRefusedAsync("no-such-paper");
        for (var i = 0; i < 2; i++) Assert.Equal((paper.Id, "林知远"), (await Acts.PaperAsync(steward, id, paper.Id)) is var view ? (view.Paper.Id, view.Addressee.Zh) : default);
        Assert.Contains(paper.Number, Assert.Single(await LooksAsync(who)).WhatZh, StringComparison.Ordinal);
        City.MoveTo("2026-11-05");
        await Acts.PaperAsync(steward, id, paper.Id);
        Assert.Equal(2, (await LooksAsync(who)).Count);
        await Acts.PaperAsync(steward, id, Guid.NewGuid()).IsRefusedAsync("no-such-paper");
    }

    [Fact]
    public async Task Of_a_members_part_the_steward_reads_no_more_than_the_person_and_the_member_not_the_stewards_words()
    {
        var steward = await City.StewardAsync();
        var who = await City.HouseholdAsync();
        await City.WriteAsync(async db => (await db.Talents.SingleAsync(t => t.Id == who.Id)).StewardId = steward.Id);
        var teen = await City.OwnPhoneAsync(who, who.Teen());
        var family = await City.CaseAsync(await City.FileHouseholdAsync(who));
        var part = family.Children.Single(c => c.FamilyMemberId == teen.Id).Id;
        await City.ActAsync(await City.OfficeAsync(family.Id), part, CaseAction.AskCompletion, "照片不合规", detail: Walks.List);
        await GiveAsync(who, "P01");
        var paper = await City.ReadAsync(db => db.CaseNotices.Where(n => n.CaseId == part).OrderBy(n => n.Id).Select(n => n.Id).FirstAsync());
        await Acts.PaperAsync(steward, part, paper).IsRefusedAsync("no-such-paper");
        var asked = Assert.Single((await LookAsync(steward, family.Id)).Asked);
        Assert.Equal((part, true), (asked.CaseId, asked.Who is not null));
        await Acts.AddPaperAsync(steward, part, "point-0", TestFiles.Jpeg());
        await Acts.CompleteAsync(steward, part, "只写给部门的话");
        var row = await City.CaseAsync(part);
        Assert.Equal((CaseState.Received, true), (row.State, row.Events[^1].ByMandate));
        Assert.All((await City.Get<MemberArea>().PartAsync(teen, part)).Steps.Where(s => s.Action == CaseAction.Complete), s => Assert.Null(s.Note));
        Assert.StartsWith("已告知本人", (await City.ReadAsync(db => db.Outbox.SingleAsync(m => m.Template == "case-completed-for-you"))).Values["note"].Zh, StringComparison.Ordinal);
        Assert.Equal(teen.Id, Assert.Single(await PapersAsync(who), d => d.AddedAt == City.Clock.UtcNow && d.Code == CompletionPapers.Other).FamilyMemberId);
    }

    [Fact]
    public async Task The_department_of_a_case_reads_the_mandate_it_was_followed_under_and_nobody_else_does()
    {
        var papers = City.Get<MandatePapers>();
        var (steward, who, id) = await AskedAsync();
        var mandate = await GiveAsync(who);
        var office = await City.OfficeAsync(id);
        await papers.OfCaseAsync(office, id, mandate).IsRefusedAsync("no-such-mandate");
        Assert.Empty((await City.Get<CaseSheets>().LoadAsync(office, id)).Mandates);
        City.Pass(TimeSpan.FromMinutes(5));
        await Acts.CompleteAsync(steward, id, "已补");
        City.Pass(TimeSpan.FromMinutes(5));
        var later = await GiveAsync(who, until: "2026-12-01");

        var sheet = await papers.OfCaseAsync(office, id, mandate);
        Assert.Equal(("林*远", steward.Name, false), (sheet.Giver.Zh, sheet.Steward, sheet.InForce));
        Assert.Matches("^WT-20261102-[0-9A-F]{8}$", sheet.Number);
        Assert.Equal([mandate], (await City.Get<CaseSheets>().LoadAsync(office, id)).Mandates.Select(m => m.Id));
        await papers.OfCaseAsync(office, id, later).IsRefusedAsync("no-such-mandate");
        await papers.OfCaseAsync(await City.People.StaffAsync(StaffRole.Officer, "education"), id, mandate).IsRefusedAsync("no-such-mandate");
        await papers.OfCaseAsync(steward, id, mandate).IsRefusedAsync("no-such-mandate");
        Assert.Equal(("林知远", sheet.Number), (await papers.OwnAsync(Actor.For(who), mandate)) is var own ? (own.Giver.Zh, own.Number) : default);
        await papers.OwnAsync(Actor.For(await City.People.TalentAsync()), mandate).IsRefusedAsync("no-such-mandate");
        // The symbol on it leads each to their own place.
        Assert.Equal([$"/me/mandates/{mandate}", $"/steward/person/{who.Id}", $"/dept/cases/{id}/mandate/{mandate}", null, null],
            new List<string?> { await papers.OpensAtAsync(Actor.For(who), mandate), await papers.OpensAtAsync(steward, mandate), await papers.OpensAtAsync(office, mandate), await papers.OpensAtAsync(office, later), await papers.OpensAtAsync(await City.StewardAsync(), mandate) });
    }

    private async Task<(Actor Steward, Talent Who, Guid Id)> AskedAsync()
    {
        var steward = await City.StewardAsync();
        var who = await City.OfAsync(steward);
        return (steward, who, await AskAsync(await City.ReceiveAsync("P08", who)));
    }

    private async Task<Guid> AskAsync(Guid id)
    {
        await City.ActAsync(await City.OfficeAsync(id), id, CaseAction.AskCompletion, detail: Missing);
        return id;
    }

    private Task<Guid> GiveAsync(Talent who, string item = "P08", MandateScope scope = MandateScope.Follow, string? until = null, bool standIn = true) =>
        City.Get<Mandates>().GiveAsync(Actor.For(who), new(item, scope, until is null ? null : City.Day(until), standIn));

    private async Task<ActingFor> LookAsync(Actor steward, Guid id) => await Acts.OfAsync(steward, await City.Get<CaseQueries>().ViewAsync(steward, id));

    private Task<List<TalentCode.Core.Scans.AccessEntry>> LooksAsync(Talent who) => City.ReadAsync(db => db.AccessEntries.Where(a => a.TalentId == who.Id).ToListAsync());

    private Task<List<DocumentOnFile>> PapersAsync(Talent who) => City.ReadAsync(db => db.Documents.Where(d => d.TalentId == who.Id).ToListAsync());

    /// <summary>Everything an act would leave behind.</summary>
    private Task<(CaseState, int, int, int, int, int)> TraceAsync(Talent who, Guid id) => City.ReadAsync(async db => (
        await db.Cases.Where(c => c.Id == id).Select(c => c.State).SingleAsync(), await db.CaseEvents.CountAsync(e => e.CaseId == id), await db.CaseNotices.CountAsync(n => n.CaseId == id),
        await db.Outbox.CountAsync(), await db.AccessEntries.CountAsync(), await db.Documents.CountAsync(d => d.TalentId == who.Id)));
}
