using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Ratings;
using TalentCode.Core.Resources;
using TalentCode.Core.Staff;
using TalentCode.Core.Workbench;
using TalentCode.Tests.Ratings;
using TalentCode.Tests.Resources;
using TalentCode.Tests.Stewardship;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Reminders;

/// <summary>
/// Three months walked day by day, from 3 September to 5 December 2026, for the rules whose messages other parts send:
/// for each one matter that stays open and one that is done in time. Mid-Autumn and National Day lie in them.
/// </summary>
public sealed class DeskWalk : IAsyncLifetime
{
    private const string First = "2026-09-03", Last = "2026-12-05", Contact = "steward-contact";
    private readonly Dictionary<string, Guid> _people = [];
    private readonly List<(string Template, Guid Reader, DateOnly Day)> _heard = [];
    private City _city = null!;
    private Actor _steward = null!;
    private Actor _health = null!, _answers = null!;
    private Talent _quiet = null!, _filed = null!, _rater = null!, _canceller = null!;
    private Cast _bad = null!;
    private Guid _given, _answered, _rated, _cancelled, _left;

    public async Task InitializeAsync()
    {
        _city = await City.FreshAsync(DateTime.SpecifyKind(City.Day(First).ToDateTime(new TimeOnly(1, 0)), DateTimeKind.Utc));
        await BeginAsync();
        for (var day = City.Day(First); day <= City.Day(Last); day = day.AddDays(1))
        {
            // The jobs of the morning, what people do, the jobs of the evening.
            _city.MoveTo($"{day:yyyy-MM-dd}");
            await SweepAsync(evening: false);
            if ((await _city.Get<WorkbenchService>().TodayAsync(_steward)).Today.Any(l => l.Reason == WorkReason.NoContact)) _heard.Add((Contact, _steward.Id, day));
            await StepAsync($"{day:MM-dd}");
            _city.MoveTo($"{day:yyyy-MM-dd}", 18, 30);
            await SweepAsync(evening: true);
        }
        var owed = await _city.ReadAsync(db => db.Outbox.Where(m => m.Channel == Notices.InApp).OrderBy(m => m.CreatedAt).ThenBy(m => m.Id).Select(m => new { m.Template, m.RecipientId, m.CreatedAt }).ToListAsync());
        _heard.AddRange(owed.Select(m => (m.Template, m.RecipientId, _city.Clock.DateOf(m.CreatedAt))));
    }

    public async Task DisposeAsync() => await _city.DisposeAsync();

    /// <summary>All that somebody heard or was shown of the matters a rule is about: their messages begin with the same word.</summary>
    public IEnumerable<string> Heard(string rule, string who)
    {
        var about = rule[..(rule.IndexOf('-', StringComparison.Ordinal) + 1)];
        return _heard.Where(h => h.Reader == _people[who] && h.Template.StartsWith(about, StringComparison.Ordinal)).Select(h => $"{h.Day:MM-dd} {h.Template}");
    }

    private async Task SweepAsync(bool evening)
    {
        if (evening) await _city.Get<FlatSweep>().RunAsync(default);
        // By then everything else has ended, the second rating as the last.
        if (_city.Clock.Today > City.Day("2026-11-05")) return;
        await _city.RatingSweepAsync();
        await _city.Get<HandlingReminders>().RunAsync(default);
        if (!evening) return;
        await _city.Get<BookingSweep>().RunAsync(default);
        await _city.SweepRoundsAsync();
    }

    private Task StepAsync(string day) => day switch
    {
        "09-03" or "10-08" or "11-09" => WithContactAsync(day),
        "09-16" => DeliverAsync(),
        "09-23" => ObjectAsync(),
        "09-28" => AskAsync(),
        "09-29" => DoneInTimeAsync(),
        "09-30" => RateAsync(),
        "10-10" => _bad.StepAsync(RatingTaskState.Verify),
        "10-15" => _bad.StepAsync(RatingTaskState.Rectify),
        "10-19" => _bad.StepAsync(RatingTaskState.CallBack),
        "10-20" => EndLeaseAsync(),
        _ => Task.CompletedTask,
    };

    private async Task BeginAsync()
    {
        _steward = await _city.StewardAsync();
        _people["steward"] = _steward.Id;
        _quiet = await _city.OfAsync(_steward, t => t.Grades = [TestPeople.GradeOf(GradeLevel.C)]);

        var places = new RoundPlan("P15", new("秋季入学协调", "Autumn school places"), City.Day("2026-09-28"), City.Day("2026-10-08"), City.Day("2026-11-09"), new Dictionary<string, int> { ["S01"] = 1 }, City.Day("2026-08-31"));
        await _city.Get<RoundService>().AnnounceAsync(await _city.ApproverAsync(), places);
        (_people["family"], _filed) = ((await _city.FamilyAsync()).Id, await _city.FamilyAsync());
        _people["family that filed"] = _filed.Id;

        var flats = await _city.FlatsAsync(2);
        (_people["tenant"], _) = await LetAsync(flats[0]);
        (_people["tenant who left"], _left) = await LetAsync(flats[1]);
    }

    private async Task<(Guid Who, Guid Lease)> LetAsync(int flat)
    {
        var who = await _city.People.TalentAsync();
        var row = await _city.CaseInAsync(who, "P26", CaseState.Decided, c => (c.Decision, c.DecidedAt) = (CaseDecision.Granted, _city.Clock.UtcNow));
        var lease = new FlatLease { Id = Guid.NewGuid(), FlatId = flat, TalentId = who.Id, CaseId = row.Id, From = _city.Clock.Today, Until = City.Day("2026-12-01") };
        await _city.AddAsync(lease);
        await _city.WriteAsync(db => db.Flats.Where(f => f.Id == flat).ExecuteUpdateAsync(set => set.SetProperty(f => f.State, FlatState.Let)));
        return (who.Id, lease.Id);
    }

    private async Task WithContactAsync(string day)
    {
        await _city.LogAsync(_steward, _quiet);
        if (day == "10-08") await _bad.StepAsync(RatingTaskState.Contact);
    }

    private async Task DeliverAsync()
    {
        var handler = await _city.People.StaffAsync(StaffRole.Officer, Rated.Department);
        var (silent, rated) = (await _city.People.TalentAsync(), await _city.People.TalentAsync());
        (_people["silent"], _people["rated"], _rater) = (silent.Id, rated.Id, rated);
        await _city.DeliverAsync(silent, handler);
        _rated = await _city.DeliverAsync(rated, handler);
    }

    private async Task ObjectAsync()
    {
        (var open, _people["objected to"], _) = await RefusedAsync("P08", "human-resources");
        (_answered, _people["objected to and answered"], _answers) = await RefusedAsync("P23", "medical-insurance");
        foreach (var id in new[] { open, _answered }) await _city.ActAsync(await _city.ApplicantAsync(id), id, CaseAction.Object, "学历认证已经更新");
    }

    private async Task<(Guid Case, Guid Reader, Actor Approver)> RefusedAsync(string item, string department)
    {
        var approver = await _city.People.StaffAsync(StaffRole.Approver, department);
        var row = await _city.CaseInAsync(await _city.People.TalentAsync(), item, CaseState.Decided, c => (c.Decision, c.DecidedAt) = (CaseDecision.Refused, _city.Clock.UtcNow));
        return (row.Id, approver.Id, approver);
    }

    private async Task AskAsync()
    {
        (_people["asked"], _people["asked and answered"]) = ((await _city.People.StaffAsync(StaffRole.Officer, "education")).Id, (_health = await _city.People.StaffAsync(StaffRole.Officer, "health")).Id);
        (_, _people["who asked"]) = await AskedAsync("education");
        (_given, _people["who asked and was answered"]) = await AskedAsync("health");

        var offer = await _city.OfferAsync(await _city.PlaceAsync());
        var slot = await _city.SlotAsync(offer, "2026-10-03");
        var (comes, cancels) = (await _city.People.TalentAsync(), await _city.People.TalentAsync());
        (_people["booked"], _people["cancelled"], _canceller) = (comes.Id, cancels.Id, cancels);
        await _city.BookAsync(comes, offer, slot);
        _cancelled = await _city.BookAsync(cancels, offer, slot);
    }

    private async Task<(Guid Case, Guid Owner)> AskedAsync(string department)
    {
        var id = await _city.ReceiveAsync("P08");
        var office = await _city.ReviewAsync(id);
        await _city.ActAsync(office, id, CaseAction.AskOpinion, detail: new OpinionRequest([department], "请核实子女学籍", ["applicant"], 3));
        return (id, office.Id);
    }

    private async Task DoneInTimeAsync()
    {
        await _city.ActAsync(_health, _given, CaseAction.GiveOpinion, detail: new OpinionAnswer(OpinionStance.Agree, "无异议"));
        await _city.ActAsync(_answers, _answered, CaseAction.UpholdDecision, "认证编号仍然查不到");
        await _city.FileSchoolAsync(_filed, "S01");
        await _city.Get<BookingService>().CancelAsync(Actor.For(_canceller), _cancelled);
        await _city.Get<RatingService>().RateAsync(Actor.For(_rater), (await _city.RatingOfAsync(_rated)).Id, new(RatingLevel.Satisfied, [], null));
    }

    private async Task RateAsync()
    {
        _bad = await _city.BadAsync();
        (_people["approver"], _people["badly served"]) = (_bad.Approver.Id, _bad.Who.Id);
    }

    private async Task EndLeaseAsync() => await _city.Get<FlatService>().EndAsync(await _city.People.StaffAsync(StaffRole.Approver, FlatRules.DepartmentId), _left, "住户购房后退租");
}
