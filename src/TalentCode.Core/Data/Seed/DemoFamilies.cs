using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Codes;
using TalentCode.Core.Families;
using TalentCode.Core.Filing;
using TalentCode.Core.Minors;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Data.Seed;

/// <summary>
/// A family whose child of senior-high age signs in alone: one application with a part about the child under way, one draft
/// that waits for the child's consent. And two requests to see a minor's data: one approved and used, one to decide.
/// </summary>
internal sealed class DemoFamilies(Store store, SeedTime time, CityClock clock, Calendars calendars, CaseSteps steps, IEnumerable<StaffMember> staff, DateOnly today)
{
    /// <summary>Number of the young member who signs in.</summary>
    public static string Phone { get; } = DemoText.Phone(1015);

    private const string Permits = "P13", Doctor = "P22";

    private readonly FilingService _filing = new(store, calendars, clock);
    private readonly FamilyService _family = new(store, clock);
    private readonly MinorAccessService _minors = new(store, new CaseQueries(store, calendars, new CatalogueQueries(store, clock), clock), clock);
    private readonly Dictionary<string, Actor> _staff = staff.ToDictionary(s => s.UserName!, Actor.For);

    /// <param name="now">The present; nothing happens after it.</param>
    public async Task WalkAsync(IReadOnlyList<DemoHousehold> people, DateTime now)
    {
        if (people.Skip(DemoPeople.All.Count).FirstOrDefault(IsMeant) is not { } household) return;
        var (holder, child) = (Actor.For(household.Talent), household.Talent.Family.First(IsYoung));
        time.Now = clock.At(today.AddDays(-9), new TimeOnly(19, 20));
        await _family.SetPhoneAsync(holder, child.Id, Phone);
        var filed = await FileAsync(holder);
        await AskAsync(holder);
        time.Now = now.AddHours(-5);
        var officer = _staff[$"officer.{filed.DepartmentId}"];
        await _minors.AskAsync(officer, filed.Id, child.Id, "需要核对证件号码与户口簿上的是否一致。");
        time.Now = now.AddHours(-4);
        await DecideAsync();
        time.Now = now.AddHours(-3);
        await _minors.LookAsync(officer, filed.Id, child.Id);
        time.Now = now.AddHours(-1);
        await AskAboutHouseholdAsync();
        time.Now = now;
    }

    private bool IsMeant(DemoHousehold household) => household.Talent.Kind == PersonKind.Mainland && household.Code.Status == CodeStatus.Active
        && household.Talent.GradeOn(today.AddDays(-60)) is not null && household.Talent.GradeOn(today) is not null && household.Talent.Family.Exists(IsYoung);

    private bool IsYoung(FamilyMember member) => member.Relation == FamilyRelation.Child && member.AgeOn(today.AddDays(-10)) is >= Ages.OwnSay and < Ages.Adult - 1;

    // A duty set by law: filed at once, the child is informed and sees the own part.
    private async Task<ServiceCase> FileAsync(Actor holder)
    {
        time.Now = clock.At(today.AddDays(-6), new TimeOnly(20, 5));
        var id = await _filing.StartAsync(holder, Permits);
        await new DemoFilling(store, _filing, clock).CompleteAsync(holder, id);
        await new SubmitService(store, _filing, steps, calendars, clock).SubmitAsync(holder, id);
        var filed = await store.ReadAsync(db => db.Cases.SingleAsync(c => c.Id == id));
        time.Now = clock.At(today.AddDays(-5), new TimeOnly(10, 15));
        await new CaseService(store, steps).ActAsync(_staff[$"officer.{filed.DepartmentId}"], id, CaseAction.Accept, null);
        return filed;
    }

    // Rests on consent: the draft is kept until the child has answered.
    private async Task AskAsync(Actor holder)
    {
        time.Now = clock.At(today.AddDays(-1), new TimeOnly(18, 40));
        var id = await _filing.StartAsync(holder, Doctor);
        await new DemoFilling(store, _filing, clock).CompleteAsync(holder, id);
        await new FamilyConsents(store, _filing, clock).AskAsync(holder, id);
    }

    private async Task DecideAsync()
    {
        foreach (var id in await store.ReadAsync(db => db.MinorAccesses.Where(a => a.State == MinorAccessState.Pending).Select(a => a.Id).ToListAsync()))
            await _minors.DecideAsync(_staff["supervisor"], id, true, null);
    }

    private async Task AskAboutHouseholdAsync()
    {
        var from = today.AddYears(-Ages.Adult);
        var row = await store.ReadAsync(db => db.Cases.Include(c => c.Children).Where(c => c.ItemId == ItemForms.HouseholdRegistration && c.ParentId == null && CaseWorkflow.Working.Contains(c.State)
            && c.Children.Any(x => x.FamilyMember!.Relation == FamilyRelation.Child && x.FamilyMember.BirthDate > from)).OrderBy(c => c.Number).FirstOrDefaultAsync());
        if (row is null) return;
        var ids = row.Children.Select(c => c.FamilyMemberId).ToList();
        var minor = (await store.ReadAsync(db => db.FamilyMembers.Where(f => ids.Contains(f.Id)).OrderBy(f => f.Id).ToListAsync())).Find(f => f.IsMinor(today));
        if (minor is not null) await _minors.AskAsync(_staff[$"officer.{row.DepartmentId}"], row.Id, minor.Id, "需要核对出生医学证明上孩子的姓名和出生日期。");
    }
}
