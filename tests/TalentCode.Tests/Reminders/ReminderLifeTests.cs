using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Reminders;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Reminders;

/// <summary>
/// Seven months walked day by day, from 1 September 2026 to 31 March 2027, with somebody for every rule. Mid-Autumn
/// (25 to 27 September), National Day (1 to 7 October, with a working Saturday after it), New Year and Spring Festival lie in them.
/// </summary>
public sealed class LifeWalk : IAsyncLifetime
{
    private const string First = "2026-09-01", Last = "2027-03-31";
    private readonly Dictionary<string, Talent> _people = [];
    private Dictionary<(string Template, Guid Reader), List<DateOnly>> _heard = [];
    private City _city = null!;

    public async Task InitializeAsync()
    {
        _city = await City.FreshAsync(DateTime.SpecifyKind(City.Day(First).ToDateTime(new TimeOnly(1, 0)), DateTimeKind.Utc));
        await InviteAsync();
        for (var day = City.Day(First); day <= City.Day(Last); day = day.AddDays(1))
        {
            _city.MoveTo($"{day:yyyy-MM-dd}");
            await _city.RemindAsync();
            if (day < City.Day("2026-12-01")) await _city.SweepAsync();
        }
        var owed = await _city.ReadAsync(db => db.Outbox.Where(m => m.Channel == Notices.InApp).Select(m => new { m.Template, m.RecipientId, m.CreatedAt }).ToListAsync());
        _heard = owed.GroupBy(m => (m.Template, m.RecipientId)).ToDictionary(g => g.Key, g => g.Select(m => _city.Clock.DateOf(m.CreatedAt)).Order().ToList());
    }

    public async Task DisposeAsync() => await _city.DisposeAsync();

    /// <summary>The days on which somebody heard of a rule.</summary>
    public IEnumerable<string> Heard(string rule, string who) => _heard.GetValueOrDefault((rule, _people[who].Id), []).Select(d => $"{d:yyyy-MM-dd}");

    /// <summary>Everything somebody heard at all.</summary>
    public IEnumerable<string> HeardOf(string who) => _heard.Keys.Where(k => k.Reader == _people[who].Id).Select(k => k.Template);

    private async Task InviteAsync()
    {
        var city = _city;
        _people["entry"] = await city.SinceAsync(city.ForeignerAsync(), PersonalDateKind.Entry, "2026-09-16");
        _people["permit"] = await city.WithPaperAsync(PaperKind.ResidencePermit, "2027-01-03");
        _people["permit in spring"] = await city.WithPaperAsync(PaperKind.ResidencePermit, "2027-03-15");
        _people["work"] = await city.WithPaperAsync(PaperKind.WorkPermit, "2026-12-31");
        _people["change"] = await city.SinceAsync(city.WithPaperAsync(PaperKind.ResidencePermit, "2029-01-01"), PersonalDateKind.AddressChanged, "2026-09-22");
        _people["moved in"] = await city.SinceAsync(city.ForeignerAsync(), PersonalDateKind.MovedIn, "2026-10-03");
        _people["newborn"] = await city.ForeignerAsync(t => t.Family.Add(Child("2026-08-28", "FRA")));
        _people["moved"] = await city.WithDateAsync(PersonalDateKind.HouseholdMoved, "2026-11-10");
        _people["moved before the holiday"] = await city.WithDateAsync(PersonalDateKind.HouseholdMoved, "2026-09-29");
        _people["code"] = await city.People.TalentAsync(code: c => c.Until = City.Day("2027-02-12"));
        _people["employer"] = await city.WithDateAsync(PersonalDateKind.EmployerChanged, "2026-09-15");
        _people["grade"] = await city.People.TalentAsync(t => t.Grades.Add(TestPeople.GradeOf(GradeLevel.A, "2026-09-29")));
        _people["lower grade"] = await city.People.TalentAsync(t => t.Grades.Add(TestPeople.GradeOf(GradeLevel.D, "2026-09-29")));
        await city.SchoolRoundAsync("2026-11-02", "2026-08-31");
        _people["school"] = await city.People.TalentAsync(t => t.Family.Add(TestPeople.Child("2020-03-02")));
        _people["too young"] = await city.People.TalentAsync(t => t.Family.Add(TestPeople.Child("2020-09-01")));
        _people["licence"] = await city.WithDateAsync(PersonalDateKind.DrivingLicenceUntil, "2027-01-30");
        _people["refusal"] = await city.RefusedAsync("2026-10-20");
        _people["passport"] = await city.WithPaperAsync(PaperKind.Passport, "2027-03-30");
        _people["identity"] = await city.People.TalentAsync(t => t.Papers.Add(ReminderCity.Paper(PaperKind.ResidentId, "2027-01-01")));
        _people["spouse"] = await city.ForeignerAsync(t => t.Family.Add(SpouseWith(PaperKind.ResidencePermit, "2027-01-03")));
        _people["completion"] = await city.People.TalentAsync();
        await city.CaseInAsync(_people["completion"], "P03", CaseState.AwaitingCompletion, c => c.CompletionDueAt = city.EndOf("2026-10-10"));
        _people["deferral"] = await city.People.TalentAsync();
        await city.CaseInAsync(_people["deferral"], "P05", CaseState.InReview, c => c.Deferrals.Add(new CaseDeferral { Id = Guid.NewGuid(), Code = "x", PromisedAt = city.Clock.UtcNow, DueAt = city.EndOf("2026-10-08") }));
    }

    private static FamilyMember Child(string born, string nationality)
    {
        var child = TestPeople.Child(born, "LOU MOREAU");
        child.Nationality = nationality;
        return child;
    }

    private static FamilyMember SpouseWith(PaperKind kind, string until)
    {
        var spouse = TestPeople.Spouse("FRA");
        spouse.Papers.Add(ReminderCity.Paper(kind, until));
        return spouse;
    }
}

[Trait("Category", "Core")]
public sealed class ReminderLifeTests(LifeWalk walk) : IClassFixture<LifeWalk>
{
    // Days of a holiday stand beside those they were moved from.
    [Theory]
    [InlineData("residence-permit-first", "entry", "2026-09-17", "2026-09-30" /* 10-01 */, "2026-10-11")]
    [InlineData("residence-permit", "permit", "2026-09-30" /* 10-05 */, "2026-11-04", "2026-11-19", "2026-11-29")]
    [InlineData("residence-permit", "permit in spring", "2026-12-15", "2027-01-14", "2027-01-29", "2027-02-04" /* 02-08 */)]
    [InlineData("residence-permit", "spouse", "2026-09-30", "2026-11-04", "2026-11-19", "2026-11-29")]
    [InlineData("work-permit", "work", "2026-09-30" /* 10-02 */, "2026-11-01", "2026-11-16", "2026-11-26")]
    [InlineData("permit-change", "change", "2026-09-23", "2026-09-24" /* 09-27 */, "2026-09-30")]
    [InlineData("accommodation", "moved in", "2026-10-03", "2026-10-04")]
    [InlineData("newborn", "newborn", "2026-09-12", "2026-09-30" /* 10-07 */, "2026-10-20")]
    [InlineData("household-move", "moved", "2026-11-11", "2026-11-13")]
    [InlineData("household-move", "moved before the holiday", "2026-09-30" /* first and last day in one */)]
    [InlineData("code-validity", "code", "2026-11-14", "2027-01-13", "2027-02-04" /* 02-05 */)]
    [InlineData("card-review-employer", "employer", "2026-09-15")]
    [InlineData("card-review-grade", "grade", "2026-09-30")]
    [InlineData("school-window", "school", "2026-09-30" /* 10-03 */)]
    [InlineData("driving-licence", "licence", "2026-11-01", "2026-12-31" /* the day before New Year */, "2027-01-23")]
    [InlineData("refusal-review", "refusal", "2026-11-19", "2026-12-12")]
    [InlineData("passport", "passport", "2026-09-30" /* 10-01 */, "2026-12-30", "2027-02-28")]
    [InlineData("identity-paper", "identity", "2026-09-30" /* 10-03 */, "2026-12-02")]
    [InlineData("completion-due", "completion", "2026-09-28", "2026-10-08", "2026-10-09")]
    [InlineData("deferral-due", "deferral", "2026-09-23", "2026-09-29", "2026-09-30")]
    public void A_rule_speaks_on_its_days_and_on_no_other(string rule, string who, params string[] days) => Assert.Equal(days, walk.Heard(rule, who));

    [Theory]
    [InlineData("lower grade")]
    [InlineData("too young")]
    public void Whom_a_rule_does_not_concern_hears_nothing(string who) => Assert.Empty(walk.HeardOf(who));

    [Fact]
    public void Nobody_hears_of_anything_but_the_own_date()
    {
        foreach (var who in new[] { "entry", "permit", "work", "moved in", "newborn", "moved", "code", "employer", "grade", "school", "licence", "refusal", "passport", "identity", "spouse" })
            Assert.Single(walk.HeardOf(who));
    }

    /// <summary>Whoever adds a rule to the table adds its life here, or to those that other parts send.</summary>
    [Fact]
    public void Every_rule_of_the_table_is_walked()
    {
        var walked = new[] { (typeof(ReminderLifeTests), nameof(A_rule_speaks_on_its_days_and_on_no_other)), (typeof(DeskLifeTests), nameof(DeskLifeTests.A_matter_is_spoken_of_on_its_days_until_it_is_done_and_on_no_other)) }
            .SelectMany(t => t.Item1.GetMethod(t.Item2)!.CustomAttributes).Where(a => a.AttributeType == typeof(InlineDataAttribute))
            .Select(a => (string)((IReadOnlyCollection<System.Reflection.CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!).First().Value!);
        Assert.Empty(ReminderRules.All.Select(r => r.Id).Except(walked));
    }
}
