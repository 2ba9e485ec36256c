namespace TalentCode.Core.Time;

/// <summary>When a limit ends, and how that came about in words a layman can check with a wall calendar.</summary>
/// <param name="AtUtc">
/// The limit is kept before this instant (UTC). For limits in days it is 24:00 of <paramref name="Day"/>, the start of the next day.
/// </param>
/// <param name="Day">The city's date to show: the last day of the limit, or the day an hour limit ends on.</param>
/// <param name="Provisional">Rests on a year whose holiday notice is not out (暂定): recompute when it is, and tell the person if the day moved.</param>
/// <param name="Arithmetic">One sentence, both languages, without a final full stop.</param>
public sealed record DueDate(DateTime AtUtc, DateOnly Day, bool Provisional, LocalText Arithmetic)
{
    /// <summary>Whether the limit has passed at that instant.</summary>
    public bool IsOver(DateTime nowUtc) => CityClock.AsUtc(nowUtc) >= AtUtc;
}
