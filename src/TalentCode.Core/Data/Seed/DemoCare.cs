using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Concerns;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Core.Time;

namespace TalentCode.Core.Data.Seed;

/// <summary>
/// Who looks after whom, and what stewards have to do: the first steward finds a line of every kind on the list, another
/// is away, two people wait for a steward, requests and complaints stand at every level.
/// </summary>
internal sealed class DemoCare(Store store, SeedTime time, CityClock clock, Calendars calendars, DemoStaff staff, DateOnly today, DateTime now)
{
    private const int Waiting = 2, Arrived = 2;
    private readonly ConcernService _concerns = new(store, calendars, clock);
    private readonly ConcernSweep _sweep = new(store, calendars, clock);
    private WorkingCalendar _calendar = null!;

    /// <summary>The last ones have just come and nobody looks after them yet.</summary>
    public static void LeaveSomeWaiting(List<DemoHousehold> people)
    {
        foreach (var household in people.TakeLast(Waiting)) household.Talent.StewardId = null;
    }

    public async Task WalkAsync(List<DemoHousehold> people)
    {
        _calendar = await calendars.CurrentAsync();
        var mine = people.ConvertAll(p => p.Talent).FindAll(t => t.StewardId == Steward(1).Id);
        await store.WriteAsync(async db =>
        {
            db.StewardProfiles.AddRange(
                new StewardProfile { StaffId = Steward(1).Id, SpeaksEnglish = true, District = "沙坪坝区" },
                new StewardProfile { StaffId = Steward(2).Id, MostPeople = 45 },
                new StewardProfile { StaffId = Steward(4).Id, SpeaksEnglish = true },
                new StewardProfile { StaffId = Steward(5).Id, MostPeople = 40 });
            AddCare(db, people, mine);
            AddContacts(db, people, mine);
            AddStandIn(db, 5, 4, 0, 3, "休假");
            AddStandIn(db, 3, 1, 5, 9, "参加培训");
            await NearEndsAsync(db, mine);
        });
        await MandateAsync();
        await ConcernsAsync(mine);
    }

    private StaffMember Steward(int number) => staff.Members.First(s => s.UserName == $"steward{number}");

    private void AddCare(TalentDb db, List<DemoHousehold> people, List<Talent> mine)
    {
        var coordinator = staff.Members.First(s => s.UserName == "coordinator");
        foreach (var talent in people.Select(p => p.Talent).Where(t => t.StewardId is not null))
        {
            var since = today.AddDays(-120 - (people.FindIndex(p => p.Talent == talent) % 200));
            if (mine.IndexOf(talent) is >= 20 and < 20 + Arrived)
            {
                db.CareAssignments.Add(Care(talent, Steward(5), coordinator, since, "按规则:现有 31 人,上限 40", today.AddDays(-3)));
                since = today.AddDays(-3);
            }
            db.CareAssignments.Add(Care(talent, Steward(int.Parse(staff.Members.First(s => s.Id == talent.StewardId).UserName![7..], System.Globalization.CultureInfo.InvariantCulture)), coordinator, since, since == today.AddDays(-3) ? "原管家名下已满" : "按规则分派", null));
        }
        foreach (var (who, kind, user, name, post) in Named(people.ConvertAll(p => p.Talent)))
        {
            var account = staff.Members.Find(s => s.UserName == user);
            db.CareAssignments.Add(new()
            {
                Id = DemoText.Id($"care:{who:N}:{kind}"),
                TalentId = who,
                Kind = kind,
                StaffId = account?.Id,
                ContactName = name,
                ContactPost = post,
                ContactPhone = account?.WorkPhone,
                From = clock.At(today.AddDays(-90), new(10, 0)),
                Reason = "登记",
                ById = coordinator.Id,
                ByZh = coordinator.NameZh,
                ByEn = coordinator.NameEn,
            });
        }
    }

    /// <summary>An employer's liaison officer for everybody there, a science officer for two, and a leader who does not sign in.</summary>
    private static IEnumerable<(Guid Who, CareKind Kind, string? User, string? Name, string Post)> Named(List<Talent> people)
    {
        var employer = people.Find(t => t.Id == DemoPeople.Zhang.Id)!.EmployerId;
        return people.Where(t => t.EmployerId == employer || t.Id == DemoPeople.Schmidt.Id).Select(t => (t.Id, CareKind.EmployerLiaison, (string?)DemoStaff.Liaison, (string?)null, "人力资源部"))
            .Concat(new[] { DemoPeople.Zhang, DemoPeople.Schmidt }.Select(p => (p.Id, CareKind.ScienceOfficer, (string?)DemoStaff.ScienceOfficer, (string?)null, "高新区科技服务中心")))
            .Append((DemoPeople.Zhang.Id, CareKind.PairedLeader, null, "何远山", "市科学技术局"));
    }

    private CareAssignment Care(Talent talent, StaffMember steward, StaffMember by, DateOnly from, string reason, DateOnly? until) => new()
    {
        Id = DemoText.Id($"care:{talent.Id:N}:{from:yyyyMMdd}"),
        TalentId = talent.Id,
        Kind = CareKind.Steward,
        StaffId = steward.Id,
        From = clock.At(from, new(9, 30)),
        Until = until is { } day ? clock.At(day, new(9, 30)) : null,
        Reason = reason,
        ById = by.Id,
        ByZh = by.NameZh,
        ByEn = by.NameEn,
    };

    /// <summary>Nearly everybody was spoken with in the last weeks; of the first steward's people some were not, and some were promised a call.</summary>
    private void AddContacts(TalentDb db, List<DemoHousehold> people, List<Talent> mine)
    {
        foreach (var (talent, i) in people.Select((p, i) => (p.Talent, i)).Where(p => p.Talent.StewardId is not null))
        {
            var at = mine.IndexOf(talent);
            if (at is >= 20 and < 20 + Arrived) continue;
            var ago = at is >= 0 && at % 9 == 4 ? 41 + at : 4 + (i % 20);
            var promised = at switch { 2 => -1, 3 => 0, 5 => 2, _ => (int?)null };
            Contact(db, talent, (ContactWay)(i % 4), ago, i % 4 == 1 ? "到实验室看望,项目顺利,设备还差一台进口报关。" : "问了近况,没有需要办的事。", promised is { } d ? today.AddDays(d) : null);
        }
        Contact(db, mine[0], ContactWay.Visit, 12, "家里都好,孩子适应了新学校。打算下月把户口迁过来,材料已齐。", null);
    }

    private void Contact(TalentDb db, Talent talent, ContactWay way, int ago, string note, DateOnly? callBack)
    {
        var steward = staff.Members.First(s => s.Id == talent.StewardId);
        var at = clock.At(today.AddDays(-ago), new(15, 20));
        db.CareContacts.Add(new() { Id = DemoText.Id($"contact:{talent.Id:N}:{ago}"), TalentId = talent.Id, StaffId = steward.Id, StaffZh = steward.NameZh, StaffEn = steward.NameEn, Way = way, At = at, WrittenAt = at, Note = note, CallBackOn = callBack });
    }

    private void AddStandIn(TalentDb db, int away, int by, int from, int until, string reason) => db.StandIns.Add(new()
    {
        Id = DemoText.Id($"stand-in:{away}"),
        ForId = Steward(away).Id,
        ById = Steward(by).Id,
        From = today.AddDays(from),
        Until = today.AddDays(until),
        Reason = reason,
        SetById = Steward(away).Id,
        SetAt = clock.At(today.AddDays(-2), new(16, 0)),
    });

    /// <summary>A permit whose day by law is near, and a grade that ends.</summary>
    private async Task NearEndsAsync(TalentDb db, List<Talent> mine)
    {
        var foreigner = mine.First(t => t.Kind == PersonKind.Foreign && t.Id != DemoPeople.LongName.Id);
        foreach (var paper in await db.IdentityPapers.Where(p => p.TalentId == foreigner.Id && p.Kind == PaperKind.ResidencePermit).ToListAsync()) paper.Until = today.AddDays(32);
        var graded = mine.First(t => t.Kind == PersonKind.Mainland && t.Id != DemoPeople.Zhang.Id && t.Grades.Exists(g => g.CoversDay(today)));
        var ids = graded.Grades.Where(g => g.Until > today.AddDays(40)).Select(g => g.Id).ToList();
        foreach (var grade in await db.Grades.Where(g => ids.Contains(g.Id)).ToListAsync()) grade.Until = today.AddDays(40);
    }

    private async Task MandateAsync()
    {
        time.Now = clock.At(today.AddDays(-6), new TimeOnly(20, 15));
        var holder = new Actor(ActorKind.Talent, DemoPeople.Zhang.Id, new("本人", "the applicant"), new HashSet<Permission>(), null);
        await new Mandates(store, clock).GiveAsync(holder, new("P08", MandateScope.FileAndFollow, today.AddDays(80), true));
    }

    private async Task ConcernsAsync(List<Talent> mine)
    {
        var work = new ConcernWork(store, new ContactService(store, clock), calendars, clock);
        // Late at the steward's: it has gone up to supervision and on.
        await FileAsync(Back(6), mine[7], ConcernKind.Request, "project", "实验室的进口设备报关卡了两周,不知道找哪个部门。");
        var contacted = await FileAsync(Back(3), mine[0], ConcernKind.Request, "schooling", "孩子明年升初中,想了解学位怎么申请。", phoneBack: true);
        var answered = await FileAsync(Back(9), mine[8], ConcernKind.Request, "housing", "公寓的网络经常断,物业说要自己装。");
        await FileAsync(Back(4), Id(DemoPeople.Chen), ConcernKind.Complaint, "", "同一份材料交了三次,每次说的都不一样。", ConcernAbout.Office, "public-security");
        await FileAsync(Back(2), mine[9], ConcernKind.Suggestion, "", "希望进度页能按日期排。", ConcernAbout.Platform);
        await FileAsync(Back(0, 8), mine[10], ConcernKind.Request, "medical", "想预约三甲医院的体检,能不能带家属。", phoneBack: true);
        time.Now = Back(2);
        await work.ContactAsync(Actor.For(Steward(1)), contacted, ContactWay.Call, "已通话。要的是公办学位,下周把片区和时间表发过去。");
        time.Now = Back(7);
        await work.AnswerAsync(Actor.For(Steward(1)), answered, "物业已换了楼层交换机,并说明宽带由公寓统一提供,不用自己装。");
        // The sweep ran all along; what fell due on a day is said on that day.
        for (var ago = 6; ago >= 0; ago--)
        {
            time.Now = ago == 0 ? now : Back(ago, 18);
            await _sweep.RunAsync(CancellationToken.None);
        }
    }

    private async Task<Guid> FileAsync(DateTime at, Talent who, ConcernKind kind, string category, string text, ConcernAbout about = ConcernAbout.Nothing, string? department = null, bool phoneBack = false)
    {
        time.Now = at < now ? at : now;
        return await _concerns.FileAsync(Actor.For(who), new(kind, category, text, phoneBack, about, null, department, false, DemoText.Id($"concern:{text}").ToString("N")));
    }

    private static Talent Id(DemoPerson person) => new() { Id = person.Id };

    /// <summary>So many working days ago, at an hour of the city.</summary>
    private DateTime Back(int workingDays, int hour = 10)
    {
        var day = today;
        for (var left = workingDays; left > 0;)
            if (_calendar.IsWorkingDay(day = day.AddDays(-1))) left--;
        return clock.At(day, new TimeOnly(hour, 40));
    }
}
