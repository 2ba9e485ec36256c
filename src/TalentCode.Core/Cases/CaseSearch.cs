using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Data;
using TalentCode.Core.People;

namespace TalentCode.Core.Cases;

/// <param name="Ways">Conditions, each with an index of its own; a case that meets any of them was meant. Empty: nothing is called so.</param>
/// <param name="TooMany">More people are called so than were looked at.</param>
internal sealed record CaseMatch(IReadOnlyList<Expression<Func<ServiceCase, bool>>> Ways, bool TooMany);

/// <summary>What the words in a list's search box mean: a case number or its running number, an item, or people's names.</summary>
internal static class CaseSearch
{
    /// <summary>People looked at for one name. A name that more bear has to be written out.</summary>
    public const int MostPeople = 200;

    public static async Task<CaseMatch> ReadAsync(string text, Store store, CatalogueQueries catalogue)
    {
        var ways = new List<Expression<Func<ServiceCase, bool>>>();
        var typed = NamePart.Normalize(text);
        if (CaseKeys.RunningOf(typed) is var (running, check))
        {
            var end = "-" + check;
            ways.Add(check is null ? c => c.Running == running : c => c.Running == running && c.Number!.EndsWith(end));
        }
        // The catalogue is small and in memory; the names of items are not columns.
        var items = (await catalogue.AllAsync()).Where(i => Called(i, text.Trim())).Select(i => i.Id).ToList();
        if (items is [var only]) ways.Add(c => c.ItemId == only);
        else if (items.Count > 0) ways.Add(c => items.Contains(c.ItemId));
        var people = await PeopleAsync(typed, store);
        var found = people.Take(MostPeople).ToList();
        if (found.Count > 0) ways.Add(c => found.Contains(c.TalentId));
        return new(ways, people.Count > MostPeople);
    }

    private static async Task<List<Guid>> PeopleAsync(string typed, Store store)
    {
        var from = typed.Length > NamePart.Longest ? typed[..NamePart.Longest] : typed;
        // Behind everything that begins with the text.
        var to = from + "\U0010FFFF";
        // A name may meet in two of its parts, so twice as many are read.
#pragma warning disable CA1309 // The database compares, by the column's ordinal collation.
        var parts = await store.ReadAsync(db => db.NameParts.Where(p => string.Compare(p.Part, from) >= 0 && string.Compare(p.Part, to) < 0)
            .OrderBy(p => p.Part).ThenBy(p => p.TalentId).Select(p => p.TalentId).Take(2 * (MostPeople + 1)).ToListAsync());
#pragma warning restore CA1309
        return [.. parts.Distinct()];
    }

    private static bool Called(OfferedItem item, string text) => item.Id.StartsWith(text, StringComparison.OrdinalIgnoreCase)
        || new[] { item.Content.ShortZh, item.Content.ShortEn, item.Content.Zh, item.Content.En }.Any(name => name.Contains(text, StringComparison.OrdinalIgnoreCase));
}
