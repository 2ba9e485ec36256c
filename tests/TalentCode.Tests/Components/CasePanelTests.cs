using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Documents;
using TalentCode.Core.Eligibility;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;
using TalentCode.Web.Pages.Department.Parts;
using TalentCode.Web.Shared;

namespace TalentCode.Tests.Components;

public sealed class CasePanelTests : BunitContext
{
    private static readonly Guid Me = Guid.NewGuid();
    private static readonly ItemContent Item = Household();
    private readonly CityClock clock = new(TimeProvider.System, CityClock.China);

    public CasePanelTests()
    {
        // The reader's language, whatever the machine's is.
        System.Globalization.CultureInfo.CurrentUICulture = new("zh-CN");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton(clock);
        Services.AddSingleton(new Show(clock));
    }

    [Theory]
    [InlineData(CaseState.Received, Permission.HandleCases)]
    [InlineData(CaseState.Accepted, Permission.HandleCases)]
    [InlineData(CaseState.InReview, Permission.HandleCases)]
    [InlineData(CaseState.InReview, Permission.DecideCases)]
    [InlineData(CaseState.Decided, Permission.HandleCases)]
    [InlineData(CaseState.Delivered, Permission.DecideCases)]
    public void Buttons_are_the_legal_steps_of_the_table_and_no_others(CaseState state, Permission permission)
    {
        var sheet = Sheet(state, permission);
        var panel = Render<CasePanel>(p => p.Add(x => x.Sheet, sheet).Add(x => x.Me, Me));
        var shown = panel.FindAll("button.act").Select(b => b.TextContent.Trim()).Order();
        var legal = CaseWorkflow.ActionsFor(sheet.View.Row, ActorWith(permission)).Select(s => CaseWords.Of(s.Action, Item.Regime).Zh).Order();
        Assert.Equal(legal, shown);
    }

    [Fact]
    public void Somebody_who_only_follows_a_case_gets_no_buttons()
    {
        var sheet = Sheet(CaseState.InReview, Permission.DecideCases);
        var panel = Render<CasePanel>(p => p.Add(x => x.Sheet, sheet).Add(x => x.ReadOnly, true));
        Assert.NotEmpty(sheet.View.Actions);
        Assert.Empty(panel.FindAll("button"));
    }

    [Fact]
    public void Refusing_opens_a_field_for_the_reason_and_acts_only_on_confirmation()
    {
        List<CaseAction> taken = [];
        var panel = Render<CasePanel>(p => p.Add(x => x.Sheet, Sheet(CaseState.InReview, Permission.DecideCases)).Add(x => x.Me, Me)
            .Add(x => x.OnAct, step => { taken.Add(step.Action); return Task.FromResult(true); }));
        panel.Find("button.act-Refuse").Click();
        Assert.Empty(taken);
        Assert.NotNull(panel.Find("section.reason textarea"));
        Assert.True(panel.Find("button.confirm").HasAttribute("disabled"));
    }

    [Fact]
    public void Where_a_decision_is_shut_the_reason_stands_in_the_place_of_its_button()
    {
        var sheet = Sheet(CaseState.InReview, Permission.DecideCases);
        var shut = sheet with { View = sheet.View with { Shut = [new("你经办过。", "You handled it.")] } };
        Assert.Empty(Render<CasePanel>(p => p.Add(x => x.Sheet, sheet).Add(x => x.Me, Me)).FindAll("[data-test=shut]"));
        Assert.Equal("你经办过。", Render<CasePanel>(p => p.Add(x => x.Sheet, shut).Add(x => x.Me, Me)).Find("[data-test=shut]").TextContent);
    }

    [Fact]
    public void Conditions_are_compared_on_a_click_and_let_go_again()
    {
        var asked = 0;
        var match = new CaseMatch(new(2026, 9, 18), [new(new("人才类别有效", "Valid grade"), new("依据", "Source"), MatchVerdict.Met, MatchVerdict.NotMet, new("申请人目前没有有效的类别", "none"), new("B类", "B"))], [new(new("护照", "Passport"), new("已到期", "Expired"))]);
        var sheet = Sheet(CaseState.InReview, Permission.HandleCases) with { Notes = [] };
        var panel = Render<CasePanel>(p => p.Add(x => x.Sheet, sheet).Add(x => x.Me, Me).Add(x => x.OnMatch, () => { asked++; return Task.FromResult<CaseMatch?>(match); }));
        Assert.Equal(0, asked);
        panel.Find("[data-test=match]").Click();
        Assert.Contains("不相符", panel.Find(".match").TextContent, StringComparison.Ordinal);
        Assert.Matches("提交时.{1,4}符合", panel.Find(".match").TextContent);
        panel.Render(p => p.Add(x => x.Busy, true));
        panel.Find(".match .acts button").Click();
        Assert.DoesNotContain("不相符", panel.Find(".match").TextContent, StringComparison.Ordinal);
        Assert.Equal(1, asked);
    }

    [Theory]
    [InlineData(TrustLevel.C, TrustLevel.C, false, "C 级 · 需核")]
    [InlineData(null, TrustLevel.C, false, "C 级 · 需核")]
    [InlineData(TrustLevel.C, TrustLevel.B, false, "提交时 C · 现在 B 级 · 已核原件")]
    [InlineData(TrustLevel.B, TrustLevel.C, false, "提交时 B · 现在 C 级 · 需核")]
    [InlineData(null, TrustLevel.C, true, "提交后收到 · C 级 · 需核")]
    public void A_paper_shows_how_it_was_filed_and_what_has_changed_since(TrustLevel? filed, TrustLevel now, bool later, string words)
    {
        var sheet = Sheet(CaseState.InReview, Permission.HandleCases) with { Papers = [new(new("护照", "Passport"), now, false, true) { Filed = filed, CameLater = later }] };
        Assert.Equal(words, Render<CasePanel>(p => p.Add(x => x.Sheet, sheet).Add(x => x.Me, Me)).Find(".papers li .tag").TextContent);
    }

    private static Actor ActorWith(Permission permission) => new(ActorKind.Staff, Me, new("赵六", "Zhao Liu"), new HashSet<Permission> { permission }, Item.DepartmentId);

    private static CaseSheet Sheet(CaseState state, Permission permission)
    {
        var row = new ServiceCase
        {
            Id = Guid.NewGuid(),
            Number = "RC-1",
            ItemId = Item.Id,
            State = state,
            DepartmentId = Item.DepartmentId,
            HandlerId = Me,
            Department = new Department { Id = Item.DepartmentId, NameZh = "市公安局", NameEn = "Police" },
            ItemVersion = new ServiceItemVersion { ItemId = Item.Id, Content = Item },
            Talent = new Talent { LegalName = "张三" },
        };
        var view = new CaseView(row, new CaseDates(null, null, null), CaseLight.Green, new("张*", "Z***"), [], CaseWorkflow.ActionsFor(row, ActorWith(permission)));
        return new(view, [], [], new WorkingCalendar([]));
    }

    private static ItemContent Household() => new()
    {
        Id = "P01",
        Group = "public",
        Zh = "落户",
        En = "Household",
        ShortZh = "落户",
        ShortEn = "Household",
        Departments = [],
        DepartmentId = "public-security",
        WorkList = [],
        Kind = ItemKind.Committed,
        Regime = Regime.Administrative,
        Remedy = "",
        Limits = [],
        Materials = [],
        EligibilityZh = "",
        EligibilityEn = "",
        SummaryZh = "",
        SummaryEn = "",
        Situations = [],
        KeywordsZh = [],
        KeywordsEn = [],
        Ground = Ground.Duty,
        GroundZh = "",
        GroundEn = "",
    };
}
