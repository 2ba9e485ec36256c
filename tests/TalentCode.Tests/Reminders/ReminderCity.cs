using TalentCode.Core.Cases;
using TalentCode.Core.People;
using TalentCode.Core.Reminders;
using TalentCode.Core.Resources;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Reminders;

/// <summary>People with one date each that a rule looks at.</summary>
internal static class ReminderCity
{
    public static Task<int> RemindAsync(this City city) => city.Get<ReminderSweep>().RunAsync(default);

    public static Task<Talent> ForeignerAsync(this City city, Action<Talent>? change = null) => city.People.TalentAsync(t => { TestPeople.FromAbroad(t); change?.Invoke(t); });

    /// <summary>Somebody whose code ends far away and who has this paper.</summary>
    public static Task<Talent> WithPaperAsync(this City city, PaperKind kind, string until) => city.ForeignerAsync(t => t.Papers.Add(Paper(kind, until)));

    public static IdentityPaper Paper(PaperKind kind, string until) => new() { Id = Guid.NewGuid(), Kind = kind, Number = "X1", Until = City.Day(until) };

    public static async Task<PersonalDate> DateAsync(this City city, Talent who, PersonalDateKind kind, string day, Guid? caseId = null)
    {
        var date = new PersonalDate { Id = Guid.NewGuid(), TalentId = who.Id, Kind = kind, Date = City.Day(day), EnteredAt = city.Clock.UtcNow, CaseId = caseId };
        await city.AddAsync(date);
        return date;
    }

    public static Task<Talent> WithDateAsync(this City city, PersonalDateKind kind, string day) => city.SinceAsync(city.People.TalentAsync(), kind, day);

    public static async Task<Talent> SinceAsync(this City city, Task<Talent> who, PersonalDateKind kind, string day)
    {
        var talent = await who;
        await city.DateAsync(talent, kind, day);
        return talent;
    }

    public static async Task<Talent> RefusedAsync(this City city, string day)
    {
        var who = await city.People.TalentAsync();
        var row = await city.CaseInAsync(who, "P03", CaseState.Decided, c => (c.Decision, c.DecidedAt) = (CaseDecision.Refused, city.At(day)));
        await city.DateAsync(who, PersonalDateKind.Refused, day, row.Id);
        return who;
    }

    /// <summary>A round of school places that is announced from the beginning.</summary>
    public static Task SchoolRoundAsync(this City city, string firstDay, string sixBy) => city.AddAsync(new Round
    {
        Id = Guid.NewGuid(),
        ItemId = RoundForms.SchoolPlace,
        DepartmentId = "education",
        NameZh = "入学协调",
        NameEn = "School places",
        FirstDay = City.Day(firstDay),
        LastDay = City.Day(firstDay).AddDays(10),
        OpensAt = city.Clock.StartOf(City.Day(firstDay)),
        ClosesAt = city.Clock.EndOf(City.Day(firstDay).AddDays(10)),
        ResultsDue = City.Day(firstDay).AddDays(40),
        SixBy = City.Day(sixBy),
        State = RoundState.Announced,
    });
}
