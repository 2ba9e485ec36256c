using System.Globalization;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;
using TalentCode.Tests.Support;
using TalentCode.Web.Pages.Department.Parts;
using TalentCode.Web.Shared;

namespace TalentCode.Tests.Components;

/// <summary>The small forms of the steps: what they ask for, what they send, and that a refusal loses nothing.</summary>
public sealed class StepFormTests : BunitContext
{
    private static readonly Guid Me = Guid.NewGuid(), Other = Guid.NewGuid();
    private readonly CityClock clock = new(TimeProvider.System, CityClock.China);
    private readonly List<StepRequest> sent = [];
    private bool refuses;

    public StepFormTests()
    {
        CultureInfo.CurrentUICulture = new("zh-CN");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton(clock);
        Services.AddSingleton(new Show(clock));
    }

    [Fact]
    public void A_list_goes_out_only_when_every_point_says_what_why_and_how()
    {
        var bar = Bar(CaseState.Received);
        bar.Find("button.act-AskCompletion").Click();
        Assert.True(bar.Find("button.confirm").HasAttribute("disabled"));
        bar.Find(".suggest button").Click();
        bar.Find("button.add").Click();
        Assert.Equal("劳动合同", bar.FindAll(".points input")[0].GetAttribute("value"));
        bar.FindAll(".points input")[1].Input("已到期");
        Assert.True(bar.Find("button.confirm").HasAttribute("disabled"));
        bar.FindAll(".points input")[3].Input("首页和签章页");
        bar.FindAll(".points input")[4].Input("照片");
        bar.FindAll(".points input")[5].Input("看不清");
        // The sample of the second point stays empty.
        bar.Find("button.confirm").Click();
        var list = Assert.IsType<CompletionList>(Assert.Single(sent).Detail);
        Assert.Equal(["劳动合同", "照片"], list.Points.Select(p => p.What));
        Assert.All(list.Points, p => Assert.NotEmpty(p.How));
        Assert.Equal(["首页和签章页", ""], list.Points.Select(p => p.Sample));
        Assert.Empty(bar.FindAll("section.reason"));
    }

    [Fact]
    public void What_was_typed_stays_when_the_service_refuses()
    {
        refuses = true;
        var bar = Bar(CaseState.Received);
        bar.Find("button.act-AskCompletion").Click();
        bar.Find(".suggest button").Click();
        bar.FindAll(".points input")[1].Input("已到期");
        bar.Find("button.confirm").Click();
        Assert.Single(sent);
        Assert.Equal("已到期", bar.FindAll(".points input")[1].GetAttribute("value"));
    }

    [Fact]
    public void A_point_can_be_taken_off_again()
    {
        var bar = Bar(CaseState.Received);
        bar.Find("button.act-AskCompletion").Click();
        bar.Find("button.add").Click();
        bar.Find("button.add").Click();
        bar.FindAll(".points li")[0].QuerySelector("button")!.Click();
        Assert.Single(bar.FindAll(".points li"));
    }

    [Fact]
    public void A_special_procedure_shows_the_date_it_leads_to_and_sends_kind_and_length()
    {
        var bar = Bar(CaseState.InReview, Permission.DecideCases);
        bar.Find("button.act-StartSpecial").Click();
        bar.Find(".days input").Input("2");
        var expected = StepPreview.Promised(Row(CaseState.InReview), "site-visit", 2, Calendar, clock)!.Day;
        Assert.Contains(DayText.Of(expected).Zh.Replace('(', '（').Replace(')', '）'), bar.Find(".outcome").TextContent, StringComparison.Ordinal);
        bar.Find("button.confirm").Click();
        Assert.Equal(new ProcedureTerms("site-visit", 2), Assert.Single(sent).Detail);
    }

    [Fact]
    public void The_date_shown_for_a_case_of_a_round_counts_from_the_closing_as_the_step_itself_does()
    {
        var row = Row(CaseState.InReview);
        var fromClosing = new LimitClock { N = 5, Unit = "workday", From = CaseDeadlines.RoundClosed };
        row.ItemVersion!.Content = ItemContents.With(fromClosing, fromClosing) with { Procedures = row.ItemVersion.Content.Procedures };
        row.RoundClosesAt = clock.EndOf(clock.Today.AddDays(30));
        Assert.True(StepPreview.Promised(row, "site-visit", 2, Calendar, clock)!.Day > clock.Today.AddDays(30));
    }

    [Fact]
    public void Handing_over_offers_the_colleagues_of_the_department()
    {
        var bar = Bar(CaseState.InReview);
        bar.Find("button.act-HandOver").Click();
        Assert.True(bar.Find("button.confirm").HasAttribute("disabled"));
        bar.Find("section.reason select").Change(Other.ToString());
        bar.Find("button.confirm").Click();
        Assert.Equal(new HandOverTo(Other), Assert.Single(sent).Detail);
    }

    [Fact]
    public void Only_papers_that_may_follow_can_be_deferred_and_a_day_is_proposed()
    {
        var bar = Bar(CaseState.Received);
        bar.Find("button.act-OfferDeferral").Click();
        Assert.Contains("在校证明", Assert.Single(bar.FindAll(".option")).TextContent, StringComparison.Ordinal);
        bar.Find(".option input").Change(true);
        bar.Find("button.confirm").Click();
        var offer = Assert.IsType<DeferralOffer>(Assert.Single(sent).Detail);
        Assert.Equal(["enrolment-proof"], offer.Codes);
        Assert.True(offer.Until > clock.Today);
    }

    [Fact]
    public void Delivering_asks_how_and_over_the_counter_or_by_post_for_the_proof()
    {
        var bar = Bar(CaseState.Decided);
        bar.Find("button.act-Deliver").Click();
        Assert.Empty(sent);
        Assert.True(bar.Find("input[value=Electronic]").HasAttribute("checked"));
        Assert.False(bar.Find("button.confirm").HasAttribute("disabled"));
        bar.Find("input[value=Post]").Change("Post");
        Assert.True(bar.Find("button.confirm").HasAttribute("disabled"));
        bar.Find("input[name=proof]").Input("EMS 1234567890123");
        bar.Find("button.confirm").Click();
        Assert.Equal(new HandedOver(DeliveryWay.Post, "EMS 1234567890123"), Assert.Single(sent).Detail);
    }

    [Fact]
    public void A_market_service_has_nothing_to_hand_over_and_is_closed_at_once()
    {
        var bar = Bar(CaseState.Decided, regime: Regime.Market);
        bar.Find("button.act-Deliver").Click();
        Assert.Equal(CaseAction.Deliver, Assert.Single(sent).Action);
    }

    [Fact]
    public void The_end_of_a_test_asks_whether_it_was_passed_and_nothing_is_chosen_beforehand()
    {
        var bar = Bar(CaseState.SpecialProcedure, with: row => row.Pauses.Add(new CasePause { Kind = CaseDeadlines.Test, NameZh = "科目一考试", NameEn = "Theory test" }));
        bar.Find("button.act-EndSpecial").Click();
        Assert.Empty(bar.FindAll("input[name=passed][checked]"));
        bar.Find("textarea").Input("80分");
        Assert.True(bar.Find("button.confirm").HasAttribute("disabled"));
        Assert.Contains("选择是否通过", bar.Find("section.reason").TextContent, StringComparison.Ordinal);
        bar.Find("input[name=passed][value=no]").Change("no");
        bar.WaitForAssertion(() => Assert.False(bar.Find("button.confirm").HasAttribute("disabled")));
        bar.Find("button.confirm").Click();
        bar.WaitForAssertion(() => Assert.Equal((new TestOutcome(false), "80分"), (Assert.Single(sent).Detail, sent[0].Note)));
    }

    [Fact]
    public void Other_procedures_end_with_a_sentence_alone()
    {
        var bar = Bar(CaseState.SpecialProcedure, with: row => row.Pauses.Add(new CasePause { Kind = "site-visit", NameZh = "实地核查", NameEn = "Site visit" }));
        bar.Find("button.act-EndSpecial").Click();
        Assert.Empty(bar.FindAll("input[name=passed]"));
    }

    [Fact]
    public void With_many_steps_the_usual_one_is_in_front_and_the_rest_behind_more()
    {
        var bar = Bar(CaseState.Received);
        Assert.Equal(["act-AskCompletion", "act-Accept"], Front(bar));
        Assert.True(bar.Find(".rest").HasAttribute("hidden"));
        bar.Find("button.more").Click();
        Assert.False(bar.Find(".rest").HasAttribute("hidden"));
    }

    private static IEnumerable<string> Front(IRenderedComponent<StepBar> bar) =>
        bar.FindAll(".acts:not(.rest) > button.act").Select(b => b.ClassList.Single(c => c.StartsWith("act-", StringComparison.Ordinal)));

    private static WorkingCalendar Calendar { get; } = new(HolidayData.Read());

    private IRenderedComponent<StepBar> Bar(CaseState state, Permission permission = Permission.HandleCases, Regime? regime = null, Action<ServiceCase>? with = null)
    {
        var row = Row(state);
        with?.Invoke(row);
        if (regime is { } law) row.ItemVersion!.Content = row.ItemVersion.Content with { Regime = law };
        var actor = new Actor(ActorKind.Staff, Me, new("赵六", "Zhao Liu"), new HashSet<Permission> { permission }, row.DepartmentId);
        var actions = CaseWorkflow.ActionsFor(row, actor);
        var sheet = new CaseSheet(new(row, new(null, null, null), CaseLight.Green, new("张*", "Z***"), [], actions), [], [], Calendar) { Colleagues = [new(Other, new("钱七", "Qian Qi"))] };
        return Render<StepBar>(p => p.Add(x => x.Row, row).Add(x => x.Sheet, sheet).Add(x => x.Actions, actions)
            .Add(x => x.OnAct, step => { sent.Add(step); return Task.FromResult(!refuses); }));
    }

    private ServiceCase Row(CaseState state)
    {
        var item = ItemContents.With(new LimitClock { N = 20, Unit = "workday", From = "accepted", Kind = LimitKind.Platform }, new LimitClock { N = 5, Unit = "workday", From = "accepted" }) with
        {
            Procedures = [new("site-visit", "实地核查", "Site visit", "平台规则", "Platform rule", true, false, 5)],
            Materials =
            [
                new ItemMaterial { Code = "employment-contract", Zh = "劳动合同", En = "Employment contract", Essential = true },
                new ItemMaterial { Code = "enrolment-proof", Zh = "在校证明", En = "Proof of enrolment", Deferrable = true },
            ],
        };
        return new()
        {
            Id = Me,
            ItemId = item.Id,
            State = state,
            DepartmentId = item.DepartmentId,
            ReceivedAt = clock.UtcNow,
            AcceptedAt = state == CaseState.Received ? null : clock.UtcNow,
            Department = new Department { Id = item.DepartmentId },
            ItemVersion = new ServiceItemVersion { ItemId = item.Id, Content = item },
            Talent = new Talent { LegalName = "张三" },
        };
    }
}
