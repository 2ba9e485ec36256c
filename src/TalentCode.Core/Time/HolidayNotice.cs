namespace TalentCode.Core.Time;

/// <summary>A yearly notice (放假安排) as it was read and found whole: the days off and the make-up days it names, in order of date.</summary>
public sealed record HolidayNotice(int Year, IReadOnlyList<NamedDay> Days)
{
    /// <summary>The rows the notice stands for.</summary>
    public IEnumerable<Holiday> Rows() => Days.Select(d => new Holiday
    {
        Date = d.Day,
        Name = d.Name,
        Off = d.Off,
        Status = HolidayStatus.Published,
        NoticeYear = Year,
    });
}

/// <summary>One thing that is wrong with a notice file: which entry, and what to do.</summary>
/// <param name="Code">Stable name of the reason.</param>
public sealed record NoticeProblem(string Code, LocalText Sentence)
{
    public NoticeProblem(string code, string zh, string en) : this(code, new LocalText(zh, en)) { }
}

/// <summary>A notice, or everything that is wrong with its file; never both.</summary>
public sealed record NoticeReading(HolidayNotice? Notice, IReadOnlyList<NoticeProblem> Problems)
{
    /// <exception cref="RefusedException">The file has problems; the first one is said.</exception>
    public HolidayNotice Required() => Notice ?? throw new RefusedException(Problems[0].Code, Problems[0].Sentence);
}
