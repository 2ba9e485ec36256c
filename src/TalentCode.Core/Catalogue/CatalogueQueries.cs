using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Catalogue;

/// <summary>An item as it is offered now.</summary>
public sealed record OfferedItem(string Id, bool Open, LocalText ClosedReason, Guid VersionId, LocalText Department, ItemContent Content);

public sealed record WorkListEntry(string Id, string Zh, string En, string Part, string PartEn, int Order)
{
    public LocalText Name => new(Zh, En);
}

public sealed record Situation(string Id, string Zh, string En, string HintZh, string HintEn)
{
    public LocalText Name => new(Zh, En);
    public LocalText Hint => new(HintZh, HintEn);
}

/// <summary>The catalogue as people browse it. Kept for a few seconds: it changes by the month and is read by everybody.</summary>
public sealed class CatalogueQueries(Store store, CityClock clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);
    // One reference, so that readers on other threads see all of it or nothing.
    private sealed record Read(IReadOnlyList<OfferedItem> Items, DateTime At);

    private Read? _current;

    // Of every version a list has shown: a changed item is a new version, so what one says never changes.
    private readonly ConcurrentDictionary<Guid, ServiceItemVersion> _versions = [];

    public static IReadOnlyList<WorkListEntry> WorkList { get; } = [.. CatalogueLoader.Read<List<WorkListEntry>>("worklist.json").OrderBy(w => w.Order)];
    public static IReadOnlyList<Situation> Situations { get; } = CatalogueLoader.Read<List<Situation>>("situations.json");

    public async ValueTask<IReadOnlyList<OfferedItem>> AllAsync()
    {
        if (_current is { } known && clock.UtcNow >= known.At && clock.UtcNow - known.At < Kept) return known.Items;
        var rows = await store.ReadAsync(db => db.Items.Include(i => i.Versions.Where(v => v.Until == null)).ThenInclude(v => v.Department).OrderBy(i => i.Order).ToListAsync());
        IReadOnlyList<OfferedItem> items = [.. rows.Where(i => i.Versions.Count == 1).Select(Offer)];
        _current = new(items, clock.UtcNow);
        return items;
    }

    public async ValueTask<OfferedItem?> FindAsync(string id) => (await AllAsync()).FirstOrDefault(i => i.Id == id);

    /// <summary>
    /// What the items of a list of cases said when these were filed. Ten thousand characters each, read once and not with
    /// every line. Whether a version is still in force is not to be learned here.
    /// </summary>
    public async ValueTask<IReadOnlyDictionary<Guid, ServiceItemVersion>> VersionsAsync(IReadOnlyCollection<Guid> ids)
    {
        var missing = ids.Where(id => !_versions.ContainsKey(id)).ToList();
        if (missing.Count > 0)
            foreach (var version in await store.ReadAsync(db => db.ItemVersions.Where(v => missing.Contains(v.Id)).ToListAsync())) _versions[version.Id] = version;
        return _versions;
    }

    /// <summary>Items for what was typed, best first; see <see cref="CatalogueSearch"/>.</summary>
    public async ValueTask<IReadOnlyList<OfferedItem>> SearchAsync(string? text) => CatalogueSearch.Items(await AllAsync(), text);

    /// <summary>Opens or closes an item; a closed one says why.</summary>
    /// <exception cref="RefusedException">Not an administrator, or no reason given.</exception>
    public async Task SetOpenAsync(Actor actor, string itemId, bool open, LocalText reason)
    {
        actor.Require(Permission.Administer);
        if (!open && (string.IsNullOrWhiteSpace(reason.Zh) || string.IsNullOrWhiteSpace(reason.En)))
            throw new RefusedException("reason-missing", "请用中英文写明暂停的原因和恢复时间。", "Say in Chinese and English why it is closed and until when.");
        await store.WriteAsync(async db =>
        {
            var item = await db.Items.SingleAsync(i => i.Id == itemId);
            (item.Open, item.ClosedReasonZh, item.ClosedReasonEn) = (open, open ? null : reason.Zh, open ? null : reason.En);
        });
        _current = null;
    }

    private static OfferedItem Offer(ServiceItem item) => new(item.Id, item.Open, new(item.ClosedReasonZh ?? "", item.ClosedReasonEn ?? ""),
        item.Versions[0].Id, item.Versions[0].Department!.Name, item.Versions[0].Content);
}
