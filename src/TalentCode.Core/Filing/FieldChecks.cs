using System.Globalization;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Time;

namespace TalentCode.Core.Filing;

/// <summary>What an answer must be by the kind and the bounds of its question.</summary>
internal static class FieldChecks
{
    private const int EarliestYear = 1900, CentPlaces = 2;

    /// <summary>A sentence when the answer cannot be right; null when it can.</summary>
    public static LocalText? Problem(FieldContent field, string answer, CityClock clock) => field.Type switch
    {
        "number" or "money" => Number(field, answer),
        "year" => Year(field, answer, clock),
        "date" => Date(field, answer, clock),
        "datetime" => Moment(field, answer, clock),
        "choices" => answer.Split(',').All(v => field.Choices.Any(c => c.Value == v)) ? null : new($"请重新选择{field.Zh}。", $"Choose again: {field.En}."),
        _ => field.Check is { } check ? AnswerChecks.Problem(check, answer) : null,
    };

    public static int Places(FieldContent field) => field.Decimals > 0 || field.Type != "money" ? field.Decimals : CentPlaces;

    private static LocalText? Number(FieldContent field, string answer)
    {
        var places = Places(field);
        if (!decimal.TryParse(answer, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number))
            return new($"{field.Zh}请只填数字,例如 {(places > 0 ? "12.50" : "12")}。", $"{field.En}: digits only, such as {(places > 0 ? "12.50" : "12")}.");
        if (decimal.Round(number, places) != number)
            return places == 0 ? new($"{field.Zh}请填整数。", $"{field.En}: a whole number.") : new($"{field.Zh}最多{places}位小数。", $"{field.En}: at most {places} places behind the point.");
        var unit = field.Unit ?? (field.Type == "money" ? new LocalText("元", "yuan") : default);
        if (number < (field.Least ?? decimal.MinValue)) return new($"{field.Zh}不能小于{field.Least}{unit.Zh}。", $"{field.En}: not less than {field.Least} {unit.En}.");
        return number > (field.Most ?? decimal.MaxValue) ? new($"{field.Zh}不能大于{field.Most}{unit.Zh}。", $"{field.En}: not more than {field.Most} {unit.En}.") : null;
    }

    private static LocalText? Year(FieldContent field, string answer, CityClock clock)
    {
        var (least, most) = ((int)(field.Least ?? EarliestYear), (int)(field.Most ?? clock.Today.Year + 1));
        return answer.Length == 4 && int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year >= least && year <= most ? null
            : new($"{field.Zh}请填四位数的年份,{least}至{most}年之间。", $"{field.En}: a year with four digits, from {least} to {most}.");
    }

    private static LocalText? Date(FieldContent field, string answer, CityClock clock) =>
        DateOnly.TryParseExact(answer, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? Within(field, day, clock)
            : new($"{field.Zh}请填一个存在的日期,例如 {clock.Today:yyyy-MM-dd}。", $"{field.En}: a date that exists, such as {clock.Today:yyyy-MM-dd}.");

    private static LocalText? Moment(FieldContent field, string answer, CityClock clock) =>
        DateTime.TryParseExact(answer.Replace(' ', 'T'), ItemForms.DateTimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? Within(field, DateOnly.FromDateTime(moment), clock)
            : new($"{field.Zh}请填日期和时间,例如 {clock.Today:yyyy-MM-dd} 18:30。", $"{field.En}: date and time, such as {clock.Today:yyyy-MM-dd} 18:30.");

    private static LocalText? Within(FieldContent field, DateOnly day, CityClock clock)
    {
        if (field.From is { } from && DayOf(from, clock) is { } first && day < first)
            return new($"{field.Zh}不能早于{DayText.Of(first, true).Zh},请核对。", $"{field.En} cannot be before {DayText.Of(first, true).En}; check it.");
        return field.Until is { } until && DayOf(until, clock) is { } last && day > last
            ? new($"{field.Zh}不能晚于{DayText.Of(last, true).Zh},请核对。", $"{field.En} cannot be after {DayText.Of(last, true).En}; check it.")
            : null;
    }

    /// <summary>"today", "today-30", "today+365" or an ISO day; null when it is none of them.</summary>
    public static DateOnly? DayOf(string text, CityClock clock)
    {
        if (!text.StartsWith("today", StringComparison.Ordinal)) return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        if (text.Length == 5) return clock.Today;
        return int.TryParse(text[5..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var days) ? clock.Today.AddDays(days) : null;
    }
}
