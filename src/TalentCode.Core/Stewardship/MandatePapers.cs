using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Stewardship;

/// <summary>The paper of a mandate (授权委托书), as this reader may know who gave it.</summary>
public sealed record MandateSheet(Mandate Row, string Number, LocalText Giver, LocalText Steward, LocalText Item, bool InForce);

/// <summary>A mandate under which a step of a case was taken.</summary>
public sealed record UsedMandate(Guid Id, string Number, LocalText Steward);

/// <summary>The papers of mandates: for who gave one, for the steward, and for those who handle a case in which it was used.</summary>
public sealed class MandatePapers(Store store, CityClock clock)
{
    /// <summary>WT-20261102-3F9A21BC: the day it was given, and the end of its id.</summary>
    public static string NumberOf(Mandate row, CityClock clock) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"WT-{clock.DateOf(row.GivenAt):yyyyMMdd}-{row.Id.ToString("N")[24..].ToUpperInvariant()}");

    /// <summary>One's own.</summary>
    /// <exception cref="RefusedException">Not given by this holder.</exception>
    public Task<MandateSheet> OwnAsync(Actor holder, Guid id)
    {
        holder.RequireTalent(holder.Id);
        return store.ReadAsync(async db => await SheetAsync(db, await db.Mandates.SingleOrDefaultAsync(m => m.Id == id && m.TalentId == holder.Id) ?? throw NotFound(), inFull: true));
    }

    /// <summary>One under which a step of this case was taken, for those who handle the case; they know the giver by the masked name, as on every paper.</summary>
    /// <exception cref="RefusedException">Not this department's case, or not used in it.</exception>
    public Task<MandateSheet> OfCaseAsync(Actor staff, Guid caseId, Guid id) => store.ReadAsync(async db =>
    {
        var row = await db.Cases.SingleOrDefaultAsync(c => c.Id == caseId);
        if (row is null || !NoteService.MayRead(staff, row) || (await UsedAsync(db, row)).Find(m => m.Id == id) is not { } mandate) throw NotFound();
        return await SheetAsync(db, mandate, inFull: false);
    });

    /// <summary>Those used in a case that was read already; none for readers who do not handle it.</summary>
    /// <param name="row">With its events and its parts.</param>
    internal async Task<IReadOnlyList<UsedMandate>> OfCaseAsync(Actor staff, ServiceCase row)
    {
        // Most cases are their applicant's own work: nothing more is asked of the database then.
        if (!NoteService.MayRead(staff, row) || (!row.Events.Exists(e => e.ByMandate) && !row.Children.Exists(c => c.CompletionRequests.Exists(r => r.AnsweredAt is not null)))) return [];
        return await store.ReadAsync(async db =>
        {
            var used = await UsedAsync(db, row);
            var stewards = used.Select(m => m.StewardId).ToHashSet();
            var names = await db.Users.Where(s => stewards.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => new LocalText(s.NameZh, s.NameEn));
            return used.ConvertAll(m => new UsedMandate(m.Id, NumberOf(m, clock), names[m.StewardId]));
        });
    }

    /// <summary>Where the symbol on the paper leads this reader: the giver to the paper, the steward to the person, an officer to the case it was used in; null for everybody else.</summary>
    public Task<string?> OpensAtAsync(Actor reader, Guid id) => store.ReadAsync<string?>(async db =>
    {
        if (await db.Mandates.SingleOrDefaultAsync(m => m.Id == id) is not { } mandate) return null;
        if (reader.Kind == ActorKind.Talent) return mandate.TalentId == reader.Id ? $"/me/mandates/{id}" : null;
        if (await CareAccess.CaresForAsync(db, reader, mandate.TalentId, clock.Today)) return $"/steward/person/{mandate.TalentId}";
        if (!reader.May(Permission.HandleCases)) return null;
        var cases = await db.Cases.Where(c => c.TalentId == mandate.TalentId && c.ItemId == mandate.ItemId && c.DepartmentId == reader.DepartmentId && c.ParentId == null).OrderByDescending(c => c.CreatedAt).ThenBy(c => c.Id).Take(20).ToListAsync();
        foreach (var row in cases.Where(c => NoteService.MayRead(reader, c)))
            if ((await UsedAsync(db, row)).Exists(m => m.Id == id)) return $"/dept/cases/{row.Id}/mandate/{id}";
        return null;
    });

    // Which one it was is told by whose it is, the item and the moment: at every moment one lasts at most.
    private async Task<List<Mandate>> UsedAsync(TalentDb db, ServiceCase row)
    {
        var whole = db.Cases.Where(c => c.Id == row.Id || c.ParentId == row.Id).Select(c => c.Id);
        var steps = (await db.CaseEvents.Where(e => whole.Contains(e.CaseId) && e.ActorKind == ActorKind.Staff && CaseWorkflow.UnderMandate.Contains(e.Action))
            .Select(e => new { e.ActorId, e.At }).ToListAsync()).ConvertAll(e => (e.ActorId, e.At));
        if (steps.Count == 0) return [];
        var given = await db.Mandates.Where(m => m.TalentId == row.TalentId && m.ItemId == row.ItemId).OrderBy(m => m.Id).ToListAsync();
        return given.FindAll(m => steps.Exists(s => m.GivenAt <= s.At && (m.EndedAt is not { } end || end >= s.At) && clock.DateOf(s.At) <= m.Until && (m.StewardId == s.ActorId || m.StandInToo)));
    }

    private async Task<MandateSheet> SheetAsync(TalentDb db, Mandate row, bool inFull)
    {
        var giver = await db.Talents.SingleAsync(t => t.Id == row.TalentId);
        var steward = await db.Users.SingleAsync(s => s.Id == row.StewardId);
        var (zh, en) = (giver.LegalName, giver.LatinName ?? giver.LegalName);
        var item = (await db.ItemVersions.Where(v => v.ItemId == row.ItemId && v.Until == null).OrderByDescending(v => v.From).FirstOrDefaultAsync())?.Content.Name ?? new(row.ItemId, row.ItemId);
        return new(row, NumberOf(row, clock), inFull ? new(zh, en) : new(Masking.Name(zh), Masking.Name(en)), new(steward.NameZh, steward.NameEn), item, row.IsInForce(clock.Today));
    }

    private static RefusedException NotFound() => new("no-such-mandate", "找不到这份授权委托书。请从事项页面或“我的委托”打开。", "This mandate cannot be found. Open it from the page of the case or from “My mandates”.");
}
