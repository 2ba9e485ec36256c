using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>One card as supervision reads it.</summary>
/// <param name="Contest">Why the unit thinks it should not stand; null where it said nothing.</param>
public sealed record CardLine(CaseCard Card, string? Number, LocalText Item, LocalText Department, CaseState State, CaseNote? Contest = null);

/// <summary>A case that turns yellow within the week.</summary>
/// <param name="At">UTC instant from which it will be yellow.</param>
public sealed record ComingYellow(Guid CaseId, string? Number, LocalText Item, LocalText Department, DateTime At, DateTime? PromisedDueAt);

public enum CardScope { Open, Explained, Cancelled }

public sealed record CardFilter(CardScope Scope = CardScope.Open, CaseLight? Light = null, string? DepartmentId = null);

/// <summary>Cards after they were issued: the unit gives the public reason and a new date, or contests the card; supervision cancels; each once.</summary>
public sealed class CardService(Store store, Calendars calendars, CityClock clock)
{
    private const int LongestReason = 1000;

    /// <summary>So many are listed at most.</summary>
    public const int MostShown = 500;

    /// <summary>Cards for supervision, the gravest first and of those the newest, at most <see cref="MostShown"/>.</summary>
    public async Task<IReadOnlyList<CardLine>> ListAsync(Actor actor, CardFilter filter)
    {
        actor.Require(Permission.SuperviseCases);
        var cards = await store.ReadAsync(db => Narrow(db.Cards, filter).Include(c => c.Case!).ThenInclude(c => c.ItemVersion).Include(c => c.Case!).ThenInclude(c => c.Department)
            // The colours are words in the database: their order is said here.
            .OrderBy(c => c.Light == CaseLight.DeepRed ? 0 : c.Light == CaseLight.Red ? 1 : 2).ThenByDescending(c => c.IssuedAt).ThenBy(c => c.Id).Take(MostShown).ToListAsync());
        var ids = cards.ConvertAll(c => c.Id);
        var contests = await store.ReadAsync(db => db.Notes.Where(n => EF.Parameter(ids).Contains(n.Id)).ToDictionaryAsync(n => n.Id));
        return [.. cards.Select(c => new CardLine(c, c.Case!.Number, c.Case.ItemVersion!.Content.ShortName, c.Case.Department!.Name, c.Case.State, contests.GetValueOrDefault(c.Id)))];
    }

    /// <summary>How many cards there are in all, listed or not.</summary>
    public async Task<int> CountAsync(Actor actor, CardFilter filter)
    {
        actor.Require(Permission.SuperviseCases);
        return await store.ReadAsync(db => Narrow(db.Cards, filter).CountAsync());
    }

    private static IQueryable<CaseCard> Narrow(IQueryable<CaseCard> cards, CardFilter filter)
    {
        cards = filter.Scope switch
        {
            CardScope.Cancelled => cards.Where(c => c.CancelledAt != null),
            CardScope.Explained => cards.Where(c => c.CancelledAt == null && c.ExplainedAt != null),
            _ => cards.Where(c => c.CancelledAt == null && c.ExplainedAt == null),
        };
        if (filter.Light is { } light) cards = cards.Where(c => c.Light == light);
        return filter.DepartmentId is { } department ? cards.Where(c => c.DepartmentId == department) : cards;
    }

    /// <summary>Cases on time now that turn yellow before the end of the week, earliest first.</summary>
    public async Task<IReadOnlyList<ComingYellow>> ComingAsync(Actor actor)
    {
        actor.Require(Permission.SuperviseCases);
        var (now, today) = (clock.UtcNow, clock.Today);
        var end = clock.EndOf(today.AddDays((7 - (int)today.DayOfWeek) % 7));
        var calendar = await calendars.CurrentAsync();
        // The next warning is never later than the one that makes it yellow.
        var rows = await store.ReadAsync(db => db.Cases.Include(c => c.ItemVersion).Include(c => c.Department).Include(c => c.Deferrals).Include(c => c.Pauses).Include(c => c.Children).Include(c => c.Events.Where(e => e.Action == CaseAction.SplitOff)).AsSplitQuery()
            .Where(c => c.ParentId == null && c.WarnAt > now && c.WarnAt <= end && CaseWorkflow.Working.Contains(c.State)).OrderBy(c => c.WarnAt).Take(2000).ToListAsync());
        return [.. rows.Where(row => CaseLights.Of(row, now, calendar, clock) is CaseLight.Green || (row.State == CaseState.Decided && CaseLights.Of(row, now, calendar, clock) == CaseLight.None))
            .Select(row => (Row: row, First: CaseWarnings.Plan(row, calendar, clock).FirstOrDefault(w => w.Kind is WarningKind.Near or WarningKind.Step && w.At > now)))
            .Where(x => x.First != default && x.First.At <= end).OrderBy(x => x.First.At)
            .Select(x => new ComingYellow(x.Row.Id, x.Row.Number, x.Row.ItemVersion!.Content.ShortName, x.Row.Department!.Name, x.First.At, x.Row.PromisedDueAt))];
    }

    /// <summary>The unit says publicly why the promise was broken and by when it will be done (优化营商环境条例 36); the applicant gets an apology with both.</summary>
    /// <exception cref="RefusedException">Not this department's, no broken promise, said before, or something is missing.</exception>
    public Task ExplainAsync(Actor actor, Guid cardId, string? reason, DateOnly? newDate) => store.WriteAsync(async db =>
    {
        actor.Require(Permission.HandleCases);
        var text = Reason(reason, "请写明原因,会在网上公开,申请人也会看到。", "Please give the reason; it is published and the applicant reads it.");
        var card = await LoadAsync(db, cardId);
        if (card.DepartmentId != actor.DepartmentId) throw NotYours();
        if (card.Light is not (CaseLight.Red or CaseLight.DeepRed)) throw new RefusedException("card-not-broken", "承诺还没有超期,不需要公开说明。", "The promise is not broken; nothing has to be explained.");
        if (card.CancelledAt is not null) throw Gone();
        if (card.ExplainedAt is not null) throw new RefusedException("card-explained", "已经公开说明过,不能再改。", "The reason has been given and cannot be changed.");
        if (newDate is not { } date || date < clock.Today) throw new RefusedException("card-date", "请给出新的日期,不早于今天。", "Give a new date, not before today.");
        await PublicReasonText.CheckAsync(db, card.Case!.TalentId, text);
        var now = clock.UtcNow;
        // One apology: what else was broken on the same case has the same reason.
        var others = await db.Cards.Where(c => c.CaseId == card.CaseId && c.ExplainedAt == null && c.CancelledAt == null && (c.Light == CaseLight.Red || c.Light == CaseLight.DeepRed)).ToListAsync();
        foreach (var each in others) (each.PublicReason, each.NewDate, each.ExplainedAt) = (text, date, now);
        var values = CaseNotices.Values(card.Case!, text, clock);
        values["newDate"] = DayText.Of(date);
        // Supervision may have taken an earlier one down.
        db.Owe("promise-explained", $"{card.Id:N}:{now:yyyyMMddHHmmss}", Recipient.Talent(card.Case!.TalentId), now, values, $"/cases/{card.CaseId}");
    });

    /// <summary>
    /// The unit says why a card should not stand. Supervision reads it beside the card and alone decides. It is kept as an
    /// internal note of the case that bears the card's own id: the applicant never sees it, and there is one at most.
    /// </summary>
    /// <exception cref="RefusedException">Not this department's, said before, cancelled, or no reason.</exception>
    public Task ContestAsync(Actor actor, Guid cardId, string? reason) => store.WriteAsync(async db =>
    {
        actor.Require(Permission.HandleCases);
        var text = Reason(reason, "请写明为什么不应发这张牌,督办会看到。", "Please say why this card should not stand; supervision reads it.");
        var card = await LoadAsync(db, cardId);
        if (card.DepartmentId != actor.DepartmentId) throw NotYours();
        if (card.CancelledAt is not null) throw Gone();
        if (await db.Notes.AnyAsync(n => n.Id == card.Id)) throw new RefusedException("card-contested", "对这张牌已经提出过异议,请等督办决定。", "This card has been contested already; supervision decides.");
        var now = clock.UtcNow;
        db.Notes.Add(new CaseNote { Id = card.Id, CaseId = card.CaseId, At = now, AuthorId = actor.Id, AuthorZh = actor.Name.Zh, AuthorEn = actor.Name.En, Text = text });
        await HandlingNotices.CardContestedAsync(db, card, text, now, clock);
    });

    /// <summary>Supervision takes a card back, with the reason; the unit is told.</summary>
    /// <exception cref="RefusedException">Not supervision, cancelled before, or no reason.</exception>
    public Task CancelAsync(Actor actor, Guid cardId, string? reason) => store.WriteAsync(async db =>
    {
        actor.Require(Permission.SuperviseCases);
        var text = Reason(reason, "请写明取消的理由。", "Please say why the card is cancelled.");
        var card = await LoadAsync(db, cardId);
        if (card.CancelledAt is not null) throw Gone();
        (card.CancelledAt, card.CancelledBy, card.CancelReason) = (clock.UtcNow, actor.Name.Zh, text);
        await HandlingNotices.CardCancelledAsync(db, card, text, clock.UtcNow, clock);
    });

    private static RefusedException NotYours() => new("not-yours", "这张牌不是本部门的。", "This card is not your department's.");

    private static RefusedException Gone() => new("card-cancelled", "这张牌已经取消。", "This card has already been cancelled.");

    private static string Reason(string? typed, string zh, string en) => typed?.Trim() switch
    {
        null or "" => throw new RefusedException("reason-missing", zh, en),
        { Length: > LongestReason } => throw new RefusedException("reason-too-long", "理由最多1000个字符。", "The reason takes at most 1000 characters."),
        var text => text,
    };

    private static async Task<CaseCard> LoadAsync(TalentDb db, Guid id) =>
        await db.Cards.Include(c => c.Case!).ThenInclude(c => c.ItemVersion).Include(c => c.Case!).ThenInclude(c => c.Department).SingleOrDefaultAsync(c => c.Id == id)
        ?? throw new RefusedException("no-such-card", "找不到这张牌。", "This card cannot be found.");
}
