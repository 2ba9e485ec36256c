using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Time;
using TalentCode.Web.Shared;

namespace TalentCode.Web.Pages.Scientist;

/// <summary>The steward as every phone page names them.</summary>
/// <param name="Closed">That nobody answers at present, and from when on somebody does; null in office hours.</param>
/// <param name="StandIn">Who is to be called meanwhile; null while the steward is there.</param>
public sealed record StewardFacts(LocalText Name, string? Phone, LocalText? Closed, StandInFacts? StandIn);

/// <summary>Who stands in today.</summary>
/// <param name="Until">Last day.</param>
public sealed record StandInFacts(LocalText Name, string? Phone, DateOnly Until);

/// <summary>What stands beside the code: masked, and no more than a counter may read over a shoulder.</summary>
public sealed record HolderFacts(LocalText Name, LocalText Employer, GradeLevel? Grade, StewardFacts? Steward, CaseLine? Urgent, (Guid Id, LocalText Item)? Prepared);

/// <summary>The facts beside the code, kept for a few seconds per person: the page is reloaded often and must not wait.</summary>
public sealed class CodePageData(Store store, CaseQueries cases, UnreadBadge unread, Calendars calendars, CityClock clock)
{
    private const int MostKept = 5000;
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<Guid, (HolderFacts Facts, DateTime At)> _known = new();

    public async ValueTask<HolderFacts> OfAsync(Guid talentId)
    {
        var now = clock.UtcNow;
        if (_known.TryGetValue(talentId, out var known) && now >= known.At && now - known.At < Kept) return known.Facts;
        var facts = await LoadAsync(talentId);
        if (_known.Count >= MostKept) _known.Clear();
        _known[talentId] = (facts, now);
        return facts;
    }

    private async Task<HolderFacts> LoadAsync(Guid talentId)
    {
        var today = clock.Today;
        // One narrow query says what there is; what most people do not have is not asked for.
        var row = await store.ReadAsync(db => db.Talents.Where(t => t.Id == talentId).Select(t => new
        {
            t.LegalName,
            t.LatinName,
            t.Employer!.NameZh,
            t.Employer.NameEn,
            StewardZh = t.Steward!.NameZh,
            StewardEn = t.Steward.NameEn,
            t.Steward.WorkPhone,
            StandIn = db.StandIns.Where(s => s.ForId == t.StewardId && s.CancelledAt == null && s.From <= today && s.Until >= today).OrderBy(s => s.From)
                .Join(db.Users, s => s.ById, u => u.Id, (s, u) => new { u.NameZh, u.NameEn, u.WorkPhone, s.Until }).FirstOrDefault(),
            // Stored as letters: A comes first.
            Grade = t.Grades.Where(g => g.From <= today && g.Until >= today).OrderBy(g => g.Level).Select(g => (GradeLevel?)g.Level).FirstOrDefault(),
            HasOpen = db.Cases.Any(c => c.TalentId == talentId && CaseWorkflow.Working.Contains(c.State)),
            Unread = db.Inbox.Count(m => m.RecipientKind == RecipientKind.Talent && m.RecipientId == talentId && m.ReadAt == null),
            Prepared = db.Cases.Where(c => c.TalentId == talentId && c.State == CaseState.Draft && c.PreparedById != null)
                .OrderByDescending(c => c.CreatedAt).Select(c => (Guid?)c.Id).FirstOrDefault(),
        }).SingleAsync());
        unread.Remember(talentId, row.Unread);
        return new(
            new(Masking.Name(row.LegalName), Masking.Name(row.LatinName ?? row.LegalName)), new(row.NameZh, row.NameEn), row.Grade,
            row.StewardZh is null ? null : new(new(row.StewardZh, row.StewardEn), row.WorkPhone, OpeningHours.Closed(clock.UtcNow, await calendars.CurrentAsync(), clock),
                row.StandIn is { } by ? new(new(by.NameZh, by.NameEn), by.WorkPhone, by.Until) : null),
            row.HasOpen ? await UrgentAsync(talentId) : null,
            row.Prepared is { } draft ? (draft, await ItemOfAsync(draft)) : null);
    }

    private async Task<CaseLine?> UrgentAsync(Guid talentId) =>
        (await cases.OpenOfAsync(talentId, outside: true)).OrderByDescending(c => c.Light).ThenBy(c => c.NextDue ?? DateTime.MaxValue).FirstOrDefault();

    private Task<LocalText> ItemOfAsync(Guid caseId) =>
        store.ReadAsync(async db => (await db.Cases.Include(c => c.ItemVersion).SingleAsync(c => c.Id == caseId)).ItemVersion!.Content.ShortName);
}
