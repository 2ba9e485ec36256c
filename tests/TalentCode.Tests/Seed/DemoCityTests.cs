using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TalentCode.Core;
using TalentCode.Core.Cases;
using TalentCode.Core.Codes;
using TalentCode.Core.Data;
using TalentCode.Core.Data.Seed;
using TalentCode.Core.Filing;
using TalentCode.Core.People;
using TalentCode.Core.Ratings;
using TalentCode.Core.Reminders;
using TalentCode.Core.Resources;
using TalentCode.Core.SignIn;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Tests.Seed;

/// <summary>One built city on a file of its own; the tests look at it, and what they add is their own draft.</summary>
public sealed class DemoCityFixture : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "demo-city-" + Guid.NewGuid().ToString("N"));
    private ServiceProvider? _services;

    public DateTime Now { get; } = new(2026, 11, 23, 2, 0, 0, DateTimeKind.Utc);

    public Store Store => Get<Store>();

    public T Get<T>() where T : notnull => _services!.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_folder);
        var options = new CoreOptions($"Data Source={Path.Combine(_folder, "city.db")}", Path.Combine(_folder, "keys"), new Uri("https://talent.example"));
        _services = new ServiceCollection()
            .AddTalentCore(options)
            .AddSingleton<TimeProvider>(new FakeTimeProvider(Now))
            .AddSingleton<ISmsSender, NoSms>()
            .BuildServiceProvider();
        await using (var db = await Get<IDbContextFactory<TalentDb>>().CreateDbContextAsync())
            await db.Database.MigrateAsync();
        await BuildAsync();
    }

    public async Task<bool> BuildAsync()
    {
        await Setup.BaseAsync(Store, Get<CityClock>());
        return await new DemoCity(Store, Get<CityClock>(), flatShare: 100).SeedAsync();
    }

    public async Task DisposeAsync()
    {
        await _services!.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class NoSms : ISmsSender
    {
        public Task SendCodeAsync(string phone, string code, CancellationToken cancel) => Task.CompletedTask;
    }
}

public sealed class DemoCityTests(DemoCityFixture city) : IClassFixture<DemoCityFixture>
{
    [Fact]
    public async Task Two_hundred_people_live_there_each_with_code_and_employer_and_nearly_all_with_a_steward()
    {
        var people = await city.Store.ReadAsync(db => db.Talents.Include(t => t.Grades).ToListAsync());
        Assert.Equal(200, people.Count);
        Assert.Equal(200, await city.Store.ReadAsync(db => db.CodeStates.CountAsync()));
        // Two have just come; the coordinator is still to give them a steward.
        Assert.Equal(2, people.Count(p => p.StewardId is null));
        Assert.InRange(people.Count(p => p.Kind == PersonKind.Mainland), 150, 170);
        Assert.InRange(people.Count(p => p.Kind == PersonKind.Foreign), 25, 40);
        Assert.All(people, p => Assert.InRange(p.Grades.Count, 1, 4));
        Assert.Equal(4, people.Count(p => p.GradeOn(Today) is null));
        Assert.All(people.Where(p => p.Kind == PersonKind.Foreign), p => Assert.Equal(Language.English, p.Language));
    }

    [Fact]
    public async Task Every_department_that_owns_items_has_an_officer_an_approver_and_a_head()
    {
        var (owners, staff) = await city.Store.ReadAsync(async db => (
            await db.Departments.Where(d => d.OwnsItems).Select(d => d.Id).ToListAsync(),
            await db.Users.Include(s => s.Roles).ToListAsync()));
        Assert.NotEmpty(owners);
        foreach (var department in owners)
            foreach (var (name, role) in new[] { ("officer", StaffRole.Officer), ("approver", StaffRole.Approver), ("head", StaffRole.Head) })
            {
                var member = Assert.Single(staff, s => s.UserName == $"{name}.{department}");
                Assert.Equal(department, member.DepartmentId);
                Assert.Equal(role, Assert.Single(member.Roles).Role);
            }
    }

    [Fact]
    public async Task The_printed_sign_ins_are_accounts_that_exist_and_take_the_printed_password()
    {
        var hasher = new Microsoft.AspNetCore.Identity.PasswordHasher<StaffMember>();
        foreach (var entry in DemoSignIns.All)
        {
            var normalized = entry.User.ToUpperInvariant();
            if (entry.Password is null)
            {
                Assert.True(await city.Store.ReadAsync(async db => await db.Talents.AnyAsync(t => t.Phone == entry.User) || await db.FamilyMembers.AnyAsync(f => f.Phone == entry.User)), entry.User);
                continue;
            }
            var member = await city.Store.ReadAsync(db => db.Users.SingleAsync(s => s.NormalizedUserName == normalized));
            Assert.Equal(Microsoft.AspNetCore.Identity.PasswordVerificationResult.Success, hasher.VerifyHashedPassword(member, member.PasswordHash!, entry.Password));
        }
    }

    [Fact]
    public async Task Identity_numbers_carry_a_right_check_digit_the_own_birth_date_and_a_region_in_which_nobody_is_registered()
    {
        var (talents, papers) = await city.Store.ReadAsync(async db => (
            await db.Talents.Include(t => t.Papers).Where(t => t.Kind == PersonKind.Mainland).ToListAsync(),
            await db.IdentityPapers.Where(p => p.Kind == PaperKind.ResidentId).ToListAsync()));
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        Assert.All(papers, p =>
        {
            Assert.Equal(18, p.Number.Length);
            Assert.StartsWith("500000", p.Number, StringComparison.Ordinal);
            Assert.Equal("10X98765432"[weights.Select((w, i) => w * (p.Number[i] - '0')).Sum() % 11], p.Number[17]);
        });
        Assert.Equal(papers.Count, papers.Select(p => p.Number).Distinct().Count());
        Assert.All(talents, t => Assert.Equal($"{t.BirthDate:yyyyMMdd}", Assert.Single(t.Papers).Number[6..14]));
    }

    [Fact]
    public async Task There_is_a_case_in_every_state_that_lasts_and_every_case_has_the_events_of_its_way()
    {
        var cases = await city.Store.ReadAsync(db => db.Cases.Include(c => c.Events).Where(c => c.ParentId == null).ToListAsync());
        Assert.Equal(Enum.GetValues<CaseState>().Where(s => s != CaseState.Submitted).Order(), cases.Select(c => c.State).Distinct().Order());
        Assert.InRange(cases.Count(c => BookingRules.Of(c.ItemId) is null), 38, 72);
        Assert.All(cases.Where(c => c.State != CaseState.Draft), c => Assert.Equal(c.State, c.Events.MaxBy(e => e.Sequence)!.To));
        Assert.All(cases.SelectMany(c => c.Events), e => Assert.True(e.At < city.Now));
        Assert.True(cases.Select(c => c.DepartmentId).Distinct().Count() >= 12);
        Assert.DoesNotContain(cases, c => c.TalentId == DemoPeople.Zhang.Id && c.ItemId == ItemForms.HouseholdRegistration);
    }

    [Fact]
    public async Task There_are_bookings_in_every_state_and_times_for_the_coming_two_weeks()
    {
        var (bookings, slots, offers) = await city.Store.ReadAsync(async db => (await db.Bookings.ToListAsync(), await db.BookingSlots.ToListAsync(), await db.BookingOffers.ToListAsync()));
        Assert.Equal(Enum.GetValues<BookingState>(), bookings.Select(b => b.State).Distinct().Order());
        Assert.Contains(bookings, b => b.AwaitsTime);
        Assert.All(BookingRules.Items, item => Assert.InRange(offers.Count(o => o.ItemId == item), 2, 3));
        Assert.All(slots, s => Assert.InRange(s.Taken, 0, s.Places));
        Assert.All(offers.Where(o => o.Times.Any(t => t.Days == OfferDays.Daily)), o => Assert.Contains(slots, s => s.OfferId == o.Id && s.StartAt > city.Now.AddDays(13)));
    }

    [Fact]
    public async Task Two_promises_are_broken_some_are_near_and_most_are_green()
    {
        var calendar = await city.Get<Calendars>().CurrentAsync();
        var cases = await city.Store.ReadAsync(db => db.Cases.Where(c => c.ParentId == null).ToListAsync());
        var lights = cases.Select(c => CaseLights.Of(c, city.Now, calendar, city.Get<CityClock>())).ToList();
        Assert.Equal(2, lights.Count(l => l is CaseLight.Red or CaseLight.DeepRed));
        Assert.True(lights.Count(l => l == CaseLight.Yellow) >= 3);
        Assert.True(lights.Count(l => l == CaseLight.Green) >= 4);
    }

    [Fact]
    public async Task All_five_levels_were_given_and_bad_ratings_stand_at_different_stages_one_of_them_late()
    {
        var ratings = await city.Store.ReadAsync(db => db.Ratings.Include(r => r.Task).ToListAsync());
        Assert.Equal(Enum.GetValues<RatingLevel>(), ratings.Where(r => r.Level is not null).Select(r => r.Level!.Value).Distinct().Order());
        var tasks = ratings.Where(r => r.IsBad).Select(r => r.Task!).ToList();
        Assert.Equal([RatingTaskState.Contact, RatingTaskState.Rectify, RatingTaskState.Done], tasks.Select(t => t.State).Order());
        Assert.Single(tasks, t => t.NextDueAt < city.Now);
        Assert.Contains(ratings, r => r.TalentId == DemoPeople.Zhang.Id && r.Status == RatingStatus.Invited);
        Assert.Contains(ratings, r => r.TalentId == DemoPeople.Chen.Id && r.IsBad);
        var figures = await city.Get<RatingFigures>().PublicAsync();
        Assert.True(figures.Units.Count >= 2);
        Assert.Contains(figures.Units, u => u.Items.Count > 0);
        Assert.Equal(new RatingReport(0, 0, 0, 0, 0), await city.Get<RatingSweep>().RunAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Granted_flats_are_let_and_granted_grades_stand_with_their_person()
    {
        var leases = await city.Store.ReadAsync(db => db.FlatLeases.Include(l => l.Flat).ToListAsync());
        Assert.Equal(3, leases.Count);
        Assert.All(leases, l => Assert.Equal(FlatState.Let, l.Flat!.State));
        Assert.Equal(3, await city.Store.ReadAsync(db => db.Flats.CountAsync(f => f.State == FlatState.Let)));
        Assert.Equal(1, await city.Store.ReadAsync(db => db.Grades.CountAsync(g => g.CaseId != null)));
    }

    [Fact]
    public async Task Building_it_a_second_time_changes_nothing()
    {
        var before = await CountAsync();
        Assert.False(await city.BuildAsync());
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task Zhang_has_everything_for_the_household_registration()
    {
        var zhang = await city.Store.ReadAsync(db => db.Talents.SingleAsync(t => t.Id == DemoPeople.Zhang.Id));
        var view = await DraftOf(zhang);
        Assert.True(view.Check.Ready);
        Assert.Null(view.AlreadyOpen);
        Assert.Equal(3, view.Check.People.Count(p => p.Chosen));
    }

    [Fact]
    public async Task Chen_lacks_just_the_birth_certificate_of_the_younger_child()
    {
        var chen = await city.Store.ReadAsync(db => db.Talents.Include(t => t.Family).SingleAsync(t => t.Id == DemoPeople.Chen.Id));
        var missing = Assert.Single((await DraftOf(chen)).Check.Papers);
        Assert.Equal("birth-certificate", missing.Material.Code);
        Assert.Equal(chen.Family.MaxBy(f => f.BirthDate)!.Id, missing.FamilyMemberId);
    }

    [Fact]
    public async Task Inboxes_are_filled_and_nothing_is_left_to_send()
    {
        Assert.Equal(0, await city.Store.ReadAsync(db => db.Outbox.CountAsync(m => m.DoneAt == null && m.ParkedAt == null)));
        Assert.True(await city.Store.ReadAsync(db => db.Inbox.CountAsync()) > 100);
        Assert.True(await city.Store.ReadAsync(db => db.Inbox.AnyAsync(m => m.RecipientId == DemoPeople.Zhang.Id && m.Template == "case-in-review")));
        var report = await city.Get<DeadlineSweep>().RunAsync(CancellationToken.None);
        Assert.Equal(new DeadlineReport(0, 0, 0, 0, 0), report);
    }

    [Fact]
    public async Task Codes_end_exactly_on_the_days_of_reminders_and_some_are_frozen()
    {
        var codes = await city.Store.ReadAsync(db => db.CodeStates.ToListAsync());
        Assert.All(ReminderRules.CodeValidity.LeadDays, lead => Assert.Contains(codes, c => c.Until == Today.AddDays(lead)));
        Assert.Equal(Today.AddDays(30), codes.Single(c => c.TalentId == DemoPeople.Zhang.Id).Until);
        Assert.True(codes.Count(c => c.Status == CodeStatus.Frozen) >= 3);
        Assert.Equal(CodeStatus.Frozen, codes.Single(c => c.TalentId == DemoPeople.Wang.Id).Status);
    }

    private DateOnly Today => city.Get<CityClock>().Today;

    private async Task<DraftView> DraftOf(Talent talent)
    {
        var filing = city.Get<FilingService>();
        var id = await filing.StartAsync(Actor.For(talent), ItemForms.HouseholdRegistration);
        var view = await filing.ViewAsync(Actor.For(talent), id);
        await city.Store.WriteAsync(db => db.Cases.Where(c => c.Id == id).ExecuteDeleteAsync());
        return view;
    }

    private Task<string> CountAsync() => city.Store.ReadAsync(async db =>
        $"{await db.Talents.CountAsync()} {await db.FamilyMembers.CountAsync()} {await db.Documents.CountAsync()} {await db.Users.CountAsync()} {await db.Cases.CountAsync()} {await db.CaseEvents.CountAsync()} {await db.Outbox.CountAsync()} {await db.Inbox.CountAsync()} {await db.ItemVersions.CountAsync()} {await db.Holidays.CountAsync()}");
}
