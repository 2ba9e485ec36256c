using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>Fills the instants of <see cref="CaseTurns"/> on open cases that do not carry them yet: those of before the columns, or brought in by other means; and puts right those whose result waits for papers of the applicant.</summary>
public sealed class TurnsFiller(Store store, Calendars calendars, CityClock clock)
{
    private const int Chunk = 500;

    /// <returns>How many were filled.</returns>
    public async Task<int> FillAsync(CancellationToken cancel) => await FillAsync(Lacking, cancel) + await FillAsync(Waiting, cancel) + await FillAsync(Untimed, cancel);

    private async Task<int> FillAsync(Func<IQueryable<ServiceCase>, IQueryable<ServiceCase>> which, CancellationToken cancel)
    {
        var (filled, after) = (0, Guid.Empty);
        while (true)
        {
            var rows = await store.ReadAsync(db => which(db.Cases).Where(c => c.Id > after).Include(c => c.ItemVersion).Include(c => c.Deferrals).Include(c => c.Pauses).Include(c => c.Children).Include(c => c.Events.Where(e => e.Action == CaseAction.SplitOff)).AsSplitQuery().OrderBy(c => c.Id).Take(Chunk).ToListAsync(cancel));
            if (rows.Count == 0) return filled;
            var calendar = await calendars.CurrentAsync();
            filled += await store.WriteAsync(db => WriteAsync(db, rows, calendar, cancel), cancel);
            after = rows[^1].Id;
            if (rows.Count < Chunk) return filled;
        }
    }

    private static IQueryable<ServiceCase> Lacking(IQueryable<ServiceCase> cases) => cases.Where(c => c.ParentId == null && c.EndedAt == null && c.SubmittedAt != null && c.NextDueAt == null)
        .Where(c => (CaseTurns.Lit.Contains(c.State) && (c.PromisedDueAt != null || c.OuterDueAt != null))
            || (c.State == CaseState.Received && c.AcceptanceDueAt != null)
            || (c.State == CaseState.AwaitingCompletion && c.CompletionDueAt != null)
            || (c.State == CaseState.Decided && c.DeliveryDueAt != null && !c.Deferrals.Any(d => d.PromisedAt != null && d.SuppliedAt == null)));

    private static IQueryable<ServiceCase> Waiting(IQueryable<ServiceCase> cases) => cases.Where(c => c.State == CaseState.Decided && c.ParentId == null && c.NextDueAt != null
        && c.Deferrals.Any(d => d.PromisedAt != null && d.SuppliedAt == null));

    // Under review without any promise: only the step is measured.
    private static IQueryable<ServiceCase> Untimed(IQueryable<ServiceCase> cases) => cases.Where(c => c.ParentId == null && (c.State == CaseState.Accepted || c.State == CaseState.InReview || c.State == CaseState.InApproval)
        && c.NextDueAt == null && c.YellowAt == null && c.PromisedDueAt == null && c.OuterDueAt == null && c.AcceptedAt != null);

    // Straight past the version: nothing happened to the case. Not over the head of somebody who has acted since.
    private async Task<int> WriteAsync(TalentDb db, List<ServiceCase> rows, WorkingCalendar calendar, CancellationToken cancel)
    {
        var filled = 0;
        foreach (var row in rows)
        {
            CaseTurns.Set(row, calendar, clock);
            // A day that has passed may still have to be told.
            var warn = row.HasGaps || row.NextDueAt is null ? CaseWarnings.NextAfterStep(row, clock.UtcNow, calendar, clock) : row.WarnAt;
            CaseKeys.Set(row);
            filled += await db.Cases.Where(c => c.Id == row.Id && c.Version == row.Version)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.NextDueAt, row.NextDueAt).SetProperty(c => c.YellowAt, row.YellowAt)
                    .SetProperty(c => c.ListAt, row.ListAt).SetProperty(c => c.QueueAt, row.QueueAt).SetProperty(c => c.WarnAt, warn), cancel);
        }
        return filled;
    }
}
