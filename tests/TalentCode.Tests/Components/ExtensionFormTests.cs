using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;
using TalentCode.Tests.Support;
using TalentCode.Web.Pages.Department.Parts;
using TalentCode.Web.Shared;

namespace TalentCode.Tests.Components;

/// <summary>Asking for an extension and answering it, as the two desks see it.</summary>
public sealed class ExtensionFormTests : BunitContext
{
    private static readonly Guid Me = Guid.NewGuid(), Officer = Guid.NewGuid();
    private readonly CityClock clock = new(TimeProvider.System, CityClock.China);
    private readonly List<StepRequest> sent = [];

    public ExtensionFormTests()
    {
        System.Globalization.CultureInfo.CurrentUICulture = new("zh-CN");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton(clock);
        Services.AddSingleton(new Show(clock));
    }

    [Fact]
    public void The_officer_asks_with_a_reason_of_which_the_form_says_that_the_applicant_does_not_read_it()
    {
        var panel = Panel(null, Permission.HandleCases);
        Assert.Empty(panel.FindAll("[data-test=extension-asked]"));
        panel.Find("button.act-AskExtension").Click();
        Assert.Contains("理由（不对申请人公开）", panel.Find("section.reason").TextContent, StringComparison.Ordinal);
        Assert.True(panel.Find("button.confirm").HasAttribute("disabled"));
        panel.Find("section.reason textarea").Input("等使馆回函");
        panel.WaitForAssertion(() => Assert.False(panel.Find("button.confirm").HasAttribute("disabled")));
        panel.Find("button.confirm").Click();
        Assert.Equal((CaseAction.AskExtension, "等使馆回函"), sent.ConvertAll(s => (s.Action, s.Note)).Single());
    }

    [Fact]
    public void The_head_reads_the_reason_and_has_both_answers_in_sight_while_the_officer_waits()
    {
        var head = Panel("等使馆回函", Permission.HandleCases, Permission.ExtendLimits);
        Assert.Contains("等使馆回函", head.Find("[data-test=extension-asked]").TextContent, StringComparison.Ordinal);
        var inSight = head.FindAll(".acts")[0];
        Assert.All(new[] { "button.act-Extend", "button.act-DeclineExtension" }, answer => Assert.NotNull(inSight.QuerySelector(answer)));
        var officer = Panel("等使馆回函", Permission.HandleCases);
        Assert.Contains("等负责部门的负责人决定", officer.Find("[data-test=extension-asked]").TextContent, StringComparison.Ordinal);
        Assert.Empty(officer.FindAll("button.act-AskExtension, button.act-Extend, button.act-DeclineExtension"));
    }

    private IRenderedComponent<CaseActions> Panel(string? asked, params Permission[] permissions)
    {
        var now = clock.UtcNow;
        var item = ItemContents.With(new LimitClock { N = 20, Unit = "workday", From = "accepted" }, null) with { Extension = new(10, "本单位负责人", "the head of the unit", "平台规则", "Platform rule", ExtendedBy.Unit) };
        var row = new ServiceCase
        {
            Id = Me,
            ItemId = item.Id,
            State = CaseState.InReview,
            DepartmentId = item.DepartmentId,
            Department = new Department { Id = item.DepartmentId },
            ItemVersion = new ServiceItemVersion { Content = item },
            HandlerId = Me,
            ReceivedAt = now,
            AcceptedAt = now,
            OuterDueAt = now.AddDays(20),
        };
        if (asked is not null) row.Events.Add(new CaseEvent { Sequence = 1, At = now, ActorKind = ActorKind.Staff, ActorId = Officer, Action = CaseAction.AskExtension, From = CaseState.InReview, To = CaseState.InReview });
        var actor = new Actor(ActorKind.Staff, Me, new("赵六", "Zhao Liu"), permissions.ToHashSet(), row.DepartmentId);
        var view = new CaseView(row, new(null, null, null), CaseLight.Green, new("张*", "Z***"), [], CaseWorkflow.ActionsFor(row, actor));
        var sheet = new CaseSheet(view, [], [], new(HolidayData.Read())) { Notes = asked is null ? [] : [new CaseNote { At = now, AuthorId = Officer, Text = asked }] };
        return Render<CaseActions>(p => p.Add(x => x.Sheet, sheet).Add(x => x.Me, Me).Add(x => x.OnAct, step => { sent.Add(step); return Task.FromResult(true); }));
    }
}
