using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>Sets the due dates of a case and writes down every change with its reason; no date moves any other way.</summary>
internal static class CaseClocks
{
    /// <summary>Applies what a step does to the clocks.</summary>
    public static void Apply(TalentDb db, ServiceCase row, ClockEffect effect, LocalText why, Actor actor, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        switch (effect)
        {
            case ClockEffect.StartCompletion:
                Set(db, row, ClockName.Acceptance, null, why, actor, now);
                var until = DueDates.Calculate(now, CaseDeadlines.CompletionTerm, calendar, clock);
                Set(db, row, ClockName.Completion, until.AtUtc, why, actor, now);
                // A limit that runs from the receipt ends with it: completed papers are a new receipt.
                Recompute(db, row, why, actor, now, calendar, clock);
                row.DueProvisional |= until.Provisional;
                break;
            case ClockEffect.ProlongCompletion:
                var longer = DueDates.Calculate((row.CompletionDueAt ?? now).AddTicks(-1), CaseDeadlines.CompletionTerm, calendar, clock);
                Set(db, row, ClockName.Completion, longer.AtUtc, why, actor, now);
                row.DueProvisional |= longer.Provisional;
                break;
            case ClockEffect.StartDelivery:
                var handed = DueDates.Calculate(now, CaseDeadlines.DeliveryTerm, calendar, clock);
                Set(db, row, ClockName.Delivery, handed.AtUtc, why, actor, now);
                row.DueProvisional = handed.Provisional;
                break;
            case ClockEffect.StartAcceptance:
                Set(db, row, ClockName.Completion, null, why, actor, now);
                Recompute(db, row, why, actor, now, calendar, clock, answerBegins: true);
                break;
            case ClockEffect.StartHandling or ClockEffect.StartHandlingAtReceipt or ClockEffect.Pause or ClockEffect.Resume or ClockEffect.ProlongOuter:
                Recompute(db, row, why, actor, now, calendar, clock);
                break;
        }
    }

    /// <summary>Works out acceptance, promised and outer dates anew from the case's events; what changed goes into the history.</summary>
    /// <param name="answerBegins">
    /// Whether the step is a receipt, from which the answer is due. Nothing else gives a date for it: a case received when its
    /// item had none keeps none, as no calendar and no other member is a reason for one.
    /// </param>
    /// <returns>Whether a date moved.</returns>
    public static bool Recompute(TalentDb db, ServiceCase row, LocalText why, Actor actor, DateTime now, WorkingCalendar calendar, CityClock clock, bool answerBegins = false)
    {
        var dates = CaseDeadlines.For(row, calendar, clock);
        // The answer that was given keeps the date it had: it says whether it came in time.
        var moved = (dates.Acceptance is { } acceptance && (answerBegins || row.AcceptanceDueAt is not null) && Set(db, row, ClockName.Acceptance, acceptance.AtUtc, why, actor, now))
            | Set(db, row, ClockName.Promised, dates.Promised?.AtUtc, why, actor, now)
            | Set(db, row, ClockName.Outer, dates.Outer?.AtUtc, why, actor, now);
        row.DueProvisional = dates.Provisional;
        return moved;
    }

    /// <summary>Puts one date in place of another and writes down why.</summary>
    /// <returns>Whether it moved.</returns>
    public static bool Set(TalentDb db, ServiceCase row, ClockName which, DateTime? to, LocalText why, Actor actor, DateTime now)
    {
        var old = Of(row, which);
        if (old == to) return false;
        switch (which)
        {
            case ClockName.Acceptance: row.AcceptanceDueAt = to; break;
            case ClockName.Completion: row.CompletionDueAt = to; break;
            case ClockName.Promised: row.PromisedDueAt = to; break;
            case ClockName.Outer: row.OuterDueAt = to; break;
            case ClockName.Delivery: row.DeliveryDueAt = to; break;
            default: throw new ArgumentOutOfRangeException(nameof(which));
        }
        Record(db, row, which, old, to, why, actor, now);
        return true;
    }

    /// <summary>Writes down that a date moved: one of the case's own, or that of an answer awaited beside it.</summary>
    public static void Record(TalentDb db, ServiceCase row, ClockName which, DateTime? old, DateTime? to, LocalText why, Actor actor, DateTime now)
    {
        var change = new DueDateChange
        {
            Id = Guid.CreateVersion7(now),
            CaseId = row.Id,
            Sequence = row.DueDates.Count + 1,
            Clock = which,
            Old = old,
            New = to,
            WhyZh = why.Zh,
            WhyEn = why.En,
            ByZh = actor.Name.Zh,
            ByEn = actor.Name.En,
            At = now,
        };
        row.DueDates.Add(change);
        db.DueDateChanges.Add(change);
    }

    private static DateTime? Of(ServiceCase row, ClockName which) => which switch
    {
        ClockName.Acceptance => row.AcceptanceDueAt,
        ClockName.Completion => row.CompletionDueAt,
        ClockName.Promised => row.PromisedDueAt,
        ClockName.Outer => row.OuterDueAt,
        _ => row.DeliveryDueAt,
    };
}
