using System.Globalization;

namespace TalentCode.Core.Cases;

/// <summary>
/// Where a case stands in a list. Lists go on from the last place shown and never count off what came before: page 400
/// costs what page 1 costs.
/// </summary>
/// <param name="At"><see cref="ServiceCase.ListAt"/> of the last case shown.</param>
public readonly record struct CasePlace(DateTime At, Guid Id);

/// <summary>Keys by which lists and searches find a case without looking at the others. They follow from the row and are set whenever it is saved.</summary>
internal static class CaseKeys
{
    // By the term that runs now, and once none runs by what was promised. Cases without a date come after all that have one, in the order in which they were filed.
    private const int YearsBehind = 1000;

    public static void Set(ServiceCase row)
    {
        row.ListAt = row.ParentId is not null ? null : row.NextDueAt ?? row.PromisedDueAt ?? row.SubmittedAt?.AddYears(YearsBehind);
        if (row.State is CaseState.Draft or CaseState.Discarded) row.ListAt = null;
        row.QueueAt = CaseWorkflow.Working.Contains(row.State) ? row.ListAt : null;
        row.Running = row.ParentId is null && row.Number is { } number ? RunningOf(number)?.Running : null;
    }

    /// <summary>The running number in a case number, or in the part of one that somebody typed: "RC-500107-20261123-000123-7", "000123-7", "123".</summary>
    /// <returns>The running number, and the check digit where one was given; null when this is no number.</returns>
    public static (long Running, string? Check)? RunningOf(string typed)
    {
        var parts = typed.Trim().Split('-');
        if (!parts.All(part => part.Length > 0 && (part.All(char.IsAsciiDigit) || part is "RC" or "rc"))) return null;
        var check = parts.Length > 1 && parts[^1].Length == 1 ? parts[^1] : null;
        var running = parts[^(check is null ? 1 : 2)];
        return running.Length <= 12 && long.TryParse(running, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (number, check) : null;
    }
}
