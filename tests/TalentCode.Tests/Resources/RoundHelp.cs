using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Filing;
using TalentCode.Core.People;
using TalentCode.Core.Resources;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Resources;

/// <summary>Rounds of school places through the real services.</summary>
internal static class RoundHelp
{
    public const string Department = "education";

    public static Task<Actor> ApproverAsync(this City city) => city.People.StaffAsync(StaffRole.Approver, Department);

    /// <summary>A round from tomorrow for five days; the clock stays where it is.</summary>
    public static async Task<Round> AnnounceAsync(this City city, params (string School, int Places)[] places)
    {
        var today = city.Clock.Today;
        var plan = new RoundPlan("P15", new("秋季入学协调", "Autumn school places"), today.AddDays(1), today.AddDays(5), today.AddDays(30),
            places.ToDictionary(p => p.School, p => p.Places), new DateOnly(today.Year, 8, 31));
        var id = await city.Get<RoundService>().AnnounceAsync(await city.ApproverAsync(), plan);
        return await city.RoundAsync(id);
    }

    public static async Task<Round> OpenAsync(this City city, params (string School, int Places)[] places)
    {
        var round = await city.AnnounceAsync(places);
        city.Time.SetUtcNow(new DateTimeOffset(round.OpensAt.AddHours(9)));
        await city.SweepRoundsAsync();
        return round;
    }

    public static async Task CloseAsync(this City city, Round round)
    {
        city.Time.SetUtcNow(new DateTimeOffset(round.ClosesAt));
        await city.SweepRoundsAsync();
    }

    public static Task<RoundReport> SweepRoundsAsync(this City city) => city.Get<RoundSweep>().RunAsync(default);

    public static Task<Round> RoundAsync(this City city, Guid id) => city.ReadAsync(db => db.Rounds.Include(r => r.Options.OrderBy(o => o.Code)).SingleAsync(r => r.Id == id));

    /// <summary>A family with a child of school age.</summary>
    public static Task<Talent> FamilyAsync(this City city, GradeLevel grade = GradeLevel.B) => city.People.TalentAsync(t =>
    {
        t.Grades.Clear();
        t.Grades.Add(TestPeople.GradeOf(grade));
        t.Family.Add(TestPeople.Child("2020-03-02"));
    });

    public static async Task<Guid> SchoolDraftAsync(this City city, Talent who, params string[] wishes)
    {
        var child = who.Family.Find(f => f.Relation == FamilyRelation.Child)!;
        await city.People.PaperAsync(who, "birth-certificate", child.Id);
        List<(string, string)> answers = [("district", "西部科学城"), ("address", "金凤路 8 号")];
        answers.AddRange(wishes.Select((w, i) => (RoundForms.Wishes[i], w)));
        await city.Get<TalentCode.Core.Consents.ConsentService>().GiveAsync(Actor.For(who), "P15");
        var draft = await city.DraftAsync(who, "P15", [.. answers]);
        await city.ConfirmFamilyAsync(who, draft);
        return draft;
    }

    public static async Task<Guid> FileSchoolAsync(this City city, Talent who, params string[] wishes) =>
        await city.Get<SubmitService>().SubmitAsync(Actor.For(who), await city.SchoolDraftAsync(who, wishes));

    /// <summary>So many families of a grade, filed and accepted.</summary>
    public static async Task<List<Guid>> AcceptedAsync(this City city, int count, GradeLevel grade, params string[] wishes)
    {
        var officer = await city.People.StaffAsync(StaffRole.Officer, Department);
        List<Guid> ids = [];
        for (var i = 0; i < count; i++)
        {
            ids.Add(await city.FileSchoolAsync(await city.FamilyAsync(grade), wishes));
            await city.ActAsync(officer, ids[^1], CaseAction.Accept);
        }
        return ids;
    }

    public static Task<List<RoundEntry>> EntriesAsync(this City city, Guid round) => city.ReadAsync(async db =>
    {
        var run = await db.RoundRuns.Where(r => r.RoundId == round).OrderByDescending(r => r.Number).FirstAsync();
        return await db.RoundEntries.Where(e => e.RunId == run.Id).OrderBy(e => e.Order).ToListAsync();
    });
}
