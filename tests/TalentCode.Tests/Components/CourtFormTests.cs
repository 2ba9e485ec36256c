using System.Globalization;
using Bunit;
using TalentCode.Core;
using TalentCode.Web.Pages.Admin.Parts;

namespace TalentCode.Tests.Components;

/// <summary>The small form for the court of a department.</summary>
public sealed class CourtFormTests : BunitContext
{
    private readonly List<(string, string)> sent = [];

    [Theory]
    [InlineData("zh-CN", "法院全称", "保存")]
    [InlineData("en", "Full name in Chinese", "Save")]
    public void It_shows_what_is_entered_sends_both_names_and_keeps_what_was_typed(string language, string label, string save)
    {
        CultureInfo.CurrentUICulture = new(language);
        var form = Render<CourtForm>(p => p.Add(x => x.Line, new("tax", new("市税务局", "Tax"), new LocalText("甲区人民法院", "A Court"), 2))
            .Add(x => x.OnSave, (zh, en) => { sent.Add((zh, en)); return Task.FromResult(false); }));
        Assert.Contains(label, form.Markup, StringComparison.Ordinal);
        Assert.Equal(("甲区人民法院", "A Court"), (form.Find("[name=court-zh]").GetAttribute("value"), form.Find("[name=court-en]").GetAttribute("value")));
        form.Find("[name=court-zh]").Change("乙区人民法院");
        form.Find("[name=court-en]").Change("");
        form.FindAll("button").Single(b => b.TextContent == save).Click();
        Assert.Equal(("乙区人民法院", ""), Assert.Single(sent));
        Assert.Equal("乙区人民法院", form.Find("[name=court-zh]").GetAttribute("value"));
    }
}
