using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Filing;
using TalentCode.Core.People;
using TalentCode.Core.Recognition;
using TalentCode.Core.Resources;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Data.Seed;

/// <summary>Walks the planned cases through the real services at past instants, so that events, dates and notices are what they would have been.</summary>
internal sealed class DemoCases
{
    private readonly Store _store;
    private readonly SeedTime _time;
    private readonly CityClock _clock;
    private readonly DemoFilling _fill;
    private readonly FilingService _filing;
    private readonly SubmitService _submit;
    private readonly CaseService _cases;
    private readonly Dictionary<string, Actor> _staff;
    private readonly DateOnly _today;

    public DemoCases(Store store, SeedTime time, CityClock clock, IEnumerable<StaffMember> staff, DateOnly today)
    {
        (_store, _time, _clock, _today) = (store, time, clock, today);
        Calendars = new Calendars(store, clock);
        Steps = new CaseSteps(Calendars, clock);
        _filing = new FilingService(store, Calendars, clock);
        _submit = new SubmitService(store, _filing, Steps, Calendars, clock);
        _cases = new CaseService(store, Steps);
        _fill = new DemoFilling(store, _filing, clock);
        _staff = staff.ToDictionary(s => s.UserName!, Actor.For);
    }

    public Calendars Calendars { get; }

    public CaseSteps Steps { get; }

    public async Task WalkAsync(IReadOnlyList<DemoHousehold> people)
    {
        var takers = people.Skip(DemoPeople.All.Count).Where(p => p.Talent.GradeOn(_today.AddDays(-60)) is not null && p.Talent.GradeOn(_today) is not null).ToList();
        var households = new Queue<DemoHousehold>(takers.Where(MayRegisterHousehold));
        var foreigners = new Queue<DemoHousehold>(takers.Where(p => p.Talent.Kind == PersonKind.Foreign && p.HasDocument("address-proof")));
        var requests = new Queue<DemoHousehold>(takers.Where((_, i) => i % 3 == 1));
        var others = takers.Where(p => p.HasDocument("employment-contract")).Reverse().ToList();
        var young = new Queue<DemoHousehold>(others.Where(p => p.Talent.GradeOn(_today)!.Level >= GradeLevel.E));
        var seniors = new Queue<DemoHousehold>(others.Where(p => p.Talent.GradeOn(_today)!.Level <= GradeLevel.D));
        var planned = DemoPlans.All
            .Select(plan => (Plan: plan, Who: Taker(plan)))
            .Append((Plan: new DemoPlan(ItemForms.DirectRequest, 3, CaseState.InReview, "P15"), Who: people[0]))
            // Somebody who can be signed in as has papers to complete.
            .Append((Plan: new DemoPlan(ItemForms.DirectRequest, 3, CaseState.AwaitingCompletion, "P25"), Who: people[2]))
            // And something finished to rate.
            .Append((Plan: new DemoPlan(ItemForms.DirectRequest, 9, CaseState.Delivered, "P03"), Who: people[2]))
            .OrderByDescending(p => p.Plan.FiledAgo).ToList();
        // Filed in the order of time, so that running numbers rise with the days.
        for (var i = 0; i < planned.Count; i++)
            await WalkAsync(planned[i].Plan, planned[i].Who, i);

        DemoHousehold Taker(DemoPlan plan) => plan.ItemId switch
        {
            ItemForms.HouseholdRegistration => households.Dequeue(),
            ItemForms.AccommodationRegistration => foreigners.Dequeue(),
            ItemForms.YoungHousing => young.Dequeue(),
            ItemForms.DirectRequest when plan.About == "P08" => foreigners.Dequeue(),
            ItemForms.TalentFlat or ItemForms.GradeRecognition => seniors.Dequeue(),
            _ => requests.Dequeue(),
        };
    }

    private static bool MayRegisterHousehold(DemoHousehold household) =>
        household.Talent.Kind == PersonKind.Mainland && household.Talent.HouseholdAddress != household.Talent.HomeAddress
        && household.HasDocument("address-proof")
        && household.Talent.Family.Where(f => f.Relation == FamilyRelation.Child).All(child => household.HasDocument("birth-certificate", child));

    private async Task WalkAsync(DemoPlan plan, DemoHousehold who, int index)
    {
        await SetTimeAsync(plan.FiledAgo, index);
        var holder = Actor.For(who.Talent);
        var id = await _filing.StartAsync(holder, plan.About ?? plan.ItemId);
        await _filing.SaveAsync(holder, id, Answers(plan, who));
        if (plan.End == CaseState.Draft) return;
        if (plan.About is not null) await _fill.CompleteAsync(holder, id);
        if (plan.End == CaseState.Discarded)
        {
            await _cases.ActAsync(holder, id, CaseAction.Discard, null);
            return;
        }
        await _submit.SubmitAsync(holder, id);
        var filed = await _store.ReadAsync(async db => (await db.Cases.FindAsync(id))!);
        if (filed.State == plan.End) return;
        foreach (var (action, after) in DemoPlans.Steps(plan))
        {
            await SetTimeAsync(plan.FiledAgo - after, index);
            var actor = action switch
            {
                CaseAction.Withdraw => holder,
                CaseAction.DeemWithdrawn or CaseAction.Close => Actor.System,
                CaseAction.Grant or CaseAction.Refuse or CaseAction.StartSpecial or CaseAction.Terminate => _staff[$"approver.{filed.DepartmentId}"],
                _ => _staff[$"officer.{filed.DepartmentId}"],
            };
            await _cases.ActAsync(actor, id, action, DemoPlans.Note(plan, action), detail: DemoPlans.Detail(plan, action) ?? await DecisionOfAsync(id, action));
        }
    }

    /// <summary>What came after and beside: an objection waiting for its answer, a question to another department, notes between colleagues.</summary>
    public async Task FollowAsync()
    {
        var rows = await _store.ReadAsync(db => db.Cases.Include(c => c.Talent).Where(c => c.ParentId == null && c.ItemId == ItemForms.HouseholdRegistration).OrderBy(c => c.Number).ToListAsync());
        await SetTimeAsync(1, 3);
        var notes = new NoteService(_store, _clock);
        if (rows.Find(c => c.Decision == CaseDecision.Refused) is { } refused)
        {
            await _cases.ActAsync(Actor.For(refused.Talent!), refused.Id, CaseAction.Object, "原住户上个月已经迁出,物业开了证明,请重新核对。");
            await notes.AddAsync(_staff[$"officer.{refused.DepartmentId}"], refused.Id, "已电话联系派出所,迁出记录预计明天能查到。");
        }
        if (rows.FindLast(c => c.State == CaseState.InReview) is not { } joint) return;
        await _cases.ActAsync(_staff[$"officer.{joint.DepartmentId}"], joint.Id, CaseAction.AskOpinion, null,
            detail: new OpinionRequest(["housing"], "请核实这处人才公寓的租约是否仍然有效,能否用于落户。", ["address", "addressKind"], 2));
        await notes.AddAsync(_staff[$"approver.{joint.DepartmentId}"], joint.Id, "租约快到期,等住建委意见后再定。");
    }

    private Dictionary<string, string> Answers(DemoPlan plan, DemoHousehold who)
    {
        if (plan.ItemId == ItemForms.DirectRequest)
            return new() { ["message"] = DemoPlans.Message(plan.About).In(who.Talent.Language == Language.English) };
        if (plan.ItemId == ItemForms.GradeRecognition)
            return plan.End == CaseState.InReview
                ? new() { [GradeForm.Way] = GradeForm.Points, ["education"] = "doctor", ["title"] = "associate", ["experience"] = "5-10", ["achievements"] = "city", ["position"] = "40-80" }
                : new() { [GradeForm.Way] = GradeForm.Catalogue, ["entry"] = "省部级重点项目负责人" };
        if (plan.ItemId == ItemForms.TalentFlat) return new() { [FlatRules.OwnsHome] = "no" };
        if (plan.ItemId == ItemForms.YoungHousing) return new() { [FlatRules.OwnsHome] = "no", ["degree"] = "master", ["graduated"] = _today.AddYears(-3).Year.ToString(CultureInfo.InvariantCulture) };
        if (plan.ItemId != ItemForms.AccommodationRegistration) return [];
        var movedIn = _clock.ToCity(_time.Now.AddHours(plan.Late ? -70 : -6));
        return new() { ["movedIn"] = movedIn.ToString(ItemForms.DateTimeFormat, CultureInfo.InvariantCulture) };
    }

    /// <summary>What a grant gives: the grade that was applied for, or the first flat that fits.</summary>
    private Task<DecisionDetail?> DecisionOfAsync(Guid id, CaseAction action) => _store.ReadAsync<DecisionDetail?>(async db =>
    {
        var row = await db.Cases.Include(c => c.Talent).SingleAsync(c => c.Id == id);
        if (action != CaseAction.Grant || !DecisionEffects.NeedsDetail(row.ItemId)) return null;
        if (row.ItemId == ItemForms.GradeRecognition)
            return new GradeDecision(GradeForm.AppliedFor(row.Talent!, row.Answers, _clock.Today)!.Value, _clock.Today, GradeAward.LastDay(_clock.Today));
        var pool = FlatRules.PoolOf(row.ItemId);
        var (least, most) = FlatRules.Bedrooms(pool, FlatRules.PeopleOf(row));
        return new FlatChoice(await db.Flats.Where(f => f.Estate!.Pool == pool && f.State == FlatState.Free && f.Bedrooms >= least && f.Bedrooms <= most).OrderBy(f => f.Id).Select(f => f.Id).FirstAsync());
    });

    /// <summary>Sets the clock to office hours of the working day so many working days before today; never to today itself.</summary>
    private async Task SetTimeAsync(int workdaysAgo, int index)
    {
        var calendar = await Calendars.CurrentAsync();
        var day = _today;
        for (var left = workdaysAgo; left > 0;)
            if (calendar.IsWorkingDay(day = day.AddDays(-1))) left--;
        _time.Now = _clock.At(day, new TimeOnly(9, 10).AddMinutes(index * 37 % 470));
    }
}
