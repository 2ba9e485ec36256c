using Microsoft.Extensions.Caching.Memory;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;

namespace TalentCode.Web.Shared;

/// <summary>The number beside "Messages" on every phone page, kept for a few seconds: it must not cost each page a query.</summary>
public sealed class UnreadBadge(InboxService inbox) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);
    private readonly MemoryCache _known = new(new MemoryCacheOptions());

    public async ValueTask<int> OfAsync(Actor reader) =>
        _known.TryGetValue<int>(reader.Id, out var known) ? known : _known.Set(reader.Id, await inbox.UnreadAsync(reader), Kept);

    /// <summary>Somebody else has just counted.</summary>
    public void Remember(Guid reader, int count) => _known.Set(reader, count, Kept);

    /// <summary>The reader has just read them: the next page says so.</summary>
    public void Forget(Actor reader) => _known.Remove(reader.Id);

    public void Dispose() => _known.Dispose();
}
