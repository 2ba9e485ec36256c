using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.CalendarYears;

public enum ImportStart { Started, Unchanged, AlreadyStarted }

/// <summary>
/// Imports a yearly notice. The days are published in one transaction; the open cases follow in chunks, each with its
/// cursor in its own transaction, so that whoever goes on after a crash, or at the same moment, does nothing twice.
/// </summary>
public sealed class CalendarImporter(Store store, Calendars calendars, CaseSteps steps, CityClock clock)
{
    public const int LongestNumber = 100;
    private const int Chunk = 40;

    // Other servers keep a calendar for a minute; what they dated by the old one is caught afterwards.
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(3);

    /// <summary>Keeps what was sent as a draft that changes nothing; the person's earlier drafts go.</summary>
    /// <returns>Id of the draft.</returns>
    /// <exception cref="RefusedException">Not permitted, or the text is longer than any notice.</exception>
    public Task<Guid> KeepAsync(Actor actor, int year, string noticeNumber, string text)
    {
        actor.Require(Permission.Administer);
        if (text.Length > HolidayNoticeReader.LongestText) HolidayNoticeReader.Read(text, year).Required();
        var number = noticeNumber.Trim();
        return store.WriteAsync(async db =>
        {
            await db.CalendarImports.Where(i => i.StartedAt == null && i.ById == actor.Id).ExecuteDeleteAsync();
            var draft = new CalendarImport
            {
                Id = Guid.CreateVersion7(clock.UtcNow),
                Year = year,
                NoticeNumber = number.Length <= LongestNumber ? number : number[..LongestNumber],
                Text = text,
                CreatedAt = clock.UtcNow,
                ById = actor.Id,
                ByZh = actor.Name.Zh,
                ByEn = actor.Name.En,
            };
            db.CalendarImports.Add(draft);
            return draft.Id;
        });
    }

    /// <summary>Checks the draft once more, publishes its days and opens the work on the cases.</summary>
    /// <exception cref="RefusedException">Not permitted, no notice number, no such draft, or the file has problems; nothing was changed.</exception>
    public async Task<ImportStart> StartAsync(Actor actor, Guid id)
    {
        actor.Require(Permission.Administer);
        var result = await store.WriteAsync(async db =>
        {
            var draft = await db.CalendarImports.SingleOrDefaultAsync(i => i.Id == id && (i.StartedAt != null || i.ById == actor.Id))
                ?? throw new RefusedException("no-draft", "这份草稿已不在,日历没有改动。请重新提交文件。", "This draft is gone and the calendar was not changed. Please send the file again.");
            if (draft.StartedAt is not null) return ImportStart.AlreadyStarted;
            if (!draft.NoticeNumber.Any(char.IsDigit))
                throw new RefusedException("notice-number", "请填写通知文号,例如“国办发明电〔2026〕9号”。日历没有改动。", "Please give the number of the notice, for example 国办发明电〔2026〕9号. The calendar was not changed.");
            var notice = HolidayNoticeReader.Read(draft.Text, draft.Year).Required();
            var stored = await db.Holidays.ToListAsync();
            var (rows, before) = (new HolidayRows(stored, notice), new WorkingCalendar(stored));
            if (rows.Changed == 0) return ImportStart.Unchanged;
            var after = new WorkingCalendar(rows.After());
            await PublishAsync(db, draft, notice, rows, actor);
            // Few at any time, and how many days they were given only the old calendar can say: they move with the days.
            await AnswerEffect.MoveAsync(db, draft, before, after, clock);
            return ImportStart.Started;
        });
        calendars.Forget();
        return result;
    }

    /// <summary>Recomputes the next cases.</summary>
    /// <returns>How it stands now.</returns>
    public Task<CalendarImport> GoOnAsync(Guid id, CancellationToken cancel = default) => store.WriteAsync(async db =>
    {
        var import = await db.CalendarImports.SingleAsync(i => i.Id == id && i.StartedAt != null, cancel);
        if (import.FinishedAt is null || (import.SettledAt is null && clock.UtcNow >= import.StartedAt + Settling)) await ChunkAsync(db, import, cancel);
        return import;
    }, cancel);

    /// <summary>Finishes what a crash left, and looks at all cases again once other servers know the new calendar. May run at any time and anywhere.</summary>
    /// <returns>How many imports were brought forward.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var settled = clock.UtcNow - Settling;
        var waiting = await store.ReadAsync(db => db.CalendarImports
            .Where(i => i.StartedAt != null && i.SettledAt == null && (i.FinishedAt == null || i.StartedAt <= settled)).OrderBy(i => i.StartedAt).Select(i => i.Id).ToListAsync(cancel));
        if (waiting.Count > 0) calendars.Forget();
        foreach (var id in waiting)
            for (var import = await GoOnAsync(id, cancel); import.FinishedAt is null || (import.SettledAt is null && clock.UtcNow >= import.StartedAt + Settling);)
                import = await GoOnAsync(id, cancel);
        return waiting.Count;
    }

    private async Task PublishAsync(TalentDb db, CalendarImport draft, HolidayNotice notice, HolidayRows rows, Actor actor)
    {
        var now = clock.UtcNow;
        (draft.DaysChanged, draft.Days) = (rows.Changed, notice.Days.Count);
        var (remove, add) = rows.Apply();
        db.Holidays.RemoveRange(remove);
        db.Holidays.AddRange(add);
        var earlier = await db.CalendarImports.Where(i => i.Year == draft.Year && i.StartedAt != null).OrderBy(i => i.Sequence).ToListAsync();
        // Cases an earlier import had not come to are brought straight to the newest calendar.
        foreach (var open in earlier)
        {
            open.FinishedAt ??= now;
            open.SettledAt ??= now;
        }
        (draft.StartedAt, draft.Sequence) = (now, (earlier.Count > 0 ? earlier[^1].Sequence : 0) + 1);
        (draft.ById, draft.ByZh, draft.ByEn) = (actor.Id, actor.Name.Zh, actor.Name.En);
        draft.Expected = await YearEffect.Candidates(db, draft.Year, clock).CountAsync();
    }

    private async Task ChunkAsync(TalentDb db, CalendarImport import, CancellationToken cancel)
    {
        var (now, cursor) = (clock.UtcNow, import.Cursor);
        // Read here and not kept: what is decided in this transaction rests on the table of this transaction.
        var calendar = new WorkingCalendar(await db.Holidays.AsNoTracking().ToListAsync(cancel));
        var rows = await YearEffect.Candidates(db, import.Year, clock).Where(c => c.Id > cursor).Take(Chunk).WithClocks().Include(c => c.Department).Include(c => c.DueDates)
            .Include(c => c.Children).ThenInclude(c => c.DueDates).Include(c => c.Children).ThenInclude(c => c.Department).ToListAsync(cancel);
        var mover = new CaseMover(db, import, calendar, clock, now);
        foreach (var row in rows)
        {
            var moved = await mover.MoveAsync(row, steps);
            if (moved is null) continue;
            if (moved.Moves.Count > 0) import.Moved++;
            else import.Confirmed++;
        }
        await mover.WarnAnewAsync(rows, cancel);
        if (rows.Count > 0) import.Cursor = rows[^1].Id;
        if (import.FinishedAt is null) import.Looked += rows.Count;
        if (rows.Count < Chunk) EndOfPass(import, now);
    }

    private static void EndOfPass(CalendarImport import, DateTime now)
    {
        import.Cursor = Guid.Empty;
        if (import.FinishedAt is null) import.FinishedAt = now;
        else import.SettledAt = now;
    }
}
