using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>Who has it: anybody, nobody yet, or one person.</summary>
public enum HandlerScope { Anybody, Nobody, Person }

/// <summary>Terms of a list that look at the week, as the board counts them.</summary>
public enum WeekScope { Any, Turning, Ending }

/// <summary>What a list of cases is narrowed by; all of it on the server.</summary>
/// <param name="After">The last case of the page before; null for the first page.</param>
public sealed record CaseFilter(string? Text = null, CaseState? State = null, bool MineOnly = false, bool NearOnly = false, CasePlace? After = null, int PageSize = 25)
{
    public HandlerScope Handlers { get; init; }

    /// <summary>With <see cref="HandlerScope.Person"/>.</summary>
    public Guid? HandlerId { get; init; }

    public CaseLight? Light { get; init; }
    public WeekScope Week { get; init; }
    public string? ItemId { get; init; }

    /// <summary>For those who see several departments.</summary>
    public string? DepartmentId { get; init; }

    /// <summary>One stretch of the week: after the first day up to the last, both in the city.</summary>
    public (DateOnly After, DateOnly Until)? Between { get; init; }
}

/// <summary>Turns a filter into conditions the database answers.</summary>
internal static class CaseFilters
{
    public static IQueryable<ServiceCase> Apply(IQueryable<ServiceCase> query, CaseFilter filter, Actor actor, DateTime now, CityClock clock)
    {
        query = filter.State is { } state ? query.Where(c => c.State == state && c.ListAt != null) : query.Where(c => c.QueueAt != null);
        if (filter.MineOnly) query = query.Where(c => c.HandlerId == actor.Id);
        if (filter.Handlers == HandlerScope.Nobody) query = query.Where(c => c.HandlerId == null);
        else if (filter.Handlers == HandlerScope.Person) query = query.Where(c => c.HandlerId == filter.HandlerId);
        if (filter.ItemId is { } item) query = query.Where(c => c.ItemId == item);
        if (filter.DepartmentId is { } department) query = query.Where(c => c.DepartmentId == department);
        if (filter.NearOnly)
        {
            var soon = now.AddDays(2);
            query = filter.State is null ? query.Where(c => c.QueueAt < soon) : query.Where(c => c.ListAt < soon);
        }
        return Shining(Weekly(query, filter, now, clock), filter, now);
    }

    private static IQueryable<ServiceCase> Weekly(IQueryable<ServiceCase> query, CaseFilter filter, DateTime now, CityClock clock)
    {
        // A stretch of its own may reach into the next week.
        var (from, until) = filter.Between is { } between ? (clock.EndOf(between.After), clock.EndOf(between.Until)) : (now, Figures.WeekBoard.EndOfWeek(clock));
        return filter.Week switch
        {
            WeekScope.Turning => query.Where(c => c.YellowAt > now && c.YellowAt >= from && c.YellowAt < until),
            WeekScope.Ending => Placed(query, filter, after: from, until).Where(c => c.NextDueAt > now && c.NextDueAt > from && c.NextDueAt <= until),
            _ => query,
        };
    }

    // Says of the place in the list what follows from the term that runs, so that the index skips what lies before and behind.
    private static IQueryable<ServiceCase> Placed(IQueryable<ServiceCase> query, CaseFilter filter, DateTime? after, DateTime? until)
    {
        if (after is { } from) query = filter.State is null ? query.Where(c => c.QueueAt > from) : query.Where(c => c.ListAt > from);
        if (until is { } to) query = filter.State is null ? query.Where(c => c.QueueAt <= to) : query.Where(c => c.ListAt <= to);
        return query;
    }

    // The same lights as CaseLights.Of, from the columns kept for it.
    private static IQueryable<ServiceCase> Shining(IQueryable<ServiceCase> query, CaseFilter filter, DateTime now) => filter.Light switch
    {
        CaseLight.DeepRed => query.Where(c => (CaseTurns.Lit.Contains(c.State) && c.OuterDueAt <= now)
            || (c.State == CaseState.Decided && c.NextDueAt <= now && c.Decision == CaseDecision.Granted && c.ItemVersion!.AcceptanceBySilence)),
        CaseLight.Red => Placed(query, filter, null, until: now).Where(c => c.NextDueAt <= now && ((CaseTurns.Lit.Contains(c.State) && (c.OuterDueAt == null || c.OuterDueAt > now))
            || (c.State == CaseState.Decided && !(c.Decision == CaseDecision.Granted && c.ItemVersion!.AcceptanceBySilence)))),
        CaseLight.Yellow => Placed(query, filter, after: now, null).Where(c => (CaseTurns.Lit.Contains(c.State) || c.State == CaseState.Decided) && c.YellowAt <= now && (c.NextDueAt == null || c.NextDueAt > now)),
        CaseLight.Green => Placed(query, filter, after: now, null).Where(c => CaseTurns.Lit.Contains(c.State) && (c.NextDueAt == null || c.NextDueAt > now) && (c.YellowAt == null || c.YellowAt > now)),
        _ => query,
    };
}
