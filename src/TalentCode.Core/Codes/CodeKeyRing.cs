using System.Diagnostics.CodeAnalysis;

namespace TalentCode.Core.Codes;

/// <summary>
/// The signing keys and the master secret, from a folder outside the database. One key per calendar month (UTC), made
/// seven days before its month so that every terminal has the public half in time. Several processes may share the
/// folder: what one creates or revokes the others notice within a second. Thread-safe.
/// </summary>
public sealed class CodeKeyRing
{
    private static readonly TimeSpan Relist = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RelistForUnknown = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MadeAhead = TimeSpan.FromDays(7);
    private readonly CodeKeyFiles files;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private volatile Snapshot current;

    /// <exception cref="InvalidDataException">The master secret on disk is damaged; it is never replaced silently.</exception>
    public CodeKeyRing(CodeKeyOptions options, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        Host = options.Host;
        this.clock = clock ?? TimeProvider.System;
        files = new CodeKeyFiles(options.Directory);
        Secret = new CodeSecret(files.Secret());
        current = Read([]);
    }

    public string Host { get; }

    public CodeSecret Secret { get; }

    /// <summary>Numbers of key files that could not be understood: for the health page.</summary>
    public IReadOnlyList<ushort> Unreadable => Fresh(Relist).Unreadable;

    /// <summary>The key for a code that begins at <paramref name="utc"/>. Creates it, and near the month's end the next one, when missing.</summary>
    public CodeKey SigningKey(DateTime utc)
    {
        RequireUtc(utc);
        var key = For(utc);
        if (key.NotAfter - utc <= MadeAhead)
            For(key.NotAfter);
        return key;
    }

    /// <summary>Unknown, revoked and removed keys are not found.</summary>
    public bool TryFind(ReadOnlySpan<byte> kid, [NotNullWhen(true)] out CodeKey? key)
    {
        var number = CodeKey.NumberOf(kid);
        return Fresh(Relist).Keys.TryGetValue(number, out key)
            || Fresh(RelistForUnknown).Keys.TryGetValue(number, out key);
    }

    /// <summary>Every key that is still trusted, oldest first, including the one for next month once it exists.</summary>
    public IReadOnlyList<PublicCodeKey> PublicKeys() =>
        [.. Fresh(Relist).Keys.Values.OrderBy(k => k.Number).Select(k => k.ToPublic())];

    /// <summary>Emergency: codes signed with this key are refused from now on; the next code gets a new key with a new number.</summary>
    public void Revoke(ReadOnlySpan<byte> kid)
    {
        var number = CodeKey.NumberOf(kid);
        lock (gate)
        {
            using (files.Lock())
                files.Revoke(number);
            current = Read(current.Keys);
        }
    }

    private CodeKey For(DateTime utc) => Find(Fresh(Relist), utc) ?? Make(utc);

    private CodeKey Make(DateTime utc)
    {
        lock (gate)
        {
            using var held = files.Lock();
            current = Read(current.Keys);
            if (Find(current, utc) is { } made)
                return made;
            var month = new DateTime(utc.Year, utc.Month, 1, 0, 0, 0, DateTimeKind.Utc);
            var (live, revoked) = files.List();
            var number = checked((ushort)(live.Concat(revoked).DefaultIfEmpty().Max() + 1));
            files.Create(number, month, month.AddMonths(1));
            current = Read(current.Keys);
            return Find(current, utc) ?? throw new InvalidDataException($"The new code key {number} could not be read back.");
        }
    }

    /// <summary>The lowest number wins, so that all processes choose alike.</summary>
    private static CodeKey? Find(Snapshot snapshot, DateTime utc) =>
        snapshot.Ordered.FirstOrDefault(key => key.SpeaksFor(utc));

    private Snapshot Fresh(TimeSpan atMost)
    {
        var seen = current;
        if (clock.GetElapsedTime(seen.ReadAt) < atMost)
            return seen;
        lock (gate)
        {
            if (clock.GetElapsedTime(current.ReadAt) >= atMost)
                current = Read(current.Keys);
            return current;
        }
    }

    private Snapshot Read(Dictionary<ushort, CodeKey> known)
    {
        var readAt = clock.GetTimestamp();
        Dictionary<ushort, CodeKey> keys = [];
        List<ushort> unreadable = [];
        foreach (var number in files.List().Live)
        {
            if ((known.GetValueOrDefault(number) ?? files.Load(number)) is { } key)
                keys.Add(number, key);
            else
                unreadable.Add(number);
        }

        return new Snapshot(keys, [.. keys.Values.OrderBy(k => k.Number)], unreadable, readAt);
    }

    private static void RequireUtc(DateTime utc)
    {
        if (utc.Kind != DateTimeKind.Utc)
            throw new ArgumentException("Instants are UTC.", nameof(utc));
    }

    private sealed record Snapshot(
        Dictionary<ushort, CodeKey> Keys, CodeKey[] Ordered, IReadOnlyList<ushort> Unreadable, long ReadAt);
}
