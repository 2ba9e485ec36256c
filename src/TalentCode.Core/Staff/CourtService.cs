using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Data;

namespace TalentCode.Core.Staff;

/// <summary>A department that owns items, and the court for suits against it.</summary>
/// <param name="Court">Null until an administrator has entered it.</param>
/// <param name="Suits">How many of its items can be sued about: where the court will be named.</param>
public sealed record CourtLine(string Id, LocalText Name, LocalText? Court, int Suits);

/// <summary>The courts that papers name: entered by an administrator for each department, in force for what is issued from then on. Who changed which goes into the log.</summary>
public sealed class CourtService(Store store, CatalogueQueries catalogue, ILogger<CourtService> log)
{
    public const int LongestZh = 100, LongestEn = 200;

    /// <summary>All departments that own items, those without a court first.</summary>
    public async Task<IReadOnlyList<CourtLine>> AllAsync(Actor actor)
    {
        actor.Require(Permission.Administer);
        var suits = (await catalogue.AllAsync()).Where(i => i.Content.RemedyText?.CourtZh is not null).ToLookup(i => i.Content.DepartmentId);
        var rows = await store.ReadAsync(db => db.Departments.Where(d => d.OwnsItems).OrderBy(d => d.Id).ToListAsync());
        return [.. rows.Select(d => new CourtLine(d.Id, d.Name, CourtOf(d), suits[d.Id].Count())).OrderBy(d => d.Court is null ? 0 : 1).ThenByDescending(d => d.Suits > 0)];
    }

    /// <summary>Enters the court of a department, or takes it out again where both names are empty. Papers issued before keep what they say.</summary>
    /// <exception cref="RefusedException">Not an administrator, one name without the other, too long, or no name of a court.</exception>
    public async Task SetAsync(Actor actor, string departmentId, string? zh, string? en)
    {
        actor.Require(Permission.Administer);
        var (name, english) = (zh?.Trim() ?? "", en?.Trim() ?? "");
        LocalText? court = (name.Length, english.Length) switch
        {
            (0, 0) => null,
            (0, _) or (_, 0) => throw new RefusedException("court-half", "请把法院的中文和英文名称都填上;还不知道的,两栏都留空。", "Give the court in both languages, or leave both empty while it is not known."),
            ( > LongestZh, _) or (_, > LongestEn) => throw new RefusedException("court-long", $"中文名称最多{LongestZh}个字符,英文最多{LongestEn}个。请写法院全称,不要写地址和说明。", $"At most {LongestZh} characters in Chinese and {LongestEn} in English. Give the full name only, without address or remarks."),
            _ when !IsCourt(name, english) => throw new RefusedException("court-name", "请写法院的全称,例如“某某区人民法院”,英文要有 Court。", "Give the full name of the court: in Chinese with 法院, in English with the word Court."),
            _ => new LocalText(name, english),
        };
        var (before, changed) = await store.WriteAsync(async db =>
        {
            var department = await db.Departments.SingleOrDefaultAsync(d => d.Id == departmentId && d.OwnsItems)
                ?? throw new RefusedException("no-such-department", "找不到这个部门,请刷新后再试。", "This department cannot be found. Reload and try again.");
            var before = CourtOf(department);
            (department.CourtZh, department.CourtEn) = (court?.Zh, court?.En);
            return (before, before != court);
        });
        if (changed) log.LogInformation("Court of {Department} set to {Court} instead of {Before} by {Staff}", departmentId, court?.Zh ?? "none", before?.Zh ?? "none", actor.Id);
    }

    private static bool IsCourt(string zh, string en) => zh.Contains("法院", StringComparison.Ordinal) && en.Contains("court", StringComparison.OrdinalIgnoreCase) && !zh.Any(char.IsControl) && !en.Any(char.IsControl);

    private static LocalText? CourtOf(Department department) => department.CourtZh is { } zh ? new(zh, department.CourtEn ?? zh) : null;
}
