using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Filing;
using TalentCode.Core.Ratings;
using TalentCode.Core.Scans;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Data.Seed;

/// <summary>
/// Ratings of the cases and visits of the last weeks, given and worked off through the real services day by day: all five
/// levels, one bad rating put right, one under way (Chen), one at a hall that nobody has taken up in time.
/// </summary>
internal sealed class DemoRatings(Store store, SeedTime time, CityClock clock, Calendars calendars, DemoStaff staff, DateOnly today)
{
    private const int Days = 21, Visits = 9, LateVisit = 8;
    private const string Police = "public-security";

    private static readonly RatingLevel?[] Levels =
    [
        RatingLevel.VerySatisfied, RatingLevel.Satisfied, RatingLevel.VerySatisfied, RatingLevel.FairlySatisfied, RatingLevel.VerySatisfied, null,
        RatingLevel.Satisfied, RatingLevel.VerySatisfied,
    ];

    private static readonly Dictionary<RatingLevel, string> Comments = new()
    {
        [RatingLevel.VerySatisfied] = "材料一次说清,没有多跑一趟。",
        [RatingLevel.FairlySatisfied] = "办成了,就是中间不知道到哪一步。",
    };

    private readonly RatingSweep _sweep = Sweep(store, clock, calendars);
    private readonly RatingService _ratings = new(store, calendars, clock);
    private readonly RatingTaskService _tasks = new(store, calendars, clock);
    private readonly Actor _second = Actor.For(staff.Members.Single(s => s.UserName == DemoStaff.SecondApprover));
    private Guid? _done, _underWay;
    private int _given;

    /// <summary>What has come up by now is said.</summary>
    public static Task CatchUpAsync(Store store, CityClock clock, Calendars calendars) => Sweep(store, clock, calendars).RunAsync(CancellationToken.None);

    private static RatingSweep Sweep(Store store, CityClock clock, Calendars calendars) => new(store, new RatingInviter(store, new CatalogueQueries(store, clock), clock), calendars, clock);

    public async Task WalkAsync(IReadOnlyList<DemoHousehold> people)
    {
        var calendar = await calendars.CurrentAsync();
        var day = today;
        for (var left = Days; left > 0;)
            if (calendar.IsWorkingDay(day = day.AddDays(-1))) left--;
        for (var ago = Days; ago > 0; ago--, day = calendar.AddWorkingDays(day, 1))
        {
            await VisitAsync(people, day, ago);
            time.Now = clock.At(day, new TimeOnly(18, 10));
            await _sweep.RunAsync(CancellationToken.None);
            await RateAsync(ago);
            await WorkAsync(ago);
        }
    }

    /// <summary>Somebody came to the first hall; the two who can be signed in as came last and have not been heard yet.</summary>
    private async Task VisitAsync(IReadOnlyList<DemoHousehold> people, DateOnly day, int ago)
    {
        if (ago > Visits + 2) return;
        var who = ago switch { 1 => people[0].Talent, 2 => people[1].Talent, LateVisit => people[55].Talent, _ => people[40 + ago].Talent };
        var member = staff.Members.First(s => s.UserName == "hall1");
        time.Now = clock.At(day, new TimeOnly(10, 5).AddMinutes(ago * 13));
        await store.WriteAsync(async db =>
        {
            var window = await db.Windows.Include(w => w.Hall).SingleAsync(w => w.Id == member.WindowId);
            Grants.Open(db, Actor.For(member), window, who.Id, ago % 2 == 0 ? ScanPurpose.AskProgress : ScanPurpose.FileService, ScanSource.Camera, time.Now);
        });
    }

    private async Task RateAsync(int ago)
    {
        var since = clock.StartOf(clock.Today);
        var asked = await store.ReadAsync(db => db.Ratings.Include(r => r.Talent).Where(r => r.Status == RatingStatus.Invited && r.InvitedAt >= since).OrderBy(r => r.About).ThenBy(r => r.TalentId).ToListAsync());
        time.Now = time.Now.AddMinutes(25);
        foreach (var rating in asked.Where(r => r.TalentId != DemoPeople.Zhang.Id && r.TalentId != DemoPeople.Schmidt.Id))
            if (InputFor(rating, ago) is { } input) await _ratings.RateAsync(Actor.For(rating.Talent!), rating.Id, input);
    }

    private RatingInput? InputFor(Rating rating, int ago)
    {
        if (rating.TalentId == DemoPeople.Chen.Id && rating.Kind == RatingKind.Case)
        {
            _underWay = rating.Id;
            return new(RatingLevel.Dissatisfied, ["told-piecemeal", "too-long"], "材料分三次才说全,前后等了快两周。");
        }
        if (_done is null && rating.ItemId == ItemForms.HouseholdRegistration && ago > 9)
        {
            _done = rating.Id;
            return new(RatingLevel.VeryDissatisfied, ["papers-again"], "已经在网上交过的合同,窗口又要了一遍。");
        }
        if (rating.Kind == RatingKind.Visit && ago == LateVisit)
            return new(RatingLevel.VeryDissatisfied, ["waiting", "attitude"], "等了一个多小时,问了两次都说再等等。");
        var level = Levels[_given++ % Levels.Length] ?? (rating.DepartmentId == Police ? RatingLevel.Satisfied : null);
        return level is { } given ? new(given, [], _given % 3 == 0 ? Comments.GetValueOrDefault(given) : null) : null;
    }

    /// <summary>One step a day; the first one ends with the second rating, the other stands before the remedy.</summary>
    private async Task WorkAsync(int ago)
    {
        time.Now = time.Now.AddMinutes(-60);
        if (_done is { } done) await StepAsync(done, ago, toTheEnd: true);
        if (_underWay is { } way) await StepAsync(way, ago, toTheEnd: false);
    }

    private async Task StepAsync(Guid id, int ago, bool toTheEnd)
    {
        var (task, rater) = await store.ReadAsync(async db => (await db.RatingTasks.SingleAsync(t => t.RatingId == id), await db.Ratings.Where(r => r.Id == id).Select(r => r.Talent!).SingleAsync()));
        // Not on the day of the rating itself.
        if (clock.DateOf(task.StartedAt) == clock.Today || (!toTheEnd && task.State is not (RatingTaskState.Contact or RatingTaskState.Verify))) return;
        var at = time.Now.AddHours(-3);
        switch (task.State)
        {
            case RatingTaskState.Contact: await Take("电话里说明会重新核对经过,并先道歉。"); break;
            case RatingTaskState.Verify: await Take(toTheEnd ? "情况属实:窗口没有先查共享材料,重复收了合同。" : "情况属实:三次分别要了租约、单位证明和照片,没有一次说全。"); break;
            case RatingTaskState.Rectify: await Take("已退回重复收取的合同;窗口收件前先查“已有材料”,作为固定步骤。"); break;
            case RatingTaskState.CallBack: await Take("评价人表示已收到退件,对处理没有其他意见。"); break;
            case RatingTaskState.SecondRating: await _ratings.RateAgainAsync(Actor.For(rater), id, RatingLevel.Satisfied, "处理得快,说清楚了。"); break;
        }

        Task Take(string note) => _tasks.TakeAsync(_second, task.Id, task.State, new(note, at, ContactHow.Phone));
    }
}
