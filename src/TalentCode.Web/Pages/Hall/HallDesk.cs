using Microsoft.EntityFrameworkCore;
using TalentCode.Core;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Web.Account;

namespace TalentCode.Web.Pages.Hall;

/// <summary>Where a member of staff works: the own hall's windows and the one chosen for today.</summary>
public sealed record HallDesk(Actor Actor, string User, LocalText HallName, IReadOnlyList<HallWindow> Windows, HallWindow? Chosen)
{
    public static async Task<HallDesk> LoadAsync(CurrentActor current, Store store)
    {
        var actor = await current.GetAsync();
        var staff = await CurrentActor.LoadStaffAsync(store, actor.Id);
        var windows = await store.ReadAsync(db => db.Windows.Include(w => w.Hall).Where(w => w.HallId == staff!.HallId).OrderBy(w => w.Number).ToListAsync());
        return new(actor, staff?.UserName ?? "", windows.FirstOrDefault()?.Hall?.Name ?? new("", ""), windows, windows.FirstOrDefault(w => w.Id == staff?.WindowId));
    }

    /// <summary>Names of papers by their codes, as the catalogue writes them.</summary>
    public static async Task<IReadOnlyList<LocalText>> PaperNamesAsync(CatalogueQueries catalogue, IReadOnlyList<string> codes)
    {
        var names = (await catalogue.AllAsync()).SelectMany(item => item.Content.Materials).GroupBy(m => m.Code).ToDictionary(g => g.Key, g => g.First().Name);
        return [.. codes.Select(code => names.GetValueOrDefault(code, new("其他材料", "Other paper"))).Distinct()];
    }
}
