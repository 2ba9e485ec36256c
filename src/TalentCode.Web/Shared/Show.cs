using TalentCode.Core.Cases;
using TalentCode.Core.People;
using TalentCode.Core.Time;

namespace TalentCode.Web.Shared;

/// <summary>Instants and states as screens show them: city time, the reader's language.</summary>
public sealed class Show(CityClock clock)
{
    /// <summary>11月23日(周一) 09:31.</summary>
    public string Moment(DateTime utc) => Lang.T(DayText.Of(clock.ToCity(utc)));

    public string Day(DateOnly day, bool withYear = false) => Lang.T(DayText.Of(day, withYear));

    /// <summary>A day far off, where the weekday says nothing: 2028年3月21日, 21 March 2028.</summary>
    public static string Date(DateOnly day) => Lang.English ? day.ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture) : $"{day.Year}年{day.Month}月{day.Day}日";

    /// <summary>09:31, the wall time in the city.</summary>
    public string Time(DateTime utc) => clock.ToCity(utc).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A number as people read it out: +86 199 0000 0011. Others only get their plus sign.</summary>
    public static string Phone(string digits) => digits is ['8', '6', .. { Length: 11 } own] ? $"+86 {own[..3]} {own[3..7]} {own[7..]}" : "+" + digits;

    /// <summary>The city's day of an instant.</summary>
    public string CityDay(DateTime utc) => Day(clock.DateOf(utc));

    /// <summary>The last day of a limit whose end instant is 24:00.</summary>
    public string DueDay(DateTime due) => Day(clock.DateOf(due.AddTicks(-1)));

    /// <summary>The same with the year, for a day that may lie in another one.</summary>
    public string Due(DateTime due) => Date(clock.DateOf(due.AddTicks(-1)));

    /// <summary>CSS class of a light: ok, wait, no.</summary>
    public static string Tone(CaseLight light) => light switch
    {
        CaseLight.Green => "ok",
        CaseLight.Yellow => "wait",
        CaseLight.Red or CaseLight.DeepRed => "no",
        _ => "",
    };

    public static string Grade(GradeLevel? level) => level is { } grade ? Lang.T($"{grade} 类", $"Grade {grade}") : Lang.T("无有效类别", "No valid grade");
}
