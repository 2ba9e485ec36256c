using Microsoft.EntityFrameworkCore;
using TalentCode.Core;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Codes;
using TalentCode.Core.Data;
using TalentCode.Core.Documents;
using TalentCode.Core.Filing;
using TalentCode.Core.People;
using TalentCode.Core.Scans;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Web.Pages.Scientist;

/// <summary>Everything "me" shows.</summary>
public sealed record HolderProfile(Talent Talent, TalentCodeState? Code, IReadOnlyList<DocumentOnFile> Papers);

/// <summary>What a holder's pages read about the holder's own things, beyond what the services already answer.</summary>
public sealed class HolderQueries(Store store, CityClock clock)
{
    public Task<HolderProfile> ProfileAsync(Actor holder) => store.ReadAsync(async db => new HolderProfile(
        await db.Talents.Include(t => t.Employer).Include(t => t.Grades).Include(t => t.Family).AsSplitQuery().SingleAsync(t => t.Id == holder.Id),
        await db.CodeStates.SingleOrDefaultAsync(s => s.TalentId == holder.Id),
        await db.Documents.Where(d => d.TalentId == holder.Id).OrderBy(d => d.Code).ThenByDescending(d => d.AddedAt).ToListAsync()));

    /// <summary>The holder's unfinished draft and running case of an item; requests that name the item count as its own.</summary>
    public async Task<(ServiceCase? Draft, ServiceCase? Running)> OfItemAsync(Actor holder, ItemContent item)
    {
        var (itemId, own) = (item.Id, ItemForms.Of(item) is not null);
        var filed = own ? itemId : ItemForms.DirectRequest;
        var rows = await store.ReadAsync(db => db.Cases
            .Where(c => c.TalentId == holder.Id && c.ParentId == null && c.ItemId == filed && (c.State == CaseState.Draft || CaseWorkflow.Working.Contains(c.State)))
            .OrderByDescending(c => c.CreatedAt).ToListAsync());
        if (filed == ItemForms.DirectRequest) rows = rows.FindAll(c => c.Subject == (own ? "" : itemId));
        return (rows.Find(c => c.State == CaseState.Draft), rows.Find(c => c.State != CaseState.Draft));
    }

    /// <summary>What each of the holder's requests is about, in the words of its answer: an item's id or typed text.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> RequestTopicsAsync(Actor holder)
    {
        var rows = await store.ReadAsync(db => db.Cases.Where(c => c.TalentId == holder.Id && c.ItemId == ItemForms.DirectRequest).Select(c => new { c.Id, c.Answers }).ToListAsync());
        return rows.ToDictionary(r => r.Id, r => r.Answers.GetValueOrDefault(RequestTopic.Question, ""));
    }

    /// <summary>Where a draft was prepared: the window, or the steward.</summary>
    public Task<LocalText> PreparedByAsync(Guid staffId) => store.ReadAsync(async db =>
    {
        var windowId = await db.Users.Where(s => s.Id == staffId).Select(s => s.WindowId).SingleOrDefaultAsync();
        var window = windowId is null ? null : await db.Windows.Include(w => w.Hall).SingleOrDefaultAsync(w => w.Id == windowId);
        return window?.Place ?? new LocalText("你的人才管家", "Your steward");
    });

    /// <summary>Departments that a complaint or suggestion can be about.</summary>
    public Task<List<Core.Staff.Department>> OfficesAsync() => store.ReadAsync(db => db.Departments.Where(d => d.OwnsItems).OrderBy(d => d.Id).ToListAsync());

    /// <summary>Views of this holder that are open now and can still be closed from the phone.</summary>
    public async Task<IReadOnlySet<Guid>> OpenGrantsAsync(Actor holder)
    {
        var now = clock.UtcNow;
        return (await store.ReadAsync(db => db.Grants.Where(g => g.TalentId == holder.Id && g.DeniedAt == null && g.Until > now).Select(g => g.Id).ToListAsync())).ToHashSet();
    }

    /// <summary>The visit at a window that is under way, if any.</summary>
    public Task<WindowVisit?> VisitAsync(Actor holder, string windowId)
    {
        var now = clock.UtcNow;
        return store.ReadAsync(db => db.Visits.Where(v => v.TalentId == holder.Id && v.WindowId == windowId && v.Status == VisitStatus.Confirmed && v.Until > now)
            .OrderByDescending(v => v.At).FirstOrDefaultAsync());
    }
}
