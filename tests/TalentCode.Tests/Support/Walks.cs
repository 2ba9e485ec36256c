using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.People;
using TalentCode.Core.Staff;

namespace TalentCode.Tests.Support;

/// <summary>Cases brought to a state by the real steps, and read back with everything that belongs to them.</summary>
internal static class Walks
{
    public static readonly CompletionList List = new([new("学历认证", "编号模糊不清", "上传清晰的扫描件")]);

    /// <summary>Received now, with the dates that receiving sets.</summary>
    public static async Task<Guid> ReceiveAsync(this City city, string item, Talent? who = null)
    {
        var row = await city.CaseInAsync(who ?? await city.People.TalentAsync(), item, CaseState.Submitted);
        await city.ActAsync(Actor.System, row.Id, CaseAction.Receive);
        return row.Id;
    }

    /// <summary>Somebody of the department the case belongs to.</summary>
    public static async Task<Actor> OfficeAsync(this City city, Guid id, StaffRole role = StaffRole.Approver) =>
        await city.People.StaffAsync(role, (await city.CaseAsync(id)).DepartmentId);

    /// <summary>Accepted and in review by an approver of the department, who may decide where four eyes are not asked for.</summary>
    public static async Task<Actor> ReviewAsync(this City city, Guid id, Actor? by = null)
    {
        var office = by ?? await city.OfficeAsync(id);
        await city.ActAsync(office, id, CaseAction.Accept);
        await city.ActAsync(office, id, CaseAction.StartReview);
        return office;
    }

    public static Actor Applicant(this ServiceCase row) => new(ActorKind.Talent, row.TalentId, new("本人", "the applicant"), new HashSet<Permission>(), null);

    public static async Task<Actor> ApplicantAsync(this City city, Guid id) => (await city.CaseAsync(id)).Applicant();

    /// <summary>The case with all its histories; they are checked to lead to what the row says.</summary>
    public static async Task<ServiceCase> WholeAsync(this City city, Guid id)
    {
        var row = await city.WholeOrRawAsync(id);
        foreach (var one in row.Children.Append(row)) Replays(one);
        return row;
    }

    /// <summary>The same for a row that was put in by hand and has no history.</summary>
    public static Task<ServiceCase> WholeOrRawAsync(this City city, Guid id) => city.ReadAsync(db => db.Cases.Include(c => c.ItemVersion).Include(c => c.Department).Include(c => c.Events.OrderBy(e => e.Sequence))
            .Include(c => c.Pauses.OrderBy(p => p.StartAt)).Include(c => c.CompletionRequests.OrderBy(r => r.Round)).Include(c => c.Deferrals.OrderBy(d => d.Code)).Include(c => c.Pledges)
            .Include(c => c.DueDates.OrderBy(d => d.Sequence)).Include(c => c.Notices.OrderBy(n => n.IssuedAt).ThenBy(n => n.Number))
            .Include(c => c.Opinions.OrderBy(o => o.AskedAt)).Include(c => c.Objections.OrderBy(o => o.FiledAt)).Include(c => c.Undoings.OrderBy(u => u.At))
            .Include(c => c.Children.OrderBy(x => x.Number)).ThenInclude(c => c.DueDates.OrderBy(d => d.Sequence))
            .Include(c => c.Children).ThenInclude(c => c.Events.OrderBy(e => e.Sequence))
            .Include(c => c.Children).ThenInclude(c => c.Notices).Include(c => c.Children).ThenInclude(c => c.CompletionRequests)
            .AsSplitQuery().SingleAsync(c => c.Id == id));

    /// <summary>Every date of the row is where its history ends; no change is missing, doubled, silent or nobody's.</summary>
    public static void Replays(ServiceCase row)
    {
        Assert.Equal(Enumerable.Range(1, row.DueDates.Count), row.DueDates.Select(d => d.Sequence));
        // Opinions and objections begin with a day of their own; only its moves are written down.
        foreach (var clock in Enum.GetValues<ClockName>().Where(c => c is not (ClockName.Opinion or ClockName.Objection)))
        {
            DateTime? now = null;
            foreach (var change in row.DueDates.Where(d => d.Clock == clock))
            {
                Assert.Equal(now, change.Old);
                Assert.NotEqual(change.Old, change.New);
                now = change.New;
            }
            Assert.Equal(DateOf(row, clock), now);
        }
        Assert.All(row.DueDates, d => Assert.DoesNotContain(new[] { d.WhyZh, d.WhyEn, d.ByZh, d.ByEn }, string.IsNullOrWhiteSpace));
    }

    public static DateTime? DateOf(ServiceCase row, ClockName clock) => clock switch
    {
        ClockName.Acceptance => row.AcceptanceDueAt,
        ClockName.Completion => row.CompletionDueAt,
        ClockName.Promised => row.PromisedDueAt,
        ClockName.Outer => row.OuterDueAt,
        _ => row.DeliveryDueAt,
    };

    public static Task<DeadlineReport> SweepAsync(this City city) => city.Get<DeadlineSweep>().RunAsync(default);

    /// <summary>In-app messages of a template owed to anybody.</summary>
    public static Task<int> OwedAsync(this City city, string template) =>
        city.ReadAsync(db => db.Outbox.CountAsync(m => m.Template == template && m.Channel == "in-app"));
}

/// <summary>A city of one's own for every test, so that sweeps meet nobody else's cases.</summary>
public abstract class InOwnCity(string day) : IAsyncLifetime
{
    private protected City City { get; private set; } = null!;

    public async Task InitializeAsync() => City = await City.FreshAsync(DateTime.SpecifyKind(City.Day(day).ToDateTime(new TimeOnly(1, 0)), DateTimeKind.Utc));

    public async Task DisposeAsync() => await City.DisposeAsync();
}
