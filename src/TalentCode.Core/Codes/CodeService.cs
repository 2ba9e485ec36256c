using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Codes;

/// <summary>What the phone needs to show codes for a while without network.</summary>
public sealed record CodeSheet(DateTime Now, CodeStatus Status, DateOnly Until, IReadOnlyList<CodeSlot> Slots);

/// <summary>Issues the rotating code: keeps a batch per person and mints only its missing tail. Freezes and thaws.</summary>
public sealed class CodeService(Store store, TokenCodec codec, CodeSecret secret, CityClock clock) : IDisposable
{
    // A few seconds of memory spare the database the reloads of a morning; a scan always asks the database.
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);
    private readonly MemoryCache _known = new(new MemoryCacheOptions());

    private sealed record Cached(CodeStatus Status, DateOnly Until, List<CodeSlot> Slots);

    /// <summary>The current code and those of the next twenty minutes. Frozen and expired codes have no slots.</summary>
    public async Task<CodeSheet> SheetAsync(Guid talentId)
    {
        var now = clock.UtcNow;
        var current = CurrentSlot(now);
        if (_known.TryGetValue<Cached>(talentId, out var known) && Covers(known!.Slots, current))
            return Sheet(known, now, current);
        var loaded = await store.ReadAsync(db => db.CodeStates.Where(state => state.TalentId == talentId)
            .LeftJoin(db.CodeBatches, state => state.TalentId, batch => batch.TalentId, (state, batch) => new { State = state, Batch = batch }).SingleOrDefaultAsync());
        var status = loaded?.State.Status ?? CodeStatus.Revoked;
        var until = loaded?.State.Until ?? DateOnly.MinValue;
        var slots = loaded?.Batch?.Slots ?? [];
        if (status == CodeStatus.Active && until >= clock.Today && !Covers(slots, current))
            slots = await store.WriteAsync(db => MintTailAsync(db, talentId, current));
        known = _known.Set(talentId, new Cached(status, until, slots), Kept);
        return Sheet(known, now, current);
    }

    private CodeSheet Sheet(Cached known, DateTime now, long current) => new(now, known.Status, known.Until,
        known.Status == CodeStatus.Active && known.Until >= clock.Today ? [.. known.Slots.Where(s => s.Nbf >= current)] : []);

    private static long CurrentSlot(DateTime now)
    {
        var unix = new DateTimeOffset(now).ToUnixTimeSeconds();
        return unix - (unix % CodeRules.SlotSeconds);
    }

    // Eighteen of the twenty minutes still ahead: most views then mint nothing.
    private static bool Covers(List<CodeSlot> slots, long current) =>
        slots.Count > 0 && slots.Any(s => s.Nbf == current) && slots[^1].Nbf >= current + (long)CodeRules.BatchAhead.TotalSeconds - 120;

    private async Task<List<CodeSlot>> MintTailAsync(TalentDb db, Guid talentId, long current)
    {
        var batch = await db.CodeBatches.SingleOrDefaultAsync(b => b.TalentId == talentId);
        if (batch is null) db.CodeBatches.Add(batch = new CodeBatch { TalentId = talentId });
        // A code just replaced on the screen is still valid, and a scan after a freeze looks for it here.
        var slots = batch.Slots.Where(s => s.Nbf > current - CodeRules.LifeSeconds).ToList();
        var next = Math.Max(current, slots.Count > 0 ? slots[^1].Nbf + CodeRules.SlotSeconds : current);
        var last = current + (long)CodeRules.BatchAhead.TotalSeconds;
        for (; next <= last; next += CodeRules.SlotSeconds)
            slots.Add(Mint(talentId, next));
        foreach (var day in slots.Select(s => DayOf(s.Nbf)).Distinct().ToList())
            await RememberPseudonymAsync(db, talentId, day);
        batch.Slots = slots;
        return slots;
    }

    private DateOnly DayOf(long nbf) => clock.DateOf(DateTimeOffset.FromUnixTimeSeconds(nbf).UtcDateTime);

    private CodeSlot Mint(Guid talentId, long nbf)
    {
        var from = DateTimeOffset.FromUnixTimeSeconds(nbf).UtcDateTime;
        return new(nbf, codec.Mint(secret.Pseudonym(DayOf(nbf), talentId), from, from.AddSeconds(CodeRules.LifeSeconds), BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4))));
    }

    private async Task RememberPseudonymAsync(TalentDb db, Guid talentId, DateOnly day)
    {
        if (await db.Pseudonyms.AnyAsync(p => p.Day == day && p.TalentId == talentId)) return;
        db.Pseudonyms.Add(new TalentPseudonym { Day = day, Sub = unchecked((long)secret.Pseudonym(day, talentId)), TalentId = talentId });
    }

    /// <summary>A code to say aloud: eight digits, two minutes, once. A new one replaces the old.</summary>
    public async Task<(string Digits, DateTime ExpiresAt)> ShortCodeAsync(Actor holder)
    {
        holder.RequireTalent(holder.Id);
        var digits = RandomNumberGenerator.GetInt32(0, 100_000_000).ToString("D8", System.Globalization.CultureInfo.InvariantCulture);
        var expires = clock.UtcNow + CodeRules.ShortCodeLife;
        await store.WriteAsync(async db =>
        {
            var now = clock.UtcNow;
            if (await db.CodeStates.SingleOrDefaultAsync(s => s.TalentId == holder.Id) is not { Status: CodeStatus.Active })
                throw new RefusedException("code-frozen", "你的人才码已冻结,不能生成数字码。请先恢复。", "Your talent code is frozen. Restore it first.");
            await db.ShortCodes.Where(c => c.TalentId == holder.Id && c.UsedAt == null).ExecuteUpdateAsync(s => s.SetProperty(c => c.UsedAt, now));
            db.ShortCodes.Add(new ShortCode { Id = Guid.CreateVersion7(now), TalentId = holder.Id, Hash = Convert.ToHexString(secret.Mac("short-code", digits)), ExpiresAt = expires });
        });
        return (digits, expires);
    }

    /// <summary>Stops a lost code: every token of it is refused from this instant.</summary>
    /// <exception cref="RefusedException">Neither the holder nor somebody allowed to freeze.</exception>
    public Task FreezeAsync(Actor actor, Guid talentId, string? reason) => ChangeAsync(actor, talentId, CodeStatus.Frozen, reason);

    /// <summary>Lets a frozen code work again; pictures from before stay refused.</summary>
    public Task ThawAsync(Actor actor, Guid talentId) => ChangeAsync(actor, talentId, CodeStatus.Active, null);

    private async Task ChangeAsync(Actor actor, Guid talentId, CodeStatus to, string? reason)
    {
        if (actor.Kind == ActorKind.Talent) actor.RequireTalent(talentId);
        else actor.Require(Permission.FreezeCodes);
        await store.WriteAsync(async db =>
        {
            var state = await db.CodeStates.SingleAsync(s => s.TalentId == talentId);
            if (state.Status == to || state.Status == CodeStatus.Revoked) return;
            var now = clock.UtcNow;
            (state.Status, state.NotBefore) = (to, now);
            (state.FrozenAt, state.FrozenBy, state.FrozenReason) = to == CodeStatus.Frozen ? (now, actor.Name.Zh, reason) : (state.FrozenAt, state.FrozenBy, state.FrozenReason);
            await db.CodeBatches.Where(b => b.TalentId == talentId).ExecuteDeleteAsync();
            var values = new Dictionary<string, LocalText> { ["who"] = actor.Name, ["when"] = DayText.Of(clock.ToCity(now)) };
            db.Owe(to == CodeStatus.Frozen ? "code-frozen" : "code-thawed", $"{talentId:N}:{now.Ticks}", Recipient.Talent(talentId), now, values, "/code");
        });
        _known.Remove(talentId);
    }

    public void Dispose() => _known.Dispose();
}
