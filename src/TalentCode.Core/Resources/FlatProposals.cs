using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Time;

namespace TalentCode.Core.Resources;

/// <summary>A flat is proposed, kept, accepted, declined or not answered: in the transaction of the step, whoever takes it.</summary>
public static class FlatProposals
{
    public static LocalText Word(ProposalState state) => state switch
    {
        ProposalState.Open => new("等申请人答复", "waiting for the answer"),
        ProposalState.Accepted => new("已接受", "accepted"),
        ProposalState.Declined => new("不要", "declined"),
        ProposalState.Expired => new("逾期未答复", "not answered in time"),
        ProposalState.Let => new("已配租", "let"),
        _ => new("已取消", "dropped"),
    };

    /// <summary>The proposal that keeps a flat for this case now.</summary>
    internal static Task<FlatProposal?> StandingAsync(TalentDb db, Guid caseId) =>
        db.FlatProposals.SingleOrDefaultAsync(p => p.CaseId == caseId && (p.State == ProposalState.Open || p.State == ProposalState.Accepted));

    /// <exception cref="RefusedException">Nothing to answer, too late, no proposal left, or the flat cannot be proposed.</exception>
    internal static async Task FollowAsync(TalentDb db, ServiceCase row, CaseStep step, StepInput input, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        if (!FlatRules.LetsFlats(row.ItemId)) return;
        switch (step.Action)
        {
            case CaseAction.ProposeFlat: await ProposeAsync(db, row, input.Detail as FlatChoice, now, calendar, clock); break;
            case CaseAction.AcceptFlat: await AnswerAsync(db, row, ProposalState.Accepted, input.Note, now, clock); break;
            case CaseAction.DeclineFlat: await AnswerAsync(db, row, ProposalState.Declined, input.Note, now, clock); break;
            case CaseAction.ExpireFlat: await ExpireAsync(db, row, now, clock); break;
            case CaseAction.SubmitForApproval when await db.FlatProposals.AnyAsync(p => p.CaseId == row.Id && p.State == ProposalState.Open):
                throw new RefusedException("flat-open", "申请人还没有答复房源。等答复或到期后再送审。", "The applicant has not answered the flat yet. Send it up once it is answered or the day has passed.");
            // However the case ends without a flat, nothing stays reserved for it.
            case CaseAction.Refuse or CaseAction.Withdraw or CaseAction.Terminate or CaseAction.DeemWithdrawn:
                if (await StandingAsync(db, row.Id) is { } left) await FreeAsync(db, left, ProposalState.Dropped, now);
                break;
        }
    }

    private static async Task ProposeAsync(TalentDb db, ServiceCase row, FlatChoice? choice, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        var before = await db.FlatProposals.Where(p => p.CaseId == row.Id).ToListAsync();
        if (before.Exists(p => p.State == ProposalState.Accepted))
            throw new RefusedException("flat-accepted", "申请人已经接受一套房源,请按那一套作决定。", "The applicant has accepted a flat already; please decide on that one.");
        if (before.Count >= FlatRules.Proposals.Most)
            throw new RefusedException("proposals-used", $"已经提出过{before.Count}套,不能再提。可以与申请人商定后直接准予,或写明理由不予。", $"{before.Count} flats have been proposed, which is all there can be. Agree on one with the applicant and grant it, or refuse and say why.");
        await FlatAllocation.RequireAsync(db, row, choice, clock);
        // Of many who let or propose the same flat at once, one gets it.
        var kept = await db.Flats.Where(f => f.Id == choice!.FlatId && f.State == FlatState.Free).ExecuteUpdateAsync(set => set.SetProperty(f => f.State, FlatState.Reserved));
        if (kept == 0) throw FlatAllocation.Taken;
        var proposal = new FlatProposal
        {
            Id = Guid.CreateVersion7(now),
            CaseId = row.Id,
            FlatId = choice!.FlatId,
            Number = before.Count + 1,
            ProposedAt = now,
            ExpiresAt = DueDates.Calculate(now, new Term(FlatRules.Proposals.AnswerWorkingDays, TermUnit.WorkingDay), calendar, clock).AtUtc,
        };
        db.FlatProposals.Add(proposal);
        await OweAsync(db, "flat-proposed", row, proposal, now, clock);
    }

    private static async Task AnswerAsync(TalentDb db, ServiceCase row, ProposalState answer, string? note, DateTime now, CityClock clock)
    {
        var proposal = await StandingAsync(db, row.Id);
        if (proposal is not { State: ProposalState.Open } || proposal.ExpiresAt <= now)
            throw new RefusedException("proposal-over", "现在没有等你答复的房源:可能已过保留期,或已经答复过。部门可以再为你选一套。", "There is no flat waiting for your answer: it is no longer kept, or you have answered. The department can propose another one.");
        (proposal.State, proposal.Reason) = (answer, note);
        if (answer == ProposalState.Declined) await FreeAsync(db, proposal, answer, now);
        await OweAsync(db, answer == ProposalState.Accepted ? "flat-accepted" : "flat-declined", row, proposal, now, clock);
        await TellHandlerAsync(db, row, proposal, now, clock);
    }

    private static async Task ExpireAsync(TalentDb db, ServiceCase row, DateTime now, CityClock clock)
    {
        var proposal = await StandingAsync(db, row.Id);
        if (proposal is not { State: ProposalState.Open } || proposal.ExpiresAt > now)
            throw new RefusedException("proposal-not-over", "没有逾期未答复的房源。", "No flat is past its day.");
        await FreeAsync(db, proposal, ProposalState.Expired, now);
        await OweAsync(db, "flat-expired", row, proposal, now, clock);
        await TellHandlerAsync(db, row, proposal, now, clock);
    }

    private static async Task FreeAsync(TalentDb db, FlatProposal proposal, ProposalState state, DateTime now)
    {
        (proposal.State, proposal.EndedAt) = (state, now);
        await db.Flats.Where(f => f.Id == proposal.FlatId && f.State == FlatState.Reserved).ExecuteUpdateAsync(set => set.SetProperty(f => f.State, FlatState.Free));
    }

    private static async Task OweAsync(TalentDb db, string template, ServiceCase row, FlatProposal proposal, DateTime now, CityClock clock) =>
        db.Owe(template, $"{row.Id:N}:{row.Events.Count}", Recipient.Talent(row.TalentId), now, await ValuesAsync(db, row, proposal, clock), $"/cases/{row.Id}");

    private static async Task TellHandlerAsync(TalentDb db, ServiceCase row, FlatProposal proposal, DateTime now, CityClock clock)
    {
        if (row.HandlerId is { } handler)
            db.Owe("flat-answered", $"{row.Id:N}:{row.Events.Count}", Recipient.Staff(handler), now, await ValuesAsync(db, row, proposal, clock), $"/dept/cases/{row.Id}");
    }

    private static async Task<Dictionary<string, LocalText>> ValuesAsync(TalentDb db, ServiceCase row, FlatProposal proposal, CityClock clock)
    {
        var flat = await db.Flats.AsNoTracking().Include(f => f.Estate).SingleAsync(f => f.Id == proposal.FlatId);
        var left = FlatRules.Proposals.Most - proposal.Number;
        return new(CaseNotices.Values(row, null, clock))
        {
            ["flat"] = flat.Place,
            ["size"] = flat.Size,
            ["rent"] = flat.Rent,
            ["until"] = CaseNotices.Day(proposal.ExpiresAt, clock),
            ["answer"] = Word(proposal.State),
            ["left"] = left > 0 ? new($"部门最多还可以为你选{left}套。", $"The department can propose {left} more. ") : new("这是最后一套,部门会与你联系。", "This was the last one; the department will call you. "),
        };
    }
}
