using TalentCode.Core.Catalogue;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>
/// What a member who is behind does to the dates of a family application. It cannot be decided while somebody is completing
/// papers, so it is counted as if everybody were accepted on the last day on which that one can be; and from the day on which
/// the last one who was behind left it or was accepted by silence, so that the others' own dates are not over before anybody could decide.
/// </summary>
internal static class FamilyTerms
{
    /// <returns>The dates of the whole as they follow from whoever is behind or was; null where nobody held it up.</returns>
    public static CaseDates? Held(ServiceCase row, ItemContent item, WorkingCalendar calendar, CityClock clock, IReadOnlyDictionary<Guid, DateTime?>? coming = null)
    {
        if (Until(row, calendar, clock, coming) is not var (until, waits)) return null;
        var day = DayText.Of(clock.DateOf(until));
        var why = waits
            ? new LocalText($"有成员还没有受理(例如在补正),整件按最晚 {day.Zh}全部受理计算", $"A member is not accepted yet (completing papers, for example), so the whole is counted as if all were accepted by {day.En}")
            : new LocalText($"没有跟上的成员到 {day.Zh}才跟上或离开(撤回、分开办理),整件从这一天起计算", $"The member who was behind caught up or left (withdrawn, handled separately) on {day.En}, so the whole is counted from there");
        // A receipt of its own just before: only silence accepts as of the receipt.
        var dates = CaseDeadlines.For(item, until.AddTicks(-1), until, row.Pauses, row.ExtendedAt is not null, calendar, clock, row.RoundClosesAt);
        return dates with { Promised = Told(dates.Promised, why), Outer = Told(dates.Outer, why) };
    }

    /// <summary>The instant (UTC) from which the whole counts because of whoever was behind, and whether somebody still is; null where nobody held it up.</summary>
    /// <param name="row">With the parts of its members and its steps of splitting off.</param>
    public static (DateTime Until, bool Waits)? Until(ServiceCase row, WorkingCalendar calendar, CityClock clock, IReadOnlyDictionary<Guid, DateTime?>? coming = null)
    {
        // Silence accepts as of the receipt, but nobody was behind before the day on which it did.
        if (row.AcceptedAt is null || (row.AcceptedBySilence ? row.AcceptanceDueAt : row.AcceptedAt) is not { } accepted) return null;
        // Whoever has a promise of their own, because it runs from the receipt, is among the members' dates already.
        var behind = row.Children.Where(c => c is { IsOpen: true, AcceptedAt: null, PromisedDueAt: null }).Max(c => LastAnswer(c, coming?.GetValueOrDefault(c.Id), calendar, clock))?.AddTicks(-1);
        var left = row.Children.Where(c => c is { IsOpen: false, AcceptedAt: null } && c.EndedAt > accepted).Select(c => c.EndedAt)
            // Withdrawn after catching up: what was decided for the others waited until then.
            .Concat(row.Children.Where(c => !c.IsOpen && c.AcceptedAt > accepted).Select(c => c.AcceptedAt))
            // Accepted by silence, and so as of a receipt that lies back: until then it could not be decided.
            .Concat(row.Children.Where(c => c is { IsOpen: true, AcceptedBySilence: true } && c.AcceptanceDueAt > accepted).Select(c => c.AcceptanceDueAt?.AddTicks(-1)))
            .Concat(row.Events.Where(e => e.Action == CaseAction.SplitOff && e.At > accepted).Select(e => (DateTime?)e.At)).Max();
        return behind is { } day && !(left >= day) ? (day, true) : left is { } gone ? (gone, false) : null;
    }

    // Papers supplied on the last day are answered within the days that every receipt has.
    private static DateTime? LastAnswer(ServiceCase part, DateTime? coming, WorkingCalendar calendar, CityClock clock) => part.CompletionDueAt is { } until
        ? DueDates.Calculate((coming ?? until).AddTicks(-1), CaseDeadlines.AcceptanceTerm, calendar, clock).AtUtc
        : coming ?? part.AcceptanceDueAt;

    private static DueDate? Told(DueDate? due, LocalText why) =>
        due is null ? null : due with { Arithmetic = new($"{why.Zh}:{due.Arithmetic.Zh}", $"{why.En}: {due.Arithmetic.En}") };
}
