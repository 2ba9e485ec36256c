namespace TalentCode.Core.People;

public static class Ages
{
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
