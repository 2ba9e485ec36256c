namespace TalentCode.Core.Time;

/// <summary>What a limit counts. Each service item says which; never assume working days.</summary>
public enum TermUnit
{
    /// <summary>Days on which the city works (行政许可法 82).</summary>
    WorkingDay,

    /// <summary>Days of the calendar (自然日), e.g. 15 日 for a residence permit.</summary>
    CalendarDay,

    /// <summary>Hours by the clock, day and night.</summary>
    Hour,
}

/// <summary>A length of time as a law or a promise states it. The length is zero or more; zero means the same day, or at once.</summary>
public readonly record struct Term(int Length, TermUnit Unit)
{
    /// <summary>For example 5 个工作日 / 5 working days.</summary>
    public LocalText InWords() => (Length, Unit) switch
    {
        (0, TermUnit.Hour) => new("即时", "at once"),
        (0, _) => new("当日", "same day"),
        (_, TermUnit.WorkingDay) => new($"{Length} 个工作日", Count(Length, "working day")),
        (_, TermUnit.CalendarDay) => new($"{Length} 日(自然日)", Count(Length, "calendar day")),
        _ => new($"{Length} 小时", Count(Length, "hour")),
    };

    internal static string Count(int number, string one) => number == 1 ? $"1 {one}" : $"{number} {one}s";
}
