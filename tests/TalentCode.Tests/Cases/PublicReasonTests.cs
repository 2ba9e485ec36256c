using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Figures;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>Why a promise was broken is public: without a name or a number, for a year, and supervision can take a text down.</summary>
[Trait("Category", "Core")]
public sealed class PublicReasonTests() : InOwnCity("2026-11-02")
{
    private CardService Cards => City.Get<CardService>();
    private PublicOverruns Overruns => City.Get<PublicOverruns>();

    [Theory]
    [InlineData("请拨打13812345678")]
    [InlineData("电话 138 1234 5678")]
    [InlineData("座机023-68881234")]
    [InlineData("身份证51010119900101123X")]
    [InlineData("护照号E12345678")]
    [InlineData("１３８１２３４５６７８")]
    [InlineData("RC-500107-20261123-000123-7")]
    [InlineData("RC-500107-20261123-000123")]
    [InlineData("办件500107-20261123-000123晚了")]
    [InlineData("write to anna@example.org")]
    public void Numbers_and_addresses_that_point_at_somebody_are_found(string text) => Assert.True(PublicReasonText.HasNumber(text));

    [Theory]
    [InlineData("等待外单位核查结果,2026-11-02 至 2026-11-12")]
    [InlineData("2026年11月2日系统升级,20261103恢复")]
    [InlineData("2026-2027年度名额在调整")]
    [InlineData("按国办发〔2026〕12号办理,约需 15 个工作日,涉及 120000 元")]
    public void Days_years_and_amounts_are_not(string text) => Assert.False(PublicReasonText.HasNumber(text));

    [Theory]
    [InlineData("林知远的学历还在核查", "林知远", true)]
    [InlineData("林 知 远的学历还在核查", "林知远", true)]
    [InlineData("林先生的学历还在核查", "林知远", true)]
    [InlineData("欧阳女士的学历还在核查", "欧阳修文", true)]
    [InlineData("王先生的学历还在核查", "林知远", false)]
    [InlineData("The papers of Anna Schmidt were late", "Anna Schmidt", true)]
    [InlineData("The papers of SCHMIDT were late", "Anna Schmidt", true)]
    [InlineData("The papers of Schmidt, Anna were late", "Anna Schmidt", true)]
    [InlineData("林区的核查晚到三天", "林知远", false)]
    [InlineData("The answer will come late", "Will Long", false)]
    [InlineData("Mr García was late with the papers", "José García", true)]
    public void Names_are_found_in_the_ways_people_write_them(string text, string name, bool found) => Assert.Equal(found, PublicReasonText.Names(text, name));

    [Fact]
    public async Task A_text_that_says_who_it_is_about_is_refused_and_nothing_is_published()
    {
        var (card, officer) = await BrokenAsync(t => t.Family.Add(TestPeople.Child("2019-05-01")));
        var day = City.Clock.Today.AddDays(5);
        var who = await City.ReadAsync(db => db.Talents.Include(t => t.Papers).SingleAsync(t => t.Id == card.Case!.TalentId));
        await Cards.ExplainAsync(officer, card.Id, $"{who.LegalName}的材料晚到", day).IsRefusedAsync("reason-name");
        await Cards.ExplainAsync(officer, card.Id, "林小禾的学籍还在核实", day).IsRefusedAsync("reason-name");
        await Cards.ExplainAsync(officer, card.Id, $"请联系 {who.Phone}", day).IsRefusedAsync("reason-number");
        Assert.Empty((await Overruns.PageAsync()).Lines);
        await Cards.ExplainAsync(officer, card.Id, "外单位核查结果晚到三天", day);
        Assert.Single((await Overruns.PageAsync()).Lines);
    }

    [Fact]
    public async Task What_is_published_says_what_was_missed_and_why_and_nothing_about_the_person()
    {
        var (card, officer) = await BrokenAsync();
        await Cards.ExplainAsync(officer, card.Id, "核查地址晚到三天", City.Clock.Today.AddDays(5));
        var line = Assert.Single((await Overruns.PageAsync()).Lines);
        var row = await City.WholeOrRawAsync(card.CaseId);
        Assert.Equal((row.Department!.Name, row.ItemVersion!.Content.ShortName, WarningKind.Broken, card.About, City.Clock.Today.AddDays(5), (DateOnly?)null, "核查地址晚到三天"),
            (line.Department, line.Item, line.Kind, line.Due, line.NewDate!.Value, line.DecidedOn, line.Reason.Zh));
        // Whoever adds a column here has to think of the person first.
        Assert.Equal(["DecidedOn", "Department", "Due", "Item", "Kind", "NewDate", "Reason"], typeof(Overrun).GetProperties().Select(p => p.Name).Order());
    }

    [Fact]
    public async Task One_explanation_is_one_line_whatever_it_covers_and_a_cancelled_card_is_none()
    {
        var (card, officer) = await BrokenAsync();
        await AddAsync(card.Case!, WarningKind.Limit, CaseLight.DeepRed, card.About.AddDays(3));
        await Cards.ExplainAsync(officer, card.Id, "外单位核查结果晚到", City.Clock.Today);
        Assert.Equal(card.About, Assert.Single((await Overruns.PageAsync()).Lines).Due);
        var supervisor = await City.People.StaffAsync(StaffRole.Supervisor);
        foreach (var id in await City.ReadAsync(db => db.Cards.Select(c => c.Id).ToListAsync())) await Cards.CancelAsync(supervisor, id, "系统数据有误");
        Assert.Empty((await Overruns.PageAsync()).Lines);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap_and_after_a_year_a_reason_is_gone()
    {
        for (var n = 0; n < PublicOverruns.PageSize + 3; n++)
        {
            var (card, officer) = await BrokenAsync();
            await Cards.ExplainAsync(officer, card.Id, $"原因{n}", City.Clock.Today);
            if (n % 2 == 0) City.Pass(TimeSpan.FromMinutes(1));
        }
        var first = await Overruns.PageAsync();
        var second = await Overruns.PageAsync(after: first.Next);
        Assert.Equal((PublicOverruns.PageSize, 3, null), (first.Lines.Count, second.Lines.Count, second.Next));
        Assert.Equal(PublicOverruns.PageSize + 3, first.Lines.Concat(second.Lines).Select(l => l.Reason).Distinct().Count());
        Assert.Equal(first.Lines, (await Overruns.PageAsync("no-such-department", "nonsense")).Lines);
        Assert.Empty((await Overruns.PageAsync("education")).Lines);
        City.MoveTo("2027-11-03");
        Assert.Empty((await Overruns.PageAsync()).Lines);
    }

    [Fact]
    public async Task Supervision_takes_a_text_down_keeps_it_among_the_notes_and_the_unit_explains_again()
    {
        var (card, officer) = await BrokenAsync();
        var supervisor = await City.People.StaffAsync(StaffRole.Supervisor);
        await Cards.ExplainAsync(officer, card.Id, "三号楼那位住户不在家", City.Clock.Today);
        await City.WriteAsync(db => db.Cases.Where(c => c.Id == card.CaseId).ExecuteUpdateAsync(set => set.SetProperty(c => c.HandlerId, officer.Id)));
        var reasons = City.Get<PublicReasons>();
        await reasons.TakeDownAsync(officer, card.Id, "能认出人").IsRefusedAsync("not-allowed");
        await reasons.TakeDownAsync(supervisor, card.Id, " ").IsRefusedAsync("reason-missing");
        await reasons.TakeDownAsync(supervisor, card.Id, "能认出人");
        await reasons.TakeDownAsync(supervisor, card.Id, "能认出人").IsRefusedAsync("reason-gone");
        Assert.Empty((await Overruns.PageAsync()).Lines);
        Assert.Equal([(supervisor.Id, "三号楼那位住户不在家"), (supervisor.Id, "撤下公开原因:能认出人")],
            (await City.Get<NoteService>().ListAsync(officer, card.CaseId)).Select(n => (n.AuthorId, n.Text)));
        City.Pass(TimeSpan.FromMinutes(5));
        await Cards.ExplainAsync(officer, card.Id, "上门核查没有见到人", City.Clock.Today);
        Assert.Equal("上门核查没有见到人", Assert.Single((await Overruns.PageAsync()).Lines).Reason.Zh);
        Assert.Equal((2, 1), (await City.OwedAsync("promise-explained"), await City.OwedAsync("reason-taken-down")));
    }

    [Fact]
    public async Task The_figures_count_what_was_decided_with_a_promise_and_say_what_is_late_and_silent()
    {
        var (promised, now) = (City.EndOf("2026-11-05"), City.Clock.UtcNow);
        await PutAsync(CaseState.Decided, promised, promised.AddDays(-2));
        await PutAsync(CaseState.Delivered, promised, promised);
        await PutAsync(CaseState.Decided, promised, promised.AddMinutes(1));
        await PutAsync(CaseState.Decided, null, promised);
        await PutAsync(CaseState.Decided, now.AddDays(-500), now.AddDays(-501));
        City.MoveTo("2026-11-09");
        var late = await PutAsync(CaseState.InReview, promised, null);
        await AddAsync(late, WarningKind.Broken, CaseLight.Red, promised);
        await AddAsync(late, WarningKind.Limit, CaseLight.DeepRed, promised.AddDays(1));
        var figures = await Overruns.FiguresAsync();
        Assert.Equal((3, 2, 66, 1, 1), (figures.Whole.Promised, figures.Whole.Kept, figures.Whole.KeptPercent!.Value, figures.Whole.LateNow, figures.Whole.Silent));
        Assert.Equal(late.DepartmentId, Assert.Single(figures.Departments).DepartmentId);
    }

    private async Task<ServiceCase> PutAsync(CaseState state, DateTime? promised, DateTime? decided) =>
        await City.CaseInAsync(await City.People.TalentAsync(), "P01", state, c => (c.PromisedDueAt, c.DecidedAt) = (promised, decided));

    private async Task<CaseCard> AddAsync(ServiceCase row, WarningKind kind, CaseLight light, DateTime about)
    {
        var card = new CaseCard { Id = Guid.CreateVersion7(City.Clock.UtcNow), CaseId = row.Id, DepartmentId = row.DepartmentId, Light = light, Kind = kind, About = about, IssuedAt = City.Clock.UtcNow };
        await City.AddAsync(card);
        return card;
    }

    [Fact]
    public async Task A_text_from_before_texts_were_looked_through_is_held_back_when_it_names_somebody()
    {
        var (card, officer) = await BrokenAsync();
        await Cards.ExplainAsync(officer, card.Id, "核查晚到三天", City.Clock.Today);
        var name = await City.ReadAsync(db => db.Talents.Where(t => t.Id == card.Case!.TalentId).Select(t => t.LegalName).SingleAsync());
        await City.WriteAsync(db => db.Cards.Where(c => c.Id == card.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.PublicReason, $"{name}没有接电话")));
        Assert.Equal("(原因里有个人信息,正在改写。)", Assert.Single((await Overruns.PageAsync()).Lines).Reason.Zh);
    }

    private async Task<(CaseCard Card, Actor Officer)> BrokenAsync(Action<Talent>? change = null)
    {
        var row = await City.CaseInAsync(await City.People.TalentAsync(change), "P01", CaseState.InReview);
        var card = await AddAsync(row, WarningKind.Broken, CaseLight.Red, City.Clock.UtcNow);
        card.Case = row;
        return (card, await City.People.StaffAsync(StaffRole.Officer, row.DepartmentId));
    }
}
