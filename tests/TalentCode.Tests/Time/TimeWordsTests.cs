using TalentCode.Core;
using TalentCode.Core.Time;

namespace TalentCode.Tests.Time;

public class TimeWordsTests
{
    [Theory]
    [InlineData(5, TermUnit.WorkingDay, "5 个工作日", "5 working days")]
    [InlineData(1, TermUnit.WorkingDay, "1 个工作日", "1 working day")]
    [InlineData(15, TermUnit.CalendarDay, "15 日(自然日)", "15 calendar days")]
    [InlineData(24, TermUnit.Hour, "24 小时", "24 hours")]
    [InlineData(0, TermUnit.WorkingDay, "当日", "same day")]
    [InlineData(0, TermUnit.CalendarDay, "当日", "same day")]
    [InlineData(0, TermUnit.Hour, "即时", "at once")]
    public void A_term_reads_as_people_say_it(int length, TermUnit unit, string zh, string en) =>
        Assert.Equal(new LocalText(zh, en), new Term(length, unit).InWords());

    [Theory]
    [InlineData("2026-09-18", 14, TermUnit.WorkingDay,
        "9月18日(周五)起算,首日不计,第14个工作日是10月14日(周三);其间9月20日(周日)、10月10日(周六)上班,9月25日至27日中秋节、10月1日至7日国庆节休息",
        "Counted from Fri 18 September, first day not included: the 14th working day is Wed 14 October; in between: Sun 20 September and Sat 10 October worked; 25 to 27 September (Mid-Autumn Festival) and 1 to 7 October (National Day) off")]
    [InlineData("2026-08-10", 1, TermUnit.WorkingDay,
        "8月10日(周一)起算,首日不计,第1个工作日是8月11日(周二)",
        "Counted from Mon 10 August, first day not included: the 1st working day is Tue 11 August")]
    [InlineData("2025-11-22", 29, TermUnit.WorkingDay,
        "2025年11月22日(周六)起算,首日不计,第29个工作日是2026年1月4日(周日);其间1月4日(周日)上班,1月1日至3日元旦休息",
        "Counted from Sat 22 November 2025, first day not included: the 29th working day is Sun 4 January 2026; in between: Sun 4 January worked; 1 to 3 January (New Year's Day) off")]
    [InlineData("2026-01-05", 190, TermUnit.WorkingDay,
        "1月5日(周一)起算,首日不计,第190个工作日是10月14日(周三);其间节假日休息30天,调休上班5天,其余周末不计",
        "Counted from Mon 5 January, first day not included: the 190th working day is Wed 14 October; in between: 30 days off for public holidays, 5 make-up days worked, other weekends not counted")]
    [InlineData("2026-09-18", 15, TermUnit.CalendarDay,
        "9月18日(周五)起算,首日不计,第15日是10月3日(周六),逢国庆节休息,顺延到10月8日(周四)",
        "Counted from Fri 18 September, first day not included: the 15th day is Sat 3 October, a day off (National Day), so it moves to Thu 8 October")]
    [InlineData("2026-11-22", 0, TermUnit.WorkingDay,
        "11月22日(周日)当日到期,逢周末休息,顺延到11月23日(周一)",
        "Due the same day, Sun 22 November, a day off (weekend), so it moves to Mon 23 November")]
    [InlineData("2026-09-30", 24, TermUnit.Hour,
        "9月30日(周三)10:15起24小时,到10月1日(周四)10:15;昼夜连续计算,节假日不除外",
        "24 hours from 10:15 on Wed 30 September, until 10:15 on Thu 1 October; counted day and night, holidays included")]
    public void The_arithmetic_can_be_followed_on_a_wall_calendar(string start, int length, TermUnit unit, string zh, string en) =>
        Assert.Equal(new LocalText(zh, en), City.Due(start, length, unit).Arithmetic);

    [Theory]
    [InlineData("2026-11-24", 10, TermUnit.WorkingDay, "还剩 3 个工作日", "3 working days left")]
    [InlineData("2026-11-27", 23, TermUnit.WorkingDay, "今天 24:00 到期", "Due by midnight tonight")]
    [InlineData("2026-11-28", 10, TermUnit.WorkingDay, "期限已过", "The time limit has passed")]
    [InlineData("2026-12-01", 10, TermUnit.WorkingDay, "已超期 2 个工作日", "2 working days overdue")]
    [InlineData("2026-11-27", 23, TermUnit.Hour, "还剩不到 1 小时", "Less than an hour left")]
    public void What_is_left_is_said_plainly(string today, int hour, TermUnit unit, string zh, string en)
    {
        var due = City.Clock.EndOf(City.Day("2026-11-27"));

        Assert.Equal(new LocalText(zh, en), DueDates.LeftInWords(due, unit, City.At(today, hour, 30), City.Calendar, City.Clock));
    }

    [Fact]
    public void Words_do_not_depend_on_the_machines_language()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new("ar-SA");
            Assert.Equal(new LocalText("11月23日(周一)", "Mon 23 November"), DayText.Of(City.Day("2026-11-23")));
            Assert.EndsWith("Tue 24 November", City.Due("2026-11-23", 1, TermUnit.WorkingDay).Arithmetic.En, StringComparison.Ordinal);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}
