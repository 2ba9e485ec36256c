using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>联办: other departments are asked while the clock runs on; they see what the question needs, and nothing else.</summary>
[Trait("Category", "Core")]
public sealed class OpinionTests() : InOwnCity("2026-11-02")
{
    private static readonly OpinionRequest Ask = new(["education"], "请核实子女学籍", ["applicant"], 2);

    [Fact]
    public async Task Asking_moves_no_date_and_no_decision_is_made_before_the_answer()
    {
        var (id, office) = await InReviewAsync();
        var promised = (await City.WholeAsync(id)).PromisedDueAt;
        var theirs = await City.People.StaffAsync(StaffRole.Officer, "education");
        await City.ActAsync(office, id, CaseAction.AskOpinion, detail: Ask with { DepartmentIds = ["education", "health"] });
        var row = await City.WholeAsync(id);
        Assert.Equal((promised, CaseState.InReview, City.EndOf("2026-11-04")), (row.PromisedDueAt, row.State, row.Opinions[0].DueAt));
        await City.ActAsync(office, id, CaseAction.Grant).IsRefusedAsync("opinions-open");
        Assert.DoesNotContain(CaseAction.Grant, CaseWorkflow.ActionsFor(row, office).Select(s => s.Action));
        await City.ActAsync(theirs, id, CaseAction.GiveOpinion, detail: new OpinionAnswer(OpinionStance.Disagree, "学籍不在本市"));
        await City.ActAsync(office, id, CaseAction.Grant).IsRefusedAsync("opinions-open");
        await City.ActAsync(await City.People.StaffAsync(StaffRole.Approver, "health"), id, CaseAction.GiveOpinion, detail: new OpinionAnswer(OpinionStance.Remark, "无"));
        await City.ActAsync(office, id, CaseAction.Grant);
        Assert.Equal(2, await City.ReadAsync(db => db.Outbox.CountAsync(m => m.Template == "opinion-given" && m.Channel == "in-app" && m.RecipientId == office.Id)));
    }

    [Fact]
    public async Task Without_an_answer_the_owner_waits_for_the_day_and_then_goes_on_with_a_reason()
    {
        var (id, office) = await InReviewAsync();
        await City.ActAsync(office, id, CaseAction.AskOpinion, detail: Ask);
        await City.ActAsync(office, id, CaseAction.GoWithoutOpinion, "没有回复").IsRefusedAsync("opinion-not-due");
        City.MoveTo("2026-11-05");
        await City.ActAsync(office, id, CaseAction.Grant).IsRefusedAsync("opinions-open");
        await City.ActAsync(office, id, CaseAction.GoWithoutOpinion, " ").IsRefusedAsync("reason-missing");
        await City.ActAsync(office, id, CaseAction.GoWithoutOpinion, "市教委没有按期回复");
        await City.ActAsync(office, id, CaseAction.Grant);
        await City.ActAsync(await City.People.StaffAsync(StaffRole.Officer, "education"), id, CaseAction.GiveOpinion, detail: new OpinionAnswer(OpinionStance.Agree, "晚了")).IsRefusedAsync("step-not-possible");
    }

    [Fact]
    public async Task The_asked_department_sees_the_pieces_it_was_shown_and_cannot_open_the_case()
    {
        var who = await City.People.TalentAsync();
        var id = await City.FileHouseholdAsync(who);
        var office = await City.ReviewAsync(id);
        await City.ActAsync(office, id, CaseAction.AskOpinion, detail: Ask with { Shows = ["address"] });
        var theirs = await City.People.StaffAsync(StaffRole.Officer, "education");
        var line = Assert.Single(await Waiting.OpinionsAsync(theirs), l => l.Opinion.CaseId == id);
        Assert.Equal(("落户地址", who.HomeAddress), (Assert.Single(line.Data).Label.Zh, line.Data[0].Value.Zh));
        await City.Get<CaseQueries>().ViewAsync(theirs, id).IsRefusedAsync("no-such-case");
        await City.Get<CaseSheets>().LoadAsync(theirs, id).IsRefusedAsync("no-such-case");
        Assert.DoesNotContain(await Waiting.OpinionsAsync(await City.People.StaffAsync(StaffRole.Officer, "health")), l => l.Opinion.CaseId == id);
        await Waiting.OpinionsAsync(await City.People.StaffAsync(StaffRole.Hall)).IsRefusedAsync("not-allowed");
        await City.ActAsync(theirs, id, CaseAction.GiveOpinion, detail: new OpinionAnswer(OpinionStance.Agree, "无异议"));
        Assert.DoesNotContain(await Waiting.OpinionsAsync(theirs), l => l.Opinion.CaseId == id);
        Assert.Empty(Assert.Single(await Waiting.AnsweredAsync(theirs), l => l.Opinion.CaseId == id).Data);
    }

    [Fact]
    public async Task A_crafted_question_or_answer_is_refused()
    {
        var (id, office) = await InReviewAsync();
        foreach (var (ask, code) in new (StepDetail?, string)[]
        {
            (null, "opinion-question"), (Ask with { DepartmentIds = [] }, "opinion-question"), (Ask with { Question = " " }, "opinion-question"), (Ask with { Question = new string('问', 1001) }, "opinion-question"),
            (Ask with { DepartmentIds = ["human-resources"] }, "opinion-department"), (Ask with { DepartmentIds = ["nowhere"] }, "opinion-department"),
            (Ask with { Shows = ["legalName"] }, "opinion-data"), (Ask with { WorkingDays = 0 }, "opinion-days"), (Ask with { WorkingDays = 6 }, "opinion-days"),
        })
            await City.ActAsync(office, id, CaseAction.AskOpinion, detail: ask).IsRefusedAsync(code);
        await City.ActAsync(office, id, CaseAction.AskOpinion, detail: Ask);
        await City.ActAsync(office, id, CaseAction.AskOpinion, detail: Ask).IsRefusedAsync("opinion-asked");
        var theirs = await City.People.StaffAsync(StaffRole.Officer, "education");
        foreach (var answer in new StepDetail?[] { null, new OpinionAnswer(OpinionStance.Agree, ""), new OpinionAnswer(OpinionStance.Agree, new string('答', 1001)) })
            await City.ActAsync(theirs, id, CaseAction.GiveOpinion, detail: answer).IsRefusedAsync("opinion-answer");
        await City.ActAsync(await City.People.StaffAsync(StaffRole.Officer, "health"), id, CaseAction.GiveOpinion, detail: new OpinionAnswer(OpinionStance.Agree, "同意")).IsRefusedAsync("step-not-yours");
        Assert.Single((await City.WholeAsync(id)).Opinions);
    }

    [Fact]
    public async Task The_asked_are_reminded_the_day_before_and_the_owner_is_told_when_nothing_came_each_once()
    {
        var (id, office) = await InReviewAsync();
        var theirs = await City.People.StaffAsync(StaffRole.Officer, "education");
        await City.ActAsync(office, id, CaseAction.AskOpinion, detail: Ask);
        await RemindAsync();
        Assert.Equal(0, await ToldAsync("opinion-due", theirs));
        City.MoveTo("2026-11-03");
        await RemindAsync();
        await RemindAsync();
        Assert.Equal(1, await ToldAsync("opinion-due", theirs));
        City.MoveTo("2026-11-05", 0);
        await RemindAsync();
        await RemindAsync();
        Assert.Equal((1, 1), (await ToldAsync("opinion-due", theirs), await ToldAsync("opinion-overdue", office)));
    }

    [Fact]
    public async Task Of_two_of_the_asked_department_who_answer_at_once_one_counts()
    {
        var (id, office) = await InReviewAsync();
        await City.ActAsync(office, id, CaseAction.AskOpinion, detail: Ask);
        var them = new[] { await City.People.StaffAsync(StaffRole.Officer, "education"), await City.People.StaffAsync(StaffRole.Officer, "education") };
        var (done, refused) = await Refusals.AtOnceAsync(2, async i =>
        {
            await City.ActAsync(them[i], id, CaseAction.GiveOpinion, detail: new OpinionAnswer(OpinionStance.Agree, $"意见{i}"));
            return i;
        });
        Assert.Single(done);
        Assert.Equal("step-not-yours", Assert.Single(refused));
        Assert.Equal($"意见{done[0]}", Assert.Single((await City.WholeAsync(id)).Opinions).Answer);
    }

    [Fact]
    public async Task A_case_that_ends_asks_nobody_any_more()
    {
        var (id, office) = await InReviewAsync();
        await City.ActAsync(office, id, CaseAction.AskOpinion, detail: Ask);
        await City.ActAsync(await City.ApplicantAsync(id), id, CaseAction.Withdraw);
        Assert.Empty(await Waiting.OpinionsAsync(await City.People.StaffAsync(StaffRole.Officer, "education")));
        City.MoveTo("2026-11-06");
        Assert.Equal(0, await City.Get<HandlingReminders>().RunAsync(default));
    }

    private WaitingQueries Waiting => City.Get<WaitingQueries>();

    private Task<int> RemindAsync() => City.Get<HandlingReminders>().RunAsync(default);

    private Task<int> ToldAsync(string template, Actor who) => City.ReadAsync(db => db.Outbox.CountAsync(m => m.Template == template && m.Channel == "in-app" && m.RecipientId == who.Id));

    // P08 is promised within five working days of acceptance.
    private async Task<(Guid Id, Actor Office)> InReviewAsync()
    {
        var id = await City.ReceiveAsync("P08");
        return (id, await City.ReviewAsync(id));
    }
}
