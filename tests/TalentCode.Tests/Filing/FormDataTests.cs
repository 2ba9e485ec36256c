using TalentCode.Core.Eligibility;
using TalentCode.Core.Filing;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Filing;

/// <summary>The shipped forms hold together: nothing in them names what is not there.</summary>
[Trait("Category", "Core")]
public sealed class FormDataTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task Every_source_check_condition_and_reference_of_every_form_exists()
    {
        var wrong = new List<string>();
        foreach (var item in await city.ItemsAsync())
        {
            var form = item.Content.Form!;
            var keys = form.Fields.Select(f => f.Key).Append(form.People?.Key ?? "").ToHashSet();
            foreach (var field in form.Fields)
            {
                wrong.AddRange(field.Prefill.Where(s => !KnownAnswers.Knows(s)).Select(s => $"{item.Id}.{field.Key}: source {s}"));
                if (field.Check is { } check && !AnswerChecks.Knows(check)) wrong.Add($"{item.Id}.{field.Key}: check {check}");
                if (field.ShowWhen is { } when && !keys.Contains(when.Key)) wrong.Add($"{item.Id}.{field.Key}: shown by {when.Key}");
                if (field.Default is { } value && field.Choices.Count > 0 && field.Choices.All(c => c.Value != value)) wrong.Add($"{item.Id}.{field.Key}: default {value}");
            }
            wrong.AddRange(form.Papers.Where(p => item.Content.Materials.All(m => m.Code != p.Key) || !keys.Contains(p.Value.Key)).Select(p => $"{item.Id}: paper {p.Key}"));
            wrong.AddRange(form.Conditions.Where(c => !Conditions.Kinds.Contains(c.Kind)).Select(c => $"{item.Id}: condition {c.Kind}"));
            if (keys.Count != form.Fields.Count + 1 && form.People is null) wrong.Add($"{item.Id}: a key twice");
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Every_question_and_condition_speaks_both_languages()
    {
        foreach (var form in (await city.ItemsAsync()).Select(i => i.Content.Form!))
        {
            Assert.All(form.Fields, f => Assert.True(f.Zh.Length > 0 && f.En.Length > 0 && f.Choices.All(c => c.Zh.Length > 0 && c.En.Length > 0), f.Key));
            Assert.All(form.Conditions, c => Assert.True(c.Zh.Length > 0 && c.En.Length > 0 && c.SourceZh.Length > 0 && c.SourceEn.Length > 0, c.Zh));
        }
    }
}
