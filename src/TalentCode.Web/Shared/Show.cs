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

    /// <summary>The last day of a limit whose end instant is 24:00.</summary>
    public string DueDay(DateTime due) => Day(clock.DateOf(due.AddTicks(-1)));

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
