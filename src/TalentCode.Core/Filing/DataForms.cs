using System.Globalization;
using System.Runtime.CompilerServices;
using TalentCode.Core.Catalogue;
using TalentCode.Core.People;

namespace TalentCode.Core.Filing;

/// <summary>Makes the form of an item version out of its data. The same version gives the same form, so it is made once.</summary>
public static class DataForms
{
    private static readonly ConditionalWeakTable<ItemContent, ItemForm> Made = [];

    public static ItemForm? Of(ItemContent item) => item.Form is null ? null : Made.GetValue(item, content => Make(content, content.Form!));

    private static ItemForm Make(ItemContent item, FormContent form)
    {
        var people = form.People;
        var fields = form.Fields.Select(FieldOf);
        if (people?.Mode == PeopleRule.One) fields = fields.Prepend(WhoOf(people));
        return new(item.Id, [.. fields], people?.Mode == PeopleRule.Bundle ? people.Takes : null, (talent, day) => Obstacle(form, talent, day))
        {
            WithHolder = people is null || people.Holder || people.Mode == PeopleRule.One,
            NeedsGrade = !form.NoGrade,
            PersonKey = people?.Mode == PeopleRule.One ? people.Key : null,
            Papers = form.Papers,
        };
    }

    /// <summary>The form with the people this family has to choose from.</summary>
    public static ItemForm Fit(ItemForm form, FormContent? data, Talent talent, DateOnly today)
    {
        if (data?.People is not { Mode: PeopleRule.One } people) return form;
        List<(string, LocalText)> choices = people.Holder ? [(PeopleRule.Self, new("本人", "Myself"))] : [];
        choices.AddRange(FamilyLabels.Of(talent, today).Where(f => people.Takes(f.Member, today)).Select(f => (f.Member.Id.ToString(), f.Label)));
        return form with { Fields = [.. form.Fields.Select(f => f.Key == people.Key ? f with { Choices = choices } : f)] };
    }

    // A hard condition is one without which the item makes no sense at all; everything else is for an officer to weigh.
    private static LocalText? Obstacle(FormContent form, Talent talent, DateOnly day)
    {
        if (form.Conditions.FirstOrDefault(c => c.Hard && !Eligibility.Conditions.HoldsFor(c, talent, day)) is { } unmet)
            return new($"这个事项的前提是:{unmet.Zh}。{unmet.FixZh ?? "如果你认为不对,请用“诉求直达”告诉我们,由人来判断。"}",
                $"This service is for: {unmet.En}. {unmet.FixEn ?? "If you think that is wrong, leave a direct request and a person will look at it."}");
        if (form.People is { Holder: false, Optional: false } people && !talent.Family.Exists(f => people.Takes(f, day)))
            return new("你登记的家庭成员里没有符合条件的人。家庭信息有变化的,请人才管家更新后再来,已填写的内容会保留。",
                "Nobody in your registered family fits this service. If your family has changed, ask your steward to update it and come back; what you entered is kept.");
        return null;
    }

    private static FormField WhoOf(PeopleRule people) => new(people.Key, people.Relations is [FamilyRelation.Child] ? new("为哪个孩子", "For which child") : new("为谁办理", "For whom"),
        new("只列出你登记的、符合条件的家庭成员", "Only registered members of your family who fit are listed"), FieldKind.Choice, !people.Optional, 40, _ => null)
    {
        Source = known => OnlyOne(people, known),
    };

    private static KnownAnswer? OnlyOne(PeopleRule people, Known known)
    {
        if (people.Holder) return new(PeopleRule.Self, KnownAnswers.Profile);
        var fitting = known.Talent.Family.FindAll(f => people.Takes(f, known.Today));
        return fitting.Count == 1 ? new(fitting[0].Id.ToString(), KnownAnswers.Family) : null;
    }

    private static FormField FieldOf(FieldContent field) => new(field.Key, new(field.Zh, field.En), new(field.WhyZh, field.WhyEn), KindOf(field.Type), field.Required, field.Max, _ => null)
    {
        Source = known => Fitting(field, KnownAnswers.First(field.Prefill, field.Key, known)) ?? (field.Default is { } value ? new KnownAnswer(value, default) : null),
        Choices = field.Type == "yes" ? YesNo : [.. field.Choices.Select(c => (c.Value, c.Word))],
        ShownWhen = field.ShowWhen,
        Per = field.Per,
        Unit = field.Unit ?? (field.Type == "money" ? new LocalText("元", "yuan") : null),
        Least = field.Least?.ToString(CultureInfo.InvariantCulture),
        Most = field.Most?.ToString(CultureInfo.InvariantCulture),
        Step = KindOf(field.Type) == FieldKind.Number ? StepOf(field) : null,
        InputMode = ModeOf(field),
        Privacy = AnswerMasks.Of(field),
        Check = (answer, clock) => FieldChecks.Problem(field, answer, clock),
    };

    // The same question may offer other choices in another service.
    private static KnownAnswer? Fitting(FieldContent field, KnownAnswer? answer) =>
        answer is null || field.Choices.Count == 0 || answer.Value.Split(',').All(v => field.Choices.Any(c => c.Value == v)) ? answer : null;

    private static readonly (string, LocalText)[] YesNo = [("yes", new("是", "Yes")), ("no", new("否", "No"))];

    private static FieldKind KindOf(string type) => type switch
    {
        "text" => FieldKind.Text,
        "choice" or "yes" => FieldKind.Choice,
        "choices" => FieldKind.Choices,
        "date" => FieldKind.Date,
        "datetime" => FieldKind.DateAndTime,
        "number" or "money" => FieldKind.Number,
        "year" => FieldKind.Year,
        _ => FieldKind.Line,
    };

    private static string StepOf(FieldContent field) => (1m / (decimal)Math.Pow(10, FieldChecks.Places(field))).ToString(CultureInfo.InvariantCulture);

    private static string? ModeOf(FieldContent field) => (field.Type, field.Check) switch
    {
        ("number" or "money", _) => "decimal",
        ("year", _) or (_, "bank-card" or "postcode" or "hs-code") => "numeric",
        (_, "email") => "email",
        (_, "phone") => "tel",
        (_, "url") => "url",
        _ => null,
    };
}
