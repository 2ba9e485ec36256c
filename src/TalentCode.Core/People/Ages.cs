namespace TalentCode.Core.People;

public static class Ages
{
    /// <summary>From this age a member of a family may sign in and decide about the own data (个人信息保护法 31).</summary>
    public const int OwnSay = 14;

    /// <summary>From this age somebody is no minor any more (未成年人保护法 2).</summary>
    public const int Adult = 18;

    /// <summary>Completed years between birth and <paramref name="day"/>.</summary>
    public static int On(DateOnly birth, DateOnly day)
    {
        var years = day.Year - birth.Year;
        // Compared by month and day, so that 29 February counts as passed on 1 March.
        return (day.Month, day.Day).CompareTo((birth.Month, birth.Day)) < 0 ? years - 1 : years;
    }

    /// <summary>The day on which somebody reaches an age; born on 29 February, that is 1 March in common years.</summary>
    public static DateOnly Turns(DateOnly birth, int age) =>
        birth is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(birth.Year + age) ? new DateOnly(birth.Year + age, 3, 1) : birth.AddYears(age);
}
