using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Filing;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Baskets;

/// <summary>A basket as its page shows it: each service's own draft, and all of them as one form.</summary>
/// <param name="Together">The services' questions, people and papers put together: what is shared is asked once.</param>
public sealed record BasketView(Basket Basket, IReadOnlyList<DraftView> Parts, DraftView Together)
{
    public bool Ready => Parts.Count > 0 && Parts.All(p => p.Check.Ready && p.AlreadyOpen is null);
}

/// <summary>A basket that was filed: its cases and the day by which the last of them is due.</summary>
public sealed record FiledBasket(Basket Basket, IReadOnlyList<ServiceCase> Cases, DateTime? LatestDue)
{
    /// <summary>The service whose date is the latest, and how that date came about; null in lists.</summary>
    public (LocalText Item, DueDate Due)? Latest { get; init; }
}

/// <summary>
/// Several services filed together (一件事). Each stays a draft of its own, so that one can be taken out or finished alone;
/// the basket asks shared things once and files all in one transaction, or none.
/// </summary>
public sealed class BasketService(Store store, FilingService filing, SubmitService submit, Calendars calendars, CityClock clock)
{
    private const int Most = 12;

    /// <summary>Puts services into the basket that is open, or opens one.</summary>
    /// <exception cref="RefusedException">Nothing chosen, too many, or one that cannot be filed now.</exception>
    public Task<Guid> AddAsync(Actor actor, string situation, IReadOnlyList<string> items)
    {
        actor.RequireTalent(actor.Id);
        if (items.Count == 0) throw new RefusedException("basket-empty", "请至少勾选一项。", "Choose at least one service.");
        return store.WriteAsync(async db =>
        {
            var basket = await db.Baskets.SingleOrDefaultAsync(b => b.TalentId == actor.Id && b.FiledAt == null);
            if (basket is null) db.Baskets.Add(basket = new() { Id = Guid.CreateVersion7(clock.UtcNow), TalentId = actor.Id, Situation = situation, CreatedAt = clock.UtcNow });
            if (await DraftsOf(db, basket.Id).CountAsync() + items.Count > Most) throw new RefusedException("basket-full", $"一次最多一起办{Most}项,请分两次。", $"At most {Most} services at once; file the rest afterwards.");
            foreach (var item in items.Distinct())
            {
                var draft = await filing.OpenDraftAsync(db, actor.Id, item, RequestTopic.None);
                // A booking or a closed window opened a request instead, which is no part of this.
                if (draft.ItemId == item) draft.BasketId = basket.Id;
            }
            return basket.Id;
        });
    }

    /// <summary>Takes a service out; its draft stays and can be finished alone.</summary>
    public Task RemoveAsync(Actor actor, string item) => store.WriteAsync(async db =>
    {
        var basket = await OpenAsync(db, actor);
        foreach (var draft in await DraftsOf(db, basket.Id).Where(c => c.ItemId == item).ToListAsync()) draft.BasketId = null;
    });

    /// <summary>The open basket; null when there is none.</summary>
    public Task<BasketView?> ViewAsync(Actor actor)
    {
        actor.RequireTalent(actor.Id);
        return store.ReadAsync(async db =>
        {
            var basket = await db.Baskets.SingleOrDefaultAsync(b => b.TalentId == actor.Id && b.FiledAt == null);
            return basket is null ? null : await ViewAsync(db, basket);
        });
    }

    private async Task<BasketView?> ViewAsync(TalentDb db, Basket basket)
    {
        var drafts = await DraftsOf(db, basket.Id).Include(c => c.ItemVersion).Include(c => c.Department).OrderBy(c => c.ItemId).ToListAsync();
        if (drafts.Count == 0) return null;
        var parts = new List<DraftView>();
        foreach (var draft in drafts) parts.Add(await filing.ViewAsync(db, draft));
        return new(basket, parts, BasketForm.Together(parts));
    }

    /// <summary>Keeps what was typed, for every service it concerns.</summary>
    /// <param name="shown">What stood in the fields; see <see cref="FilingService.SaveAsync"/>.</param>
    public Task<DraftSaved> SaveAsync(Actor actor, IReadOnlyDictionary<string, string> typed, IReadOnlyDictionary<string, string>? shown) => store.WriteAsync(async db =>
    {
        var basket = await OpenAsync(db, actor);
        if (await ViewAsync(db, basket) is not { } view) return new DraftSaved(new Dictionary<string, string>(), new Dictionary<string, string>());
        var (mine, theirs) = DraftSaved.Split(view.Together.Draft.Answers, typed, shown);
        foreach (var part in view.Parts) await FilingService.MergeAsync(db, part.Draft, BasketForm.For(part.Draft.ItemId, mine));
        return new DraftSaved(BasketForm.AnswersOf(view.Parts), theirs);
    });

    /// <summary>Files all services of the basket in one transaction.</summary>
    /// <returns>Id of the basket.</returns>
    /// <exception cref="RefusedException">Something is missing in one of them; nothing was filed.</exception>
    public Task<Guid> SubmitAsync(Actor actor, string? correlation = null) => store.WriteAsync(async db =>
    {
        if (await db.Baskets.SingleOrDefaultAsync(b => b.TalentId == actor.Id && b.FiledAt == null) is not { } basket)
            // The second tap of two finds what the first has filed.
            return await db.Baskets.Where(b => b.TalentId == actor.Id).OrderByDescending(b => b.FiledAt).Select(b => (Guid?)b.Id).FirstOrDefaultAsync() ?? throw NoBasket();
        var drafts = await DraftsOf(db, basket.Id).OrderBy(c => c.ItemId).Select(c => c.Id).ToListAsync();
        if (drafts.Count == 0) throw NoBasket();
        foreach (var draft in drafts) await submit.SubmitAsync(db, actor, draft, correlation);
        (basket.FiledAt, basket.Number) = (clock.UtcNow, await CaseNumbers.NextAsync(db, clock.Today));
        return basket.Id;
    });

    /// <summary>A basket that was filed.</summary>
    /// <exception cref="RefusedException">Not the holder's.</exception>
    public async Task<FiledBasket> FiledAsync(Actor actor, Guid id)
    {
        var filed = await store.ReadAsync(async db =>
        {
            var basket = await db.Baskets.SingleOrDefaultAsync(b => b.Id == id && b.TalentId == actor.Id && b.FiledAt != null) ?? throw NoBasket();
            return Filed(basket, await CaseTerms.WithTerms(db.Cases).Include(c => c.Department).Where(c => c.BasketId == id && c.State != CaseState.Draft).OrderBy(c => c.ItemId).ToListAsync());
        });
        var calendar = await calendars.CurrentAsync();
        return filed.LatestDue is { } at && filed.Cases.First(c => DueOf(c) == at) is var last && CaseTerms.Decision(last, calendar, clock) is { } due
            ? filed with { Latest = (last.ItemVersion!.Content.ShortName, due) } : filed;
    }

    /// <summary>Baskets that were filed, newest first.</summary>
    public Task<List<FiledBasket>> MineAsync(Actor actor) => store.ReadAsync(async db =>
    {
        var baskets = await db.Baskets.Where(b => b.TalentId == actor.Id && b.FiledAt != null).OrderByDescending(b => b.FiledAt).Take(20).ToListAsync();
        var ids = baskets.ConvertAll(b => (Guid?)b.Id);
        var cases = (await db.Cases.Include(c => c.ItemVersion).Include(c => c.Department).Where(c => ids.Contains(c.BasketId) && c.State != CaseState.Draft).ToListAsync()).ToLookup(c => c.BasketId);
        return baskets.ConvertAll(b => Filed(b, [.. cases[b.Id]]));
    });

    private static FiledBasket Filed(Basket basket, IReadOnlyList<ServiceCase> cases) =>
        new(basket, cases, cases.Max(DueOf));

    private static DateTime? DueOf(ServiceCase row) => CaseWorkflow.Working.Contains(row.State) ? row.PromisedDueAt ?? row.AcceptanceDueAt : null;

    private static IQueryable<ServiceCase> DraftsOf(TalentDb db, Guid basketId) => db.Cases.Where(c => c.BasketId == basketId && c.State == CaseState.Draft);

    private static async Task<Basket> OpenAsync(TalentDb db, Actor actor)
    {
        actor.RequireTalent(actor.Id);
        return await db.Baskets.SingleOrDefaultAsync(b => b.TalentId == actor.Id && b.FiledAt == null) ?? throw NoBasket();
    }

    private static RefusedException NoBasket() => new("no-basket", "没有正在一起办的事。请先选择要办的事项。", "Nothing has been put together yet. Choose the services first.");
}
