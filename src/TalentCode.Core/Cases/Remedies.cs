using TalentCode.Core.Catalogue;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>One line of what can be done against a decision.</summary>
/// <param name="LastDay">Last day in the city, where there is one.</param>
public sealed record RemedyLine(LocalText Label, LocalText Text, DateOnly? LastDay = null);

/// <summary>What can be done against a decision, in full, as the item's data says it (domain 2.0): organ, court, and the last day as a date.</summary>
public static class Remedies
{
    // 行政诉讼法 46: six months from the day on which one knew or should have known.
    private const int SuitMonths = 6;

    // How an item's text calls the court as long as nobody has entered it. Which court it is depends on the seat of the unit and
    // on how a city divides these suits (行政诉讼法 14, 15, 18), so it is entered by the administrator and not guessed here.
    private static readonly string[] CourtsZh = ["有管辖权的中级人民法院", "有管辖权的人民法院"];
    private static readonly string[] CourtsEn = ["the competent intermediate people’s court", "the competent people’s court"];

    /// <summary>The court an administrator has entered for the unit, as a sentence takes it; null where none is.</summary>
    public static LocalText? CourtOf(Department? unit) => unit?.CourtZh is not { } zh ? null
        : new(zh, unit.CourtEn is not { } en ? zh : en.StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? en : $"the {en}");

    /// <param name="unit">The department that decided; its court stands in place of the item's general words.</param>
    /// <param name="toldAt">UTC instant at which the applicant was told.</param>
    public static IReadOnlyList<RemedyLine> Of(ItemContent item, Department? unit, DateTime toldAt, WorkingCalendar calendar, CityClock clock)
    {
        if (item.RemedyText is not { } remedy) return [];
        var entered = remedy.CourtZh is null ? null : CourtOf(unit);
        List<RemedyLine> lines = [new(new("救济途径", "Remedy"), entered is { } named ? Naming(remedy.Text, named) : remedy.Text)];
        var told = DayText.Of(clock.DateOf(toldAt), withYear: true);
        if (remedy is { OrganZh: { } organ, Days: > 0 })
        {
            var due = DueDates.Calculate(toldAt, new Term(remedy.Days, TermUnit.CalendarDay), calendar, clock);
            lines.Add(Line(new("行政复议", "Review"), new($"向{organ}申请", $"Apply to {remedy.OrganEn ?? organ}"), new($"{remedy.Days}日", $"{remedy.Days} days"), due.Day, due.Provisional));
        }
        if (remedy.CourtZh is { } general)
        {
            var court = entered ?? new(general, remedy.CourtEn ?? general);
            var last = clock.DateOf(toldAt).AddMonths(SuitMonths);
            var day = calendar.IsInHolidayBlock(last) ? calendar.OnOrAfterWorkingDay(last) : last;
            lines.Add(Line(new("行政诉讼", "Suit"), new($"向{court.Zh}起诉", $"Bring an action before {court.En}"), new($"{SuitMonths}个月", $"{SuitMonths} months"), day, calendar.IsProvisional(day)));
        }
        return lines;

        static LocalText Naming(LocalText text, LocalText court) => new(
            CourtsZh.Aggregate(text.Zh, (zh, general) => zh.Replace(general, court.Zh, StringComparison.Ordinal)),
            CourtsEn.Aggregate(text.En, (en, general) => en.Replace(general, court.En, StringComparison.Ordinal)));

        RemedyLine Line(LocalText label, LocalText what, LocalText term, DateOnly day, bool provisional)
        {
            var last = DayText.Of(day, withYear: true);
            return new(label, new(
                $"{what.Zh},最迟{last.Zh}{(provisional ? "(暂定)" : "")}。按{told.Zh}知道决定、{term.Zh}计算;更晚才知道的,从知道之日起算。",
                $"{what.En}, by {last.En}{(provisional ? " (provisional)" : "")}. Counted as {term.En} from learning of it on {told.En}; if you learned of it later, from that day."), day);
        }
    }
}
