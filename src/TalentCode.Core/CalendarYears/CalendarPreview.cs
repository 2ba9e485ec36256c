using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.CalendarYears;

/// <summary>One case that a notice moves.</summary>
/// <param name="Moves">Its dates that move; those of its members where only theirs do; none where only the mark 暂定 goes.</param>
public sealed record MovedCase(Guid Id, string? Number, LocalText Item, IReadOnlyList<DateMove> Moves, bool LosesMark);

/// <summary>What a notice would do.</summary>
/// <param name="DaysChanged">Zero: the calendar already says all of it.</param>
/// <param name="Moved">Cases of which a date moves.</param>
/// <param name="Confirmed">Cases that only lose their mark 暂定.</param>
/// <param name="Pages">The id after which each page of cases begins.</param>
/// <param name="Answers">Opinions of other departments and answers to objections that are awaited and whose day moves.</param>
public sealed record NoticeEffect(HolidayNotice Notice, int DaysChanged, int WorkingDays, int Looked, int Moved, int Confirmed, IReadOnlyList<Guid> Pages, int Answers);

/// <summary>Computes what a notice would do to open cases, without writing anything: in chunks, with a memory that does not grow with the cases.</summary>
public sealed class CalendarPreview(Store store, CityClock clock)
{
    public const int PageSize = 20;
    private const int Chunk = 100;

    /// <summary>Counts over all cases the year can touch, and remembers where each page begins.</summary>
    /// <exception cref="RefusedException">Not permitted, or the file has problems.</exception>
    public async Task<NoticeEffect> SumUpAsync(Actor actor, int year, string text, CancellationToken cancel = default)
    {
        actor.Require(Permission.Administer);
        var notice = HolidayNoticeReader.Read(text, year).Required();
        var stored = await StoredAsync();
        var rows = new HolidayRows(stored, notice);
        var calendar = new WorkingCalendar(rows.After());
        var answers = await store.ReadAsync(db => AnswerEffect.OfAsync(db, year, new(stored), calendar, clock));
        var (looked, moved, confirmed, pages) = (0, 0, 0, new List<Guid>());
        await foreach (var (before, after, line) in EachAsync(year, calendar, Guid.Empty, () => looked++, cancel))
        {
            if ((moved + confirmed) % PageSize == 0) pages.Add(before);
            if (line.Moves.Count > 0) moved++;
            else confirmed++;
        }
        return new(notice, rows.Changed, WorkingDaysOf(year, calendar), looked, moved, confirmed, pages, answers.Count);
    }

    /// <summary>One page of the cases that move.</summary>
    /// <param name="after">An entry of <see cref="NoticeEffect.Pages"/>.</param>
    public async Task<IReadOnlyList<MovedCase>> PageAsync(Actor actor, HolidayNotice notice, Guid after, CancellationToken cancel = default)
    {
        actor.Require(Permission.Administer);
        var calendar = new WorkingCalendar(new HolidayRows(await StoredAsync(), notice).After());
        var lines = new List<MovedCase>(PageSize);
        await foreach (var (_, _, line) in EachAsync(notice.Year, calendar, after, () => { }, cancel))
        {
            lines.Add(line);
            if (lines.Count == PageSize) break;
        }
        return lines;
    }

    internal static int WorkingDaysOf(int year, WorkingCalendar calendar) => calendar.WorkingDays(new DateOnly(year - 1, 12, 31), new DateOnly(year, 12, 31));

    private Task<List<Holiday>> StoredAsync() => store.ReadAsync(db => db.Holidays.ToListAsync());

    private async IAsyncEnumerable<(Guid Before, Guid At, MovedCase Line)> EachAsync(int year, WorkingCalendar calendar, Guid after, Action looked,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var (cursor, before, now) = (after, after, clock.UtcNow);
        while (true)
        {
            var from = cursor;
            var rows = await store.ReadAsync(db => YearEffect.Candidates(db, year, clock).Where(c => c.Id > from).Take(Chunk).WithClocks().ToListAsync(cancel));
            foreach (var row in rows)
            {
                looked();
                if (LineOf(row, YearEffect.Of(row, now, calendar, clock)) is { } line) yield return (before, row.Id, line);
                before = row.Id;
            }
            if (rows.Count < Chunk) yield break;
            cursor = rows[^1].Id;
        }
    }

    /// <summary>The line of a case; null where nothing changes.</summary>
    internal static MovedCase? LineOf(ServiceCase row, IReadOnlyList<CaseMoves> effect)
    {
        if (!effect.Any(e => e.Any)) return null;
        var moves = effect[0].Moves.Count > 0 ? effect[0].Moves : [.. effect.Skip(1).SelectMany(e => e.Moves).Distinct()];
        return new(row.Id, row.Number, row.ItemVersion!.Content.ShortName, moves, effect.Any(e => e.LosesMark));
    }
}
