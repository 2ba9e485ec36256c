using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Consents;

/// <summary>A consent with the names a person reads.</summary>
/// <param name="Whose">The member it is about, where the holder gave it for somebody; null for the holder.</param>
/// <param name="Data">Which data; null where the form of the item says it.</param>
public sealed record ConsentLine(Consent Consent, LocalText Item, LocalText Recipient, LocalText Purpose, LocalText? Whose = null, LocalText? Data = null);

/// <summary>Giving and taking back consents: per item and recipient, both with one tap, and never where a duty set by law is the ground.</summary>
public sealed class ConsentService(Store store, CatalogueQueries catalogue, CaseSteps steps, CityClock clock)
{
    private static readonly LocalText System = new("系统", "System");

    /// <summary>Notes the holder's consent to the handling of an item by its department; one that is in force is not given twice.</summary>
    /// <exception cref="RefusedException">An item that asks for no consent, or none at all.</exception>
    public Task GiveAsync(Actor holder, string itemId)
    {
        holder.RequireTalent(holder.Id);
        return store.WriteAsync(async db =>
        {
            var version = await db.ItemVersions.SingleOrDefaultAsync(v => v.ItemId == itemId && v.Until == null);
            if (version is not { Content.Ground: Ground.Consent }) throw new RefusedException("no-consent-needed", "这个事项依法定职责办理,不需要你的同意。", "This service rests on a duty set by law and needs no consent.");
            if (await InForceAsync(db, holder.Id, itemId, version.DepartmentId)) return;
            db.Consents.Add(new() { Id = Guid.CreateVersion7(clock.UtcNow), TalentId = holder.Id, ItemId = itemId, DepartmentId = version.DepartmentId, Given = true, At = clock.UtcNow });
        });
    }

    /// <summary>
    /// Takes a consent back. Applications under way are told in a note, so that nobody goes on using the data; with a booking
    /// what was written is deleted.
    /// </summary>
    public Task WithdrawAsync(Actor holder, Guid id)
    {
        holder.RequireTalent(holder.Id);
        return store.WriteAsync(async db =>
        {
            var consent = await Given(db, holder).SingleOrDefaultAsync(c => c.Id == id)
                ?? throw new RefusedException("no-such-consent", "找不到这项同意。", "This consent cannot be found.");
            if (!consent.IsInForce) return;
            consent.WithdrawnAt = clock.UtcNow;
            if (consent.CaseId is { } booking)
            {
                await Resources.BookingConsents.WithdrawnAsync(db, steps, holder, booking, clock);
                return;
            }
            foreach (var open in await db.Cases.Where(c => c.TalentId == holder.Id && c.ItemId == consent.ItemId && c.ParentId == null && CaseWorkflow.Working.Contains(c.State)).Select(c => c.Id).ToListAsync())
                db.Notes.Add(new CaseNote { Id = OrderedId.Next(clock.UtcNow), CaseId = open, At = clock.UtcNow, AuthorZh = System.Zh, AuthorEn = System.En, Text = "申请人已撤回对使用其信息的同意。请停止使用,并与申请人联系是否撤回申请。" });
        });
    }

    /// <summary>All consents the holder gave, about oneself and for members of the family, those in force first.</summary>
    public async Task<IReadOnlyList<ConsentLine>> MineAsync(Actor holder)
    {
        holder.RequireTalent(holder.Id);
        var items = (await catalogue.AllAsync()).ToDictionary(i => i.Id);
        var (rows, talent) = await store.ReadAsync(async db => (
            await Given(db, holder).OrderByDescending(c => c.At).ToListAsync(), await db.Talents.Include(t => t.Family).SingleAsync(t => t.Id == holder.Id)));
        var labels = FamilyLabels.Of(talent, clock.Today).ToDictionary(f => f.Member.Id, f => f.Label);
        return [.. rows.Where(c => items.ContainsKey(c.ItemId)).OrderBy(c => c.IsInForce ? 0 : 1).Select(c => new ConsentLine(c, items[c.ItemId].Content.ShortName, c.RecipientZh is { } to ? new(to, c.RecipientEn ?? to) : items[c.ItemId].Department,
            items[c.ItemId].Content.GroundText, c.FamilyMemberId is { } id ? labels.GetValueOrDefault(id, new("家庭成员", "Member of the family")) : null, c.DataZh is { } data ? new(data, c.DataEn ?? data) : null))];
    }

    // What a member decided on the own phone is the member's alone.
    private static IQueryable<Consent> Given(TalentDb db, Actor holder) =>
        db.Consents.Where(c => c.TalentId == holder.Id && (c.FamilyMemberId == null || (c.Capacity != null && c.Capacity != ConsentCapacity.Self)));

    /// <summary>Whether a consent to this handling is in force.</summary>
    public static Task<bool> InForceAsync(TalentDb db, Guid talentId, string itemId, string departmentId) =>
        db.Consents.AnyAsync(c => c.TalentId == talentId && c.ItemId == itemId && c.DepartmentId == departmentId && c.FamilyMemberId == null && c.CaseId == null && c.Given && c.WithdrawnAt == null);
}
