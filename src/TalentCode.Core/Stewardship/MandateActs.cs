using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Documents;
using TalentCode.Core.Families;
using TalentCode.Core.Filing;
using TalentCode.Core.Notifications;
using TalentCode.Core.Scans;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Stewardship;

/// <summary>What the applicant was asked for and a steward may supply: a list, or papers promised for later.</summary>
/// <param name="CaseId">The case, or one member's part of it.</param>
/// <param name="Until">Last instant.</param>
/// <param name="Points">What, why and how; empty for papers promised for later.</param>
public sealed record AskedOfApplicant(Guid CaseId, LocalText? Who, DateTime Until, IReadOnlyList<CompletionPoint> Points, IReadOnlyList<DeskPaper> Papers);

/// <summary>What a steward may do in a case for the person today.</summary>
/// <param name="Mandate">Null where there is none that covers it; then <paramref name="Why"/> says why and how to get one.</param>
public sealed record ActingFor(Mandate? Mandate, LocalText? Why, IReadOnlyList<AskedOfApplicant> Asked, AskedOfApplicant? Owed);

/// <summary>
/// What a steward does in a case under a mandate to follow it (委托跟进): answers a list of what is missing, supplies what
/// was promised, receives the papers. By the applicant's own services; every act asks for the mandate in its transaction,
/// carries both names, stands among those who looked and is told to the person at once. To promise, object and withdraw stays with the person.
/// </summary>
public sealed class MandateActs(Store store, Mandates mandates, CaseService cases, CaseQueries queries, DocumentService documents, CityClock clock)
{
    /// <summary>One paper that is wanted.</summary>
    /// <param name="Title">Its own name, where its kind says nothing.</param>
    /// <param name="Deferred">Promised for later: supplying it is an act of its own.</param>
    private sealed record Wanted(string Key, LocalText Name, string Code, Guid? MemberId, DateTime AskedAt, string? Title, bool Deferred);

    /// <summary>What may be done in a case that was read already.</summary>
    public Task<ActingFor> OfAsync(Actor staff, CaseView view) => store.ReadAsync(async db =>
    {
        var row = view.Row;
        Mandate mandate;
        try
        {
            mandate = await RequireAsync(db, staff, row);
        }
        catch (RefusedException refused)
        {
            return new ActingFor(null, refused.Sentence, [], null);
        }
        List<AskedOfApplicant> asked = [];
        foreach (var (who, part) in view.Waiting)
            asked.Add(new(part.Id, who, part.CompletionDueAt ?? part.CompletionRequests.MaxBy(r => r.Round)!.DueAt, part.CompletionRequests.MaxBy(r => r.Round)!.Points, await PapersAsync(db, part, Points(part), who)));
        var owed = Promised(row);
        return new ActingFor(mandate, null, asked, owed.Count == 0 ? null
            : new(row.Id, null, row.Deferrals.Where(d => owed.Exists(w => w.Key == d.Code)).Min(d => d.DueAt), [], await PapersAsync(db, row, owed, null)));
    });

    /// <summary>Puts a paper on file that was asked for. For a list it is told with the answer; one that was promised is told now.</summary>
    /// <param name="caseId">The case, or the member's part.</param>
    /// <param name="key">Name of the paper, as <see cref="OfAsync"/> gives it.</param>
    /// <exception cref="RefusedException">No mandate, not asked for (any more), the same file as before, or a file that cannot be taken.</exception>
    public async Task AddPaperAsync(Actor staff, Guid caseId, string key, byte[] bytes)
    {
        // First, so that nobody's file is looked at in vain; again with the paper, because a mandate ends at once.
        var (row, wanted) = await store.ReadAsync(db => WantedAsync(db, staff, caseId, key));
        await documents.AddForAsync(row.TalentId, wanted.Code, wanted.MemberId, bytes, async (db, paper) =>
        {
            var (now, fresh) = await WantedAsync(db, staff, caseId, key);
            if (db.Entry(paper).State != EntityState.Added)
            {
                // Sent twice after a lost answer, or a file that answers nothing.
                if (paper.AddedAt >= fresh.AskedAt && (fresh.Title is null || paper.Title == fresh.Title)) return;
                throw new RefusedException("paper-same", "这份文件以前已经交过。请选择新的文件;有情况要说明的,写在说明里。", "This file was supplied before. Choose another one; if there is something to explain, write it in the note.");
            }
            paper.Title = fresh.Title;
            var item = now.ItemVersion!.Content.ShortName;
            Note(db, staff, now.TalentId, new($"受你委托为“{item.Zh}”补交材料:{fresh.Name.Zh}", $"Supplied under your mandate for “{item.En}”: {fresh.Name.En}"), clock.UtcNow);
            if (!fresh.Deferred) return;
            var values = CaseNotices.Values(now, null, clock);
            (values["steward"], values["deferred"]) = (staff.Name, fresh.Name);
            db.Owe("case-paper-for-you", $"{paper.Id:N}", Recipient.Talent(now.TalentId), clock.UtcNow, values, $"/cases/{now.Id}");
        });
    }

    /// <summary>Answers the list of what is missing for the applicant: with the papers that came since it was sent, and what was changed.</summary>
    /// <param name="caseId">The case, or the member's part.</param>
    /// <exception cref="RefusedException">No mandate, nothing to answer (any more), or neither a paper nor a word.</exception>
    public Task CompleteAsync(Actor staff, Guid caseId, string? note) => store.WriteAsync(async db =>
    {
        var row = await CaseService.LoadAsync(db, caseId);
        var mandate = await RequireAsync(db, staff, row);
        var points = Points(row);
        var came = (await PapersAsync(db, row, points, null)).Where(p => p.Trust is not null).Select(p => p.Name.Zh).ToList();
        var answer = CompletionPapers.Answer(came, note?.Trim() ?? "").Zh;
        if (points.Count > 0 && answer.Length == 0) throw new RefusedException("completion-nothing", CompletionPapers.Nothing);
        await cases.ActAsync(db, Mandates.OnBehalf(staff, mandate), row, CaseAction.Complete, new StepInput(answer, Activity.Current?.Id, Quiet: true));
        var item = row.ItemVersion!.Content.ShortName;
        Note(db, staff, row.TalentId, new($"受你委托提交了“{item.Zh}”的补正", $"Supplied what was missing for “{item.En}” under your mandate"), clock.UtcNow);
        var values = CaseNotices.Values(row, await FamilyVeil.RemarkAsync(db, row, answer, clock.Today), clock);
        values["steward"] = staff.Name;
        db.Owe("case-completed-for-you", $"{row.Id:N}:{row.Events.Count}", Recipient.Talent(row.TalentId), clock.UtcNow, values, $"/cases/{row.Id}");
    });

    /// <summary>A paper issued in a case, received for the person; that it was opened stands among those who looked, once a day.</summary>
    /// <exception cref="RefusedException">Not in care, no mandate, or no such paper the person could read.</exception>
    public async Task<PaperView> PaperAsync(Actor staff, Guid caseId, Guid paperId)
    {
        var view = await queries.ViewAsync(staff, caseId);
        // What the person may not read of a member's part, nobody reads in their place.
        FamilyVeil.Apply(view.Row, Actor.For(view.Row.Talent!), clock.Today);
        await store.WriteAsync(async db =>
        {
            await RequireAsync(db, staff, view.Row);
            if (view.Row.Notices.Find(n => n.Id == paperId) is not { } paper) return;
            var (title, start) = (view.Papers.First(p => p.Id == paperId).Title, clock.At(clock.Today, TimeOnly.MinValue));
            var what = $"受你委托查看文书《{title.Zh}》,编号 {paper.Number}";
            if (!await db.AccessEntries.AnyAsync(e => e.TalentId == view.Row.TalentId && e.StaffId == staff.Id && e.WhatZh == what && e.At >= start))
                Note(db, staff, view.Row.TalentId, new(what, $"Opened “{title.En}”, number {paper.Number}, under your mandate"), clock.UtcNow);
        });
        return CaseQueries.PaperOf(view, paperId, inFull: true);
    }

    /// <summary>Among those who looked, as the person reads it.</summary>
    internal static void Note(TalentDb db, Actor staff, Guid talentId, LocalText what, DateTime now) => db.AccessEntries.Add(new AccessEntry
    {
        Id = Guid.CreateVersion7(now),
        TalentId = talentId,
        At = now,
        StaffId = staff.Id,
        WhereZh = "人才管家",
        WhereEn = "Your steward",
        WhatZh = what.Zh,
        WhatEn = what.En,
    });

    private Task<Mandate> RequireAsync(TalentDb db, Actor staff, ServiceCase row) => mandates.RequireMandate(db, staff, row.TalentId, row.ItemId, MandateScope.Follow);

    private async Task<(ServiceCase Row, Wanted Wanted)> WantedAsync(TalentDb db, Actor staff, Guid caseId, string key)
    {
        var row = await db.Cases.Include(c => c.ItemVersion).Include(c => c.Department).Include(c => c.CompletionRequests).Include(c => c.Deferrals).Include(c => c.Pledges).Include(c => c.Pauses).Include(c => c.Objections)
            .AsSplitQuery().SingleOrDefaultAsync(c => c.Id == caseId) ?? throw CareAccess.NotInCare();
        await RequireAsync(db, staff, row);
        return (row, Points(row).Concat(Promised(row)).FirstOrDefault(w => w.Key == key)
            ?? throw new RefusedException("paper-not-asked", "这份材料现在不用补了,可能已经提交。请刷新页面看最新情况。", "This paper is not asked for any more; it may have been supplied. Reload the page to see where it stands."));
    }

    private static List<Wanted> Points(ServiceCase row)
    {
        if (row.State != CaseState.AwaitingCompletion || row.CompletionRequests.MaxBy(r => r.Round) is not { } request) return [];
        return [.. request.Points.Select((point, i) =>
        {
            var code = CompletionPapers.CodeFor(point.What, row.ItemVersion!.Content);
            return new Wanted($"point-{i}", new(point.What, point.What), code, row.FamilyMemberId, request.AskedAt, code == CompletionPapers.Other ? point.What : null, Deferred: false);
        })];
    }

    private static List<Wanted> Promised(ServiceCase row) => row.IsOpen
        ? [.. row.Deferrals.Where(d => d.PromisedAt is not null && d.SuppliedAt is null).Select(d => new Wanted(d.Code, d.Name, d.Code, null, d.OfferedAt, null, Deferred: true))] : [];

    // Only whether something came and how far it can be trusted: what stands in a paper is for the department.
    private static async Task<IReadOnlyList<DeskPaper>> PapersAsync(TalentDb db, ServiceCase row, List<Wanted> wanted, LocalText? who)
    {
        if (wanted.Count == 0) return [];
        var (since, codes) = (wanted.Min(w => w.AskedAt), wanted.Select(w => w.Code).ToHashSet());
        var there = await db.Documents.Where(d => d.TalentId == row.TalentId && d.AddedAt >= since && codes.Contains(d.Code)).Select(d => new { d.Code, d.FamilyMemberId, d.Title, d.Trust, d.AddedAt }).ToListAsync();
        return [.. wanted.Select(w => new DeskPaper(w.Name, who, there.Where(d => d.Code == w.Code && d.FamilyMemberId == w.MemberId && (w.Title is null || d.Title == w.Title) && d.AddedAt >= w.AskedAt)
            .OrderByDescending(d => d.AddedAt).Select(d => (TrustLevel?)d.Trust).FirstOrDefault(), false, w.Key))];
    }
}
