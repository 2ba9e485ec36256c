using Microsoft.EntityFrameworkCore;

namespace TalentCode.Core.Data.Seed;

/// <summary>
/// A court for the departments, so that papers of the invented city show one: the basic court of the district of its first
/// hall, marked as an example, as nobody has looked up the real ones. Customs keeps the general words: its court is not a basic one.
/// </summary>
internal static class DemoCourts
{
    private const string Customs = "customs";
    private const string Zh = "重庆市沙坪坝区人民法院(示例)";
    private const string En = "Shapingba District People’s Court of Chongqing (example)";

    public static async Task EnterAsync(TalentDb db)
    {
        foreach (var department in await db.Departments.Where(d => d.OwnsItems && d.Id != Customs && d.CourtZh == null).ToListAsync())
            (department.CourtZh, department.CourtEn) = (Zh, En);
    }
}
