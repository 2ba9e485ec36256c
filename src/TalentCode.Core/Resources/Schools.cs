using TalentCode.Core.Catalogue;

namespace TalentCode.Core.Resources;

/// <summary>A school that takes part, with the places it usually has. Invented; the district's own list replaces the file.</summary>
public sealed record School(string Code, string Zh, string En, string DistrictZh, string DistrictEn, int Capacity)
{
    public static IReadOnlyList<School> Read() => CatalogueLoader.Read<List<School>>("schools.json");
}
