using TalentCode.Core.Cases;
using TalentCode.Core.Filing;
using TalentCode.Core.People;
using TalentCode.Core.Resources;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Data.Seed;

/// <summary>Three rounds to look at: one of the past with its results, one that is open now, one that is announced.</summary>
internal sealed class DemoRounds(Store store, SeedTime time, CityClock clock, Calendars calendars, CaseSteps steps, IEnumerable<StaffMember> staff, DateOnly today)
{
    private const string Education = "education";
    private readonly FilingService _filing = new(store, calendars, clock);
    private readonly CaseService _cases = new(store, steps);
    private readonly RoundService _rounds = new(store, clock);
    private readonly RoundPublisher _publisher = new(store, steps, clock);
    private readonly Dictionary<string, Actor> _staff = staff.ToDictionary(s => s.UserName!, Actor.For);

    public async Task BuildAsync(IReadOnlyList<DemoHousehold> people)
    {
        var families = new Queue<DemoHousehold>(people.Skip(DemoPeople.All.Count).Where(p => p.Talent.GradeOn(today.AddDays(-60)) is not null && p.Talent.GradeOn(today) is not null && ChildOf(p) is not null));
        await PastAsync(families);
        At(-12);
        await AnnounceAsync(Education, "P15", new("冬季学位协调", "Winter school places"), -5, 9, 26, School.Read().ToDictionary(s => s.Code, s => s.Capacity));
        for (var i = 0; i < 4 && families.Count > 0; i++) await FileAsync(families.Dequeue(), -3 + (i / 2), i < 2, "S01", i % 2 == 0 ? "S02" : "S06");
        At(-1);
        await AnnounceAsync("housing", "P27", new("青年人才配租房 · 首批", "Rental homes for young talent, first round"), 14, 28, 56, new() { [""] = 60 });
    }

    private async Task PastAsync(Queue<DemoHousehold> families)
    {
        At(-58);
        var id = await AnnounceAsync(Education, "P15", new("秋季学位协调", "Autumn school places"), -55, -45, -25, new() { ["S01"] = 2, ["S02"] = 1, ["S06"] = 1 });
        for (var i = 0; i < 6 && families.Count > 0; i++) await FileAsync(families.Dequeue(), -52 + i, true, "S01", i % 2 == 0 ? "S02" : "S06");
        At(-44);
        await new RoundSweep(store, _rounds, _publisher, new RoundMoveUp(store, steps, clock), clock).RunAsync(CancellationToken.None);
        At(-42);
        await _rounds.RankAsync(_staff[$"officer.{Education}"], id);
        At(-41);
        await _rounds.StartPublishingAsync(_staff[$"approver.{Education}"], id);
        await _publisher.RunAsync(id, CancellationToken.None);
        foreach (var line in (await new RoundQueries(store, clock).SheetAsync(_staff[$"officer.{Education}"], id, 0, 20)).Ranked)
            await _cases.ActAsync(_staff[$"officer.{Education}"], line.Entry.CaseId, CaseAction.Deliver, null);
    }

    private Task<Guid> AnnounceAsync(string department, string item, LocalText name, int first, int last, int results, Dictionary<string, int> places) =>
        _rounds.AnnounceAsync(_staff[$"approver.{department}"], new(item, name, today.AddDays(first), today.AddDays(last), today.AddDays(results), places,
            item == RoundForms.SchoolPlace ? new DateOnly(today.Year, 8, 31) : null));

    private async Task FileAsync(DemoHousehold who, int day, bool accepted, params string[] wishes)
    {
        At(day);
        var holder = Actor.For(who.Talent);
        var id = await _filing.StartAsync(holder, RoundForms.SchoolPlace);
        var answers = new Dictionary<string, string> { [RoundForms.Child] = ChildOf(who)!.Id.ToString(), [RoundForms.District] = "西部科学城", ["address"] = who.Talent.HomeAddress ?? "重庆市西部科学城云歌路" };
        foreach (var (wish, i) in wishes.Select((w, i) => (w, i))) answers[RoundForms.Wishes[i]] = wish;
        await _filing.SaveAsync(holder, id, answers);
        await DemoFilling.ConsentAsync(store, clock, holder, id);
        await DemoFilling.ConfirmAsync(store, _filing, clock, holder, id);
        await new SubmitService(store, _filing, steps, calendars, clock).SubmitAsync(holder, id);
        if (!accepted) return;
        time.Now = time.Now.AddHours(20);
        await _cases.ActAsync(_staff[$"officer.{Education}"], id, CaseAction.Accept, null);
    }

    private FamilyMember? ChildOf(DemoHousehold who) => who.Talent.Family.Find(f => RoundForms.IsOfAge(f, new DateOnly(today.Year, 8, 31)) && who.HasDocument("birth-certificate", f));

    private void At(int day) => time.Now = clock.At(today.AddDays(day), new TimeOnly(10, 0));
}
