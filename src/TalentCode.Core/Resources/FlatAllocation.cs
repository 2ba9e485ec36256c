using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Time;

namespace TalentCode.Core.Resources;

/// <summary>Lets a flat in the transaction of the decision. Of many who decide at once for the same flat, one gets it.</summary>
internal static class FlatAllocation
{
    private const int Years = 3;

    internal static RefusedException Taken => new("flat-taken",
        "这套房刚刚配租给了别人。申请没有改动,请另选一套再准予。", "This flat has just been let to somebody else. The application is unchanged; choose another flat and grant again.");

    /// <summary>A sentence when this person cannot apply for a flat now; null when they can, and for every other item.</summary>
    public static async Task<LocalText?> ObstacleAsync(TalentDb db, ServiceCase draft) =>
        FlatRules.LetsFlats(draft.ItemId) && await HasFlatAsync(db, draft.TalentId)
            ? new("你已经租住一套配租住房。退租后可以再申请;想换房请找你的人才管家。", "You already rent a flat from the city. You can apply again once that lease has ended; to move, ask your steward.")
            : null;

    /// <exception cref="RefusedException">No flat, of another pool, not fitting, already let, or the person has one.</exception>
    public static async Task RequireAsync(TalentDb db, ServiceCase row, FlatChoice? choice, CityClock clock)
    {
        var flat = choice is null ? null : await db.Flats.AsNoTracking().Include(f => f.Estate).SingleOrDefaultAsync(f => f.Id == choice.FlatId);
        var pool = FlatRules.PoolOf(row.ItemId);
        if (flat is null || flat.Estate!.Pool != pool)
            throw new RefusedException("flat-missing", "请选择一套这个事项的房源,再准予。", "Choose a flat of this service, then grant.");
        var (people, fit) = (FlatRules.PeopleOf(row), FlatRules.Bedrooms(pool, FlatRules.PeopleOf(row)));
        if (flat.Bedrooms < fit.Least || flat.Bedrooms > fit.Most)
            throw new RefusedException("flat-size", $"{people}人的家庭配{FlatRules.BedroomWords(fit).Zh},请另选一套。", $"A household of {people} gets {FlatRules.BedroomWords(fit).En}. Choose another flat.");
        if (await HasFlatAsync(db, row.TalentId))
            throw new RefusedException("already-housed", "申请人已经租住一套配租住房,退租后才能再配租。", "The applicant already rents a flat from the city; another one can be let only when that lease has ended.");
        await RequireContractAsync(db, row, clock);
        var kept = await FlatProposals.StandingAsync(db, row.Id);
        if (kept is { State: ProposalState.Open })
            throw new RefusedException("flat-unanswered", $"已向申请人提出一套房源,等到{DayText.Of(clock.DateOf(kept.ExpiresAt.AddTicks(-1))).Zh}答复。答复或逾期后再继续。", $"A flat has been proposed to the applicant, who has until {DayText.Of(clock.DateOf(kept.ExpiresAt.AddTicks(-1))).En} to answer. Go on once they have, or that day has passed.");
        if (kept is not null && kept.FlatId != flat.Id)
            throw new RefusedException("flat-other", "申请人接受的是另一套房源,请按接受的那一套办理。", "The applicant has accepted another flat; please let that one.");
        if (flat.State != (kept is null ? FlatState.Free : FlatState.Reserved)) throw Taken;
    }

    // Lived in as long as the contract lasts (合同期内租住): where it is over, there is no term to let for.
    private static async Task RequireContractAsync(TalentDb db, ServiceCase row, CityClock clock)
    {
        var until = await db.Talents.Where(t => t.Id == row.TalentId).Select(t => t.ContractUntil).SingleAsync();
        if (until < clock.Today)
            throw new RefusedException("contract-ended",
                $"登记的劳动合同已于{DayText.Of(until.Value, true).Zh}到期,配租只能在合同期内。请申请人续签并由管家更新合同期限,再继续办理。",
                $"The employment contract on record ended on {DayText.Of(until.Value, true).En}, and a flat is let for the term of the contract. Ask the applicant to renew it and have the steward update the date, then go on.");
    }

    private static Task<bool> HasFlatAsync(TalentDb db, Guid talentId) => db.FlatLeases.AnyAsync(l => l.TalentId == talentId && l.EndedAt == null);

    public static async Task TakeAsync(TalentDb db, ServiceCase row, FlatChoice choice, DateTime now, CityClock clock)
    {
        await RequireContractAsync(db, row, clock);
        var kept = await FlatProposals.StandingAsync(db, row.Id);
        var expected = kept is { State: ProposalState.Accepted } && kept.FlatId == choice.FlatId ? FlatState.Reserved : FlatState.Free;
        var taken = await db.Flats.Where(f => f.Id == choice.FlatId && f.State == expected).ExecuteUpdateAsync(set => set.SetProperty(f => f.State, FlatState.Let));
        if (taken == 0) throw Taken;
        if (expected == FlatState.Reserved) (kept!.State, kept.EndedAt) = (ProposalState.Let, now);
        var flat = await db.Flats.AsNoTracking().Include(f => f.Estate).SingleAsync(f => f.Id == choice.FlatId);
        var from = clock.DateOf(now);
        var contract = await db.Talents.Where(t => t.Id == row.TalentId).Select(t => t.ContractUntil).SingleAsync();
        var until = from.AddYears(Years).AddDays(-1);
        if (contract >= from && contract < until) until = contract.Value;
        db.FlatLeases.Add(new FlatLease { Id = Guid.CreateVersion7(now), FlatId = flat.Id, TalentId = row.TalentId, CaseId = row.Id, From = from, Until = until });
        (row.ResultZh, row.ResultEn) = (
            $"配租{flat.Place.Zh},{flat.Size.Zh},租金{flat.Rent.Zh},租期至{DayText.Of(until, true).Zh}",
            $"{flat.Place.En}: {flat.Size.En}, {flat.Rent.En}, let until {DayText.Of(until, true).En}");
    }
}
