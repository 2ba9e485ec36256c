using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using TalentCode.Core.Documents;
using TalentCode.Core.Filing;
using TalentCode.Web.Pages.Prepare;

namespace TalentCode.Tests.Components;

/// <summary>The form at a desk: every kind of question, saved as it is typed, and neither side's words lost.</summary>
public sealed class DeskFormTests : BunitContext
{
    private readonly List<DeskChange> sent = [];
    private int sends;
    private Func<DeskDraft, DeskDraft?> answer = draft => draft;

    public DeskFormTests()
    {
        CultureInfo.CurrentUICulture = new("zh-CN");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton<AntiforgeryStateProvider, NoToken>();
    }

    [Fact]
    public void Every_kind_of_question_has_its_input_with_label_help_and_source()
    {
        var form = Open(Sheet([.. Enum.GetValues<FieldKind>().Select(kind => Field(kind.ToString(), kind) with { Source = new("来自档案", "From the profile") })]));
        Assert.Equal(Enum.GetValues<FieldKind>().Length, form.FindAll("[data-field]").Count);
        Assert.NotNull(form.Find("[data-field=Choice] select"));
        Assert.Equal(2, form.FindAll("[data-field=Choices] input[type=checkbox]").Count);
        Assert.NotNull(form.Find("[data-field=Date] input[type=date]"));
        Assert.NotNull(form.Find("[data-field=DateAndTime] input[type=datetime-local]"));
        Assert.NotNull(form.Find("[data-field=Text] textarea"));
        Assert.All(form.FindAll("[data-field]"), f => Assert.Contains("来自档案", f.TextContent, StringComparison.Ordinal));
        Assert.All(form.FindAll("[data-field] [aria-describedby]"), input => Assert.NotNull(form.Find("#" + input.GetAttribute("aria-describedby"))));
    }

    [Fact]
    public void What_is_typed_is_saved_by_itself_with_what_stood_there()
    {
        var form = Open(Sheet(Field("name", FieldKind.Line, "旧")));
        form.Find("[data-field=name] input").Input("新");
        form.WaitForAssertion(() => Assert.Equal(("name", "新"), (sent.Single().Key, sent.Single().Typed)));
        Assert.Equal(0, sends);
    }

    [Fact]
    public void A_choice_is_saved_at_once_because_it_decides_what_is_asked()
    {
        answer = draft => draft with { Fields = [.. draft.Fields, Field("more", FieldKind.Line)] };
        var form = Open(Sheet(Field("kind", FieldKind.Choice, "a")));
        Assert.Empty(form.FindAll("[data-field=more]"));
        form.Find("[data-field=kind] select").Change("b");
        Assert.Equal("b", sent.Single().Typed);
        Assert.NotNull(form.Find("[data-field=more] input"));
    }

    [Fact]
    public void Ticks_are_one_answer_in_the_order_of_the_form()
    {
        var form = Open(Sheet(Field("many", FieldKind.Choices, "b")));
        form.FindAll("[data-field=many] input")[0].Change(true);
        Assert.Equal("a,b", sent.Single().Typed);
    }

    [Fact]
    public void What_the_phone_changed_is_shown_and_saved_over_only_when_somebody_says_so()
    {
        answer = draft => draft with { Fields = [Field("name", FieldKind.Line, "手机上的") with { ChangedElsewhere = true }] };
        var form = Open(Sheet(Field("name", FieldKind.Line, "旧")));
        form.Find("[data-field=name] input").Input("窗口的");
        form.WaitForAssertion(() => Assert.Contains("手机上的", form.Find("[data-field=name] [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("窗口的", form.Find("[data-field=name] input").GetAttribute("value"));
        form.Find("[data-field=name] input").Input("窗口的字");
        Assert.Single(sent);
        answer = draft => draft;
        form.FindAll("[data-field=name] .acts button")[1].Click();
        Assert.Equal("窗口的字", sent[^1].Typed);
        Assert.Empty(form.FindAll("[data-field=name] [role=alert]"));
    }

    [Fact]
    public void The_phones_words_are_taken_over_with_one_click()
    {
        answer = draft => draft with { Fields = [Field("name", FieldKind.Line, "手机上的") with { ChangedElsewhere = true }] };
        var form = Open(Sheet(Field("name", FieldKind.Line, "旧")));
        form.Find("[data-field=name] input").Input("窗口的");
        form.WaitForElement("[data-field=name] .acts button").Click();
        Assert.Equal("手机上的", form.Find("[data-field=name] input").GetAttribute("value"));
        Assert.Single(sent);
    }

    [Fact]
    public void A_masked_answer_is_not_in_the_page_until_it_is_entered_anew()
    {
        var form = Open(Sheet(Field("number", FieldKind.Line) with { Hidden = new("500***********0018", "500***********0018") }));
        Assert.Empty(form.FindAll("[data-field=number] input"));
        form.Find("[data-field=number] button").Click();
        Assert.Equal("", form.Find("[data-field=number] input").GetAttribute("value") ?? "");
        Assert.Empty(sent);
    }

    [Fact]
    public void Sending_marks_what_is_missing_and_sends_it_all_the_same_when_asked_twice()
    {
        var form = Open(Sheet(Field("name", FieldKind.Line) with { Problem = new("请填写名称。", "Still empty: name.") }));
        Assert.Empty(form.FindAll("[data-field=name] .error"));
        form.Find("[data-test=send]").Click();
        Assert.Equal(0, sends);
        Assert.Contains("请填写名称", form.Find("[data-field=name] .error").TextContent, StringComparison.Ordinal);
        form.Find("[data-test=send-anyway]").Click();
        Assert.Equal(1, sends);
    }

    [Fact]
    public void A_refused_save_loses_nothing()
    {
        answer = _ => null;
        var form = Open(Sheet(Field("name", FieldKind.Line, "旧")));
        form.Find("[data-field=name] input").Input("新");
        form.WaitForAssertion(() => Assert.Single(sent));
        Assert.Equal("新", form.Find("[data-field=name] input").GetAttribute("value"));
        answer = draft => draft;
        form.Find("[data-test=send]").Click();
        Assert.Equal(["新", "新"], sent.Select(s => s.Typed));
        Assert.Equal(1, sends);
    }

    [Fact]
    public void Papers_are_named_with_their_level_and_missing_ones_go_by_plain_http()
    {
        var form = Open(Sheet() with
        {
            Papers = [new(new("护照", "Passport"), null, TrustLevel.A, false, null), new(new("租约", "Lease"), null, TrustLevel.C, false, null), new(new("合同", "Contract"), null, null, false, "contract"), new(new("户口", "Register"), null, null, true, null)],
        });
        Assert.Equal(["A 级 · 机关签发", "C 级 · 未核原件", "缺", "A 级 · 部门共享"], form.FindAll(".papers .tag").Select(t => t.TextContent));
        var upload = form.FindAll("form[data-paper]").Single();
        Assert.Equal(("post", "/here"), (upload.GetAttribute("method"), upload.GetAttribute("action")));
        Assert.Equal("contract", upload.QuerySelector("[name=key]")!.GetAttribute("value"));
    }

    [Fact]
    public void Questions_about_a_person_stand_under_that_person()
    {
        var form = Open(Sheet(Field("kind", FieldKind.Line), Field("size", FieldKind.Line) with { Person = new("配偶 陈*", "Spouse C*") }));
        Assert.Equal(["申请内容", "配偶 陈*"], form.FindAll("section.panel:has([data-field]) h2").Select(h => h.TextContent));
    }

    private IRenderedComponent<DeskForm> Open(DeskDraft sheet)
    {
        IRenderedComponent<DeskForm>? form = null;
        var now = sheet;
        form = Render<DeskForm>(p => p.Add(x => x.Draft, sheet).Add(x => x.Pause, TimeSpan.Zero).Add(x => x.PaperAction, "/here").Add(x => x.OnSend, () => sends++)
            .Add(x => x.OnSave, changes =>
            {
                sent.AddRange(changes);
                var after = answer(now with { Fields = [.. now.Fields.Select(f => changes.FirstOrDefault(c => c.Key == f.Field.Key) is { } c ? f with { Value = c.Typed, ChangedElsewhere = false } : f)] });
                if (after is null) return Task.FromResult<DeskDraft?>(null);
                now = after;
                form!.Render(again => again.Add(x => x.Draft, after));
                return Task.FromResult<DeskDraft?>(after);
            }));
        return form;
    }

    private static DeskDraft Sheet(params DeskField[] fields) => new(Guid.NewGuid(), new("落户", "Household"), new("林*远", "L***"), null, false, [], fields, []);

    private static DeskField Field(string key, FieldKind kind, string value = "") =>
        new(new(key, new("问题", "Question"), new("为什么问", "Why"), kind, true, 40, _ => null) { Choices = [("a", new("甲", "A")), ("b", new("乙", "B"))] }, null, value, null, null, null);

    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
