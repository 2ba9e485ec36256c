using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Codes;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Scans;

/// <summary>The answer to a scan.</summary>
public sealed record ScanAnswer(ScanOutcome Outcome, LocalText Sentence, Guid? GrantId);

/// <summary>
/// What happens at the desk. One transaction: the code is spent, the grant opened, the scan logged and the holder's
/// access list written together. The same person at the same window scanning the same code again gets the same answer.
/// </summary>
public sealed class ScanService(Store store, TokenCodec codec, CodeLink link, CodeSecret secret, CityClock clock)
{
    /// <param name="scanned">Whatever camera, scanner or fingers delivered; hostile until read.</param>
    /// <exception cref="RefusedException">The actor may not scan, or has chosen no window. A bad code is an outcome, not an exception.</exception>
    public async Task<ScanAnswer> ScanAsync(Actor staff, string windowId, ScanPurpose purpose, string scanned)
    {
        staff.Require(ScanPurposes.PermissionFor(purpose));
        var text = scanned.Length > 1000 ? "" : scanned.Trim();
        // Writers queue: what never changes (counter, signature, whose pseudonym) is settled before joining the queue.
        var window = await store.ReadAsync(db => WindowAsync(db, windowId));
        if (IsShortCode(text)) return await store.WriteAsync(db => ByShortCodeAsync(db, staff, window, purpose, text));
        var now = clock.UtcNow;
        var digits = link.DigitsOf(text);
        TokenReading? reading = digits is null ? null : codec.Read(digits, now);
        var holder = reading?.Token is { } token ? await store.ReadAsync(db => HolderAsync(db, token)) : null;
        return await store.WriteTogetherAsync(db => ByTokenAsync(db, staff, window, purpose, new(text, digits, reading, holder, now)));
    }

    /// <summary>What was held before the scanner, as far as it can be told without the queue of writers.</summary>
    private sealed record Presented(string Text, string? Digits, TokenReading? Reading, Guid? Holder, DateTime At);

    private static bool IsShortCode(string text) => text.Length == CodeRules.ShortCodeDigits && text.All(char.IsAsciiDigit);

    private async Task<ScanAnswer> ByTokenAsync(TalentDb db, Actor staff, HallWindow window, ScanPurpose purpose, Presented presented)
    {
        var (text, _, _, talentId, now) = presented;
        if (presented is not { Digits: { } digits, Reading: { } reading })
            return Log(db, staff, window, purpose, ScanSource.Camera, ScanOutcome.NotACode, null, now, ScanSentences.Instead(link.Classify(text)));
        if (reading.Token is not { } token || reading.Fault is not (TokenFault.None or TokenFault.Expired or TokenFault.NotYetValid))
            return Log(db, staff, window, purpose, ScanSource.Camera, ScanOutcome.NotACode, null, now);
        // Used comes before expired: who scans a spent code a minute later should read that it was spent, and where.
        if (await db.UsedCodes.FindAsync(token.StoredSub, token.StoredCti) is { } used)
            return await AgainAsync(db, staff, window, purpose, used, talentId, now);
        if (reading.Fault == TokenFault.Expired) return Log(db, staff, window, purpose, ScanSource.Camera, ScanOutcome.Expired, talentId, now);
        if (reading.Fault == TokenFault.NotYetValid) return Log(db, staff, window, purpose, ScanSource.Camera, ScanOutcome.NotYetValid, talentId, now);
        var hindrance = talentId is null ? ScanOutcome.NotACode : await HindranceAsync(db, talentId.Value, purpose, token.NotBefore, digits);
        if (hindrance is { } outcome) return Log(db, staff, window, purpose, ScanSource.Camera, outcome, talentId, now);
        var grant = Grants.Open(db, staff, window, talentId!.Value, purpose, ScanSource.Camera, now);
        db.UsedCodes.Add(new UsedCode { Sub = token.StoredSub, Cti = token.StoredCti, At = now, StaffId = staff.Id, WindowId = window.Id, GrantId = grant.Id });
        return Log(db, staff, window, purpose, ScanSource.Camera, ScanOutcome.Valid, talentId, now, grantId: grant.Id);
    }

    // The pseudonym is that of the city day the window began in; around midnight it may be the neighbouring one.
    private static Task<Guid?> HolderAsync(TalentDb db, CodeToken token) => HolderOf(db, token.StoredSub);

    private static async Task<ScanAnswer> AgainAsync(TalentDb db, Actor staff, HallWindow window, ScanPurpose purpose, UsedCode used, Guid? talentId, DateTime now)
    {
        var grant = await db.Grants.AsNoTracking().SingleOrDefaultAsync(g => g.Id == used.GrantId);
        var sameHand = used.StaffId == staff.Id && used.WindowId == window.Id && grant?.Purpose == purpose && now - used.At <= TimeSpan.FromSeconds(CodeRules.LifeSeconds);
        if (sameHand) return new(ScanOutcome.Valid, ScanSentences.Of(ScanOutcome.Valid), used.GrantId);
        var place = await db.Windows.Include(w => w.Hall).Where(w => w.Id == used.WindowId).SingleAsync();
        var minutes = (int)(now - used.At).TotalMinutes;
        var ago = minutes == 0 ? new LocalText("刚刚", "moments ago") : new LocalText($"{minutes}分钟前", minutes == 1 ? "a minute ago" : $"{minutes} minutes ago");
        return Log(db, staff, window, purpose, ScanSource.Camera, ScanOutcome.AlreadyUsed, talentId, now,
            new($"这个码{ago.Zh}已在{place.Place.Zh}用过。请持码人刷新后再扫。", $"This code was used {ago.En} at {place.Place.En}. Ask the holder to refresh and scan again."));
    }

    private async Task<ScanAnswer> ByShortCodeAsync(TalentDb db, Actor staff, HallWindow window, ScanPurpose purpose, string digits)
    {
        var now = clock.UtcNow;
        await RequireTriesLeftAsync(db, staff, now);
        var hash = Convert.ToHexString(secret.Mac("short-code", digits));
        var row = await db.ShortCodes.Where(c => c.Hash == hash).OrderByDescending(c => c.ExpiresAt).FirstOrDefaultAsync();
        ScanOutcome? refusal = row is null ? ScanOutcome.NotACode
            : row.UsedAt is not null ? ScanOutcome.AlreadyUsed
            : now >= row.ExpiresAt ? ScanOutcome.Expired
            : await HindranceAsync(db, row.TalentId, purpose, row.ExpiresAt - CodeRules.ShortCodeLife, null);
        if (refusal is { } outcome) return Log(db, staff, window, purpose, ScanSource.ShortCode, outcome, row?.TalentId, now);
        // Spent by a conditional update: of two windows typing the same code at once, one gets it.
        if (await db.ShortCodes.Where(c => c.Id == row!.Id && c.UsedAt == null).ExecuteUpdateAsync(s => s.SetProperty(c => c.UsedAt, now)) == 0)
            return Log(db, staff, window, purpose, ScanSource.ShortCode, ScanOutcome.AlreadyUsed, row!.TalentId, now);
        var grant = Grants.Open(db, staff, window, row!.TalentId, purpose, ScanSource.ShortCode, now);
        return Log(db, staff, window, purpose, ScanSource.ShortCode, ScanOutcome.Valid, row.TalentId, now, grantId: grant.Id);
    }

    /// <summary>Five wrong short codes within two minutes: guessing, so a pause.</summary>
    private static async Task RequireTriesLeftAsync(TalentDb db, Actor staff, DateTime now)
    {
        var since = now - CodeRules.ShortCodeLife;
        var wrong = await db.ScanEvents.CountAsync(s => s.StaffId == staff.Id && s.At > since && s.Source == ScanSource.ShortCode && s.Outcome == ScanOutcome.NotACode);
        if (wrong >= CodeRules.ShortCodeTries)
            throw new RefusedException("too-many-tries", "数字码连续输错5次,请等两分钟,或直接扫码。", "Five wrong codes in a row. Wait two minutes, or scan the code instead.");
    }

    private sealed record Standing(TalentStatus Status, TalentCodeState? Code, bool HasGrade);

    // One narrow question, worked out once: writers queue behind it.
    private static readonly Func<TalentDb, Guid, DateOnly, Task<Standing?>> StandingOf = EF.CompileAsyncQuery((TalentDb db, Guid talentId, DateOnly today) =>
        db.Talents.AsNoTracking().Where(t => t.Id == talentId)
            .LeftJoin(db.CodeStates, t => t.Id, s => s.TalentId, (t, s) => new Standing(t.Status, s, t.Grades.Any(g => g.From <= today && g.Until >= today)))
            .SingleOrDefault());

    private static readonly Func<TalentDb, long, Task<Guid?>> HolderOf = EF.CompileAsyncQuery((TalentDb db, long sub) =>
        db.Pseudonyms.AsNoTracking().Where(p => p.Sub == sub).OrderByDescending(p => p.Day).Select(p => (Guid?)p.TalentId).FirstOrDefault());

    private async Task<ScanOutcome?> HindranceAsync(TalentDb db, Guid talentId, ScanPurpose purpose, DateTime codeFrom, string? digits)
    {
        var today = clock.Today;
        var found = await StandingOf(db, talentId, today);
        if (found is not { Status: TalentStatus.Active }) return ScanOutcome.NotActive;
        if (found.Code is not { Status: CodeStatus.Active } code) return ScanOutcome.Frozen;
        if (!await IsSinceThawAsync(db, code, codeFrom, digits)) return ScanOutcome.Expired;
        if (code.Until < today) return ScanOutcome.NotActive;
        // Coming to the hall and asking about one's own cases needs no grade; filing, benefits and proof of grade do.
        var needsGrade = purpose is ScanPurpose.FileService or ScanPurpose.VerifyGrade;
        return needsGrade && !found.HasGrade ? ScanOutcome.NotForPurpose : null;
    }

    /// <summary>
    /// Freezing empties the batch. A lost phone may hold codes of the next twenty minutes, so for that long the time in a
    /// code proves nothing: it must stand in the batch made since. A spoken code has no batch and goes by its time.
    /// </summary>
    private static async Task<bool> IsSinceThawAsync(TalentDb db, TalentCodeState state, DateTime codeFrom, string? digits)
    {
        if (state.NotBefore is not { } since) return true;
        if (digits is null) return codeFrom >= since;
        if (codeFrom > since + CodeRules.BatchAhead) return true;
        var batch = await db.CodeBatches.AsNoTracking().SingleOrDefaultAsync(b => b.TalentId == state.TalentId);
        return batch?.Slots.Any(slot => slot.Digits == digits) == true;
    }

    private static async Task<HallWindow> WindowAsync(TalentDb db, string windowId) =>
        await db.Windows.Include(w => w.Hall).SingleOrDefaultAsync(w => w.Id == windowId)
        ?? throw new RefusedException("no-window", "请先选择你今天所在的窗口。", "Choose the window you are at today first.");

    private static ScanAnswer Log(TalentDb db, Actor staff, HallWindow window, ScanPurpose purpose, ScanSource source, ScanOutcome outcome, Guid? talentId, DateTime now, LocalText? sentence = null, Guid? grantId = null)
    {
        db.ScanEvents.Add(new ScanEvent { Id = Guid.CreateVersion7(now), At = now, StaffId = staff.Id, WindowId = window.Id, Purpose = purpose, Source = source, Outcome = outcome, TalentId = talentId });
        return new(outcome, sentence ?? ScanSentences.Of(outcome), grantId);
    }
}
