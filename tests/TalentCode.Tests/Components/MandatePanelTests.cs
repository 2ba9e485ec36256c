using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using TalentCode.Core.Documents;
using TalentCode.Core.Stewardship;
using TalentCode.Core.Time;
using TalentCode.Web.Pages.Steward.Parts;
using TalentCode.Web.Shared;

namespace TalentCode.Tests.Components;

/// <summary>What a steward may do in a case for the person: all of it with a mandate, nothing without, and then why.</summary>
public sealed class MandatePanelTests : BunitContext
{
    private static readonly Guid Case = Guid.NewGuid();
    private static readonly Mandate Given = new() { ItemId = "P08", Scope = MandateScope.Follow, Until = new(2026, 12, 31) };
    private static readonly DateTime Until = new(2026, 11, 16, 16, 0, 0, DateTimeKind.Utc);
    private readonly List<(Guid, string)> sent = [];
    private bool taken = true;

    public MandatePanelTests()
    {
        CultureInfo.CurrentUICulture = new("zh-CN");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton<AntiforgeryStateProvider, NoToken>();
        Services.AddSingleton(new Show(new CityClock(TimeProvider.System, CityClock.China)));
    }

    [Fact]
    public void Without_a_mandate_it_says_why_and_how_to_get_one_and_offers_nothing()
    {
        var panel = Open(new ActingFor(null, new("这一项没有有效的委托,不能代办。", "There is no mandate."), [], null));
        Assert.Contains("这一项没有有效的委托", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("“我的委托”", panel.Markup, StringComparison.Ordinal);
        Assert.Empty(panel.FindAll("button, input, form, textarea"));
    }

    [Fact]
    public void What_is_asked_is_uploaded_point_by_point_and_answered_in_words()
    {
        var asked = new AskedOfApplicant(Case, null, Until, [new("护照", "缺签证页", "上传全部页面")], [new(new("护照", "Passport"), null, TrustLevel.C, false, "point-0")]);
        var panel = Open(new ActingFor(Given, null, [asked], null));
        foreach (var part in new[] { "缺签证页", "上传全部页面", "11月16日", "C 级" }) Assert.Contains(part, panel.Markup, StringComparison.Ordinal);
        var form = panel.Find("form[data-paper]");
        Assert.Equal(($"/desk/mandate/papers?case={Case}", "point-0"), (form.GetAttribute("action"), form.QuerySelector("[name=key]")!.GetAttribute("value")));
        panel.Find("textarea").Change("已换发");
        // Refused, what was typed stays; taken, it is gone.
        foreach (var answer in new[] { false, true, true })
        {
            taken = answer;
            panel.Find("[data-test=complete]").Click();
        }
        Assert.Equal([(Case, "已换发"), (Case, "已换发"), (Case, "")], sent);
    }

    [Fact]
    public void Papers_promised_for_later_have_their_own_place_and_nothing_to_submit()
    {
        var owed = new AskedOfApplicant(Case, null, Until, [], [new(new("工作经历证明", "Proof"), null, null, false, "work-experience-proof")]);
        var panel = Open(new ActingFor(Given, null, [], owed));
        Assert.Single(panel.FindAll("form[data-paper]"));
        Assert.Empty(panel.FindAll("[data-test=complete]"));
        Assert.Contains("只能由本人办", panel.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<MandatePanel> Open(ActingFor acting) => Render<MandatePanel>(p => p.Add(x => x.Acting, acting).Add(x => x.OnComplete, (id, note) =>
    {
        sent.Add((id, note));
        return Task.FromResult(taken);
    }));

    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
