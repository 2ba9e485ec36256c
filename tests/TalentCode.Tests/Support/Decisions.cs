using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Filing;
using TalentCode.Core.People;
using TalentCode.Core.Recognition;
using TalentCode.Core.Resources;

namespace TalentCode.Tests.Support;

/// <summary>What a grant has to name, for tests that are about something else.</summary>
internal static class Decisions
{
    public static GradeDecision Grade(this City city, GradeLevel level) => new(level, city.Clock.Today, GradeAward.LastDay(city.Clock.Today));

    /// <summary>The detail a grant of this case needs; null for most items.</summary>
    public static async Task<StepDetail?> UsualAsync(this City city, Guid id, CaseAction action) =>
        action == CaseAction.Grant && await city.ReadAsync(db => db.Cases.Where(c => c.Id == id).Select(c => c.ItemId).SingleAsync()) == ItemForms.GradeRecognition ? city.Grade(GradeLevel.C) : null;

    /// <summary>An estate with flats of one size, for a test of its own.</summary>
    public static async Task<IReadOnlyList<int>> FlatsAsync(this City city, int count, int bedrooms = 1, FlatPool pool = FlatPool.TalentFlat)
    {
        var first = await city.ReadAsync(db => db.Flats.CountAsync()) + 1;
        var estate = new FlatEstate { Id = $"X{first}", Pool = pool, NameZh = "云岭人才公寓", NameEn = "Yunling Talent Flats", AddressZh = "云岭路1号", AddressEn = "1 Yunling Road", Phone = "023-00003000" };
        var flats = Enumerable.Range(0, count).Select(i => new Flat { Id = first + i, EstateId = estate.Id, Building = 3, Number = 1201 + i, Bedrooms = bedrooms, SquareMetres = 60, RentFen = 158_400 }).ToList();
        await city.AddAsync([estate, .. flats]);
        return flats.ConvertAll(f => f.Id);
    }
}
