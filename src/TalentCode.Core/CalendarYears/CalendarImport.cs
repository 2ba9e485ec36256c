using TalentCode.Core.Data;

namespace TalentCode.Core.CalendarYears;

/// <summary>
/// One import of a yearly notice: first a draft that changes nothing, then what was published, by whom, on which notice,
/// and how far the open cases have been recomputed. Started imports are kept for ever; they are the audit of the calendar.
/// </summary>
public sealed class CalendarImport : IVersioned
{
    public Guid Id { get; set; }
    public int Year { get; set; }

    /// <summary>Number of the notice, such as 国办发明电〔2026〕9号: the reason for every date that moves.</summary>
    public string NoticeNumber { get; set; } = "";

    /// <summary>The file as it came.</summary>
    public string Text { get; set; } = "";

    public DateTime CreatedAt { get; set; }
    public Guid ById { get; set; }
    public string ByZh { get; set; } = "";
    public string ByEn { get; set; } = "";

    /// <summary>When the days were published; null while it is a draft.</summary>
    public DateTime? StartedAt { get; set; }

    /// <summary>1, 2, 3 … among the imports of the year; null while it is a draft. Unique, so that of two at once one is first.</summary>
    public int? Sequence { get; set; }

    /// <summary>Rows the notice stands for, and how many of them are new or different from before.</summary>
    public int Days { get; set; }
    public int DaysChanged { get; set; }

    /// <summary>Cases the year can touch, as counted when the days were published.</summary>
    public int Expected { get; set; }

    /// <summary>The last case looked at; the next chunk begins after it.</summary>
    public Guid Cursor { get; set; }

    public int Looked { get; set; }

    /// <summary>Cases of which a date moved, and cases that only lost their mark 暂定. A family counts once.</summary>
    public int Moved { get; set; }
    public int Confirmed { get; set; }

    /// <summary>When every case had been looked at once, or a later import of the year took over.</summary>
    public DateTime? FinishedAt { get; set; }

    /// <summary>When all were looked at again, after other servers had let go of the old calendar.</summary>
    public DateTime? SettledAt { get; set; }

    public Guid Version { get; set; }

    public LocalText By => new(ByZh, ByEn);

    public LocalText Why => new($"放假安排公布({NoticeNumber})", $"Holiday arrangements published ({NoticeNumber})");
}
