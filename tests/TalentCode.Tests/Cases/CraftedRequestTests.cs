using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Filing;
using TalentCode.Core.People;
using TalentCode.Core.Resources;
using TalentCode.Core.Staff;
using TalentCode.Tests.Resources;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>What no page offers but a request may bring: each is refused with a sentence, and no row of the database is another one afterwards.</summary>
[Trait("Category", "Core")]
public sealed class CraftedRequestTests(City city) : IClassFixture<City>
{
    [Theory]
    [InlineData(CaseAction.Deliver)]
    [InlineData(CaseAction.Accept)]
    [InlineData(CaseAction.Receive)]
    [InlineData(CaseAction.Close)]
    [InlineData(CaseAction.RedeemBooking)]
    [InlineData(CaseAction.MoveUp)]
    public async Task A_step_that_does_not_lead_out_of_the_state(CaseAction action)
    {
        var (id, office) = await InReviewAsync("P08");
        foreach (var actor in new[] { office, await city.ApplicantAsync(id), Actor.System })
            await city.ChangesNothingAsync(() => city.ActAsync(actor, id, action, "材料核对完毕"), "step-not-possible");
    }

    [Fact]
    public async Task A_case_that_does_not_exist() =>
        await city.ChangesNothingAsync(() => city.ActAsync(Actor.System, Guid.NewGuid(), CaseAction.Receive), "no-such-case");

    [Fact]
    public async Task The_second_of_two_officers_who_decide()
    {
        var (id, office) = await InReviewAsync("P08");
        var seen = (await city.CaseAsync(id)).Version;
        await city.ActAsync(office, id, CaseAction.Grant, seen: seen);
        var second = await city.OfficeAsync(id);
        // From the page that was open, and from one that says nothing of what it saw.
        await city.ChangesNothingAsync(() => city.ActAsync(second, id, CaseAction.Refuse, "不符合条件", seen), "step-not-possible");
        await city.ChangesNothingAsync(() => city.ActAsync(second, id, CaseAction.Refuse, "不符合条件"), "step-not-possible");
        await city.ChangesNothingAsync(() => city.ActAsync(second, id, CaseAction.HandOver, seen: seen, detail: new HandOverTo(second.Id)), "changed-meanwhile");
    }

    [Fact]
    public async Task Two_officers_at_once_leave_the_rows_of_one_decision()
    {
        var (alone, together) = (await InReviewAsync("P08"), await InReviewAsync("P08"));
        var before = await city.RowsAsync();
        await city.ActAsync(alone.Office, alone.Id, CaseAction.Grant);
        var one = WholeDatabase.Changes(before, await city.RowsAsync());
        CaseService[] servers = [city.Get<CaseService>(), (CaseService)city.AnotherServer().GetService(typeof(CaseService))!];
        Actor[] officers = [together.Office, await city.OfficeAsync(together.Id)];
        var seen = (await city.CaseAsync(together.Id)).Version;
        before = await city.RowsAsync();
        var (done, refused) = await Refusals.AtOnceAsync(2, async i =>
        {
            await servers[i].ActAsync(officers[i], together.Id, CaseAction.Grant, null, seen);
            return i;
        });
        Assert.Single(done);
        Assert.Contains(Assert.Single(refused), new[] { "changed-meanwhile", "step-not-possible" });
        Assert.Equal(one, WholeDatabase.Changes(before, await city.RowsAsync()));
    }

    [Fact]
    public async Task A_second_special_procedure_over_the_first_and_lengths_that_cannot_be()
    {
        var (id, office) = await InReviewAsync("P08");
        foreach (var (kind, days, code) in new[] { ("hearing", 0, "procedure-length"), ("hearing", int.MinValue, "procedure-length"), ("hearing", int.MaxValue, "procedure-length"), ("no-such-kind", 5, "procedure-unknown") })
            await city.ChangesNothingAsync(() => StartAsync(office, id, kind, days), code);
        await StartAsync(office, id, "hearing", 5);
        foreach (var kind in new[] { "hearing", "expert-review" })
            await city.ChangesNothingAsync(() => StartAsync(office, id, kind, 3), "step-not-possible");
        await city.ActAsync(office, id, CaseAction.EndSpecial, "听证结束");
        await city.ChangesNothingAsync(() => city.ActAsync(office, id, CaseAction.EndSpecial, "再结束一次"), "step-not-possible");
    }

    [Theory]
    [InlineData(-1, "deferral-date")]
    [InlineData(0, "deferral-date")]
    [InlineData(400, "deferral-long")]
    public async Task Papers_that_were_to_follow_before_today_or_after_the_limit(int days, string code)
    {
        var id = await city.ReceiveAsync("P08");
        var office = await city.OfficeAsync(id);
        await city.ChangesNothingAsync(() => city.ActAsync(office, id, CaseAction.OfferDeferral, detail: new DeferralOffer(["work-experience-proof"], city.Clock.Today.AddDays(days))), code);
    }

    [Theory]
    [InlineData(-1, 300, "grade-from")]
    [InlineData(91, 300, "grade-from")]
    [InlineData(10, 10, "grade-until")]
    [InlineData(10, 9, "grade-until")]
    [InlineData(0, 1200, "grade-until")]
    public async Task A_grade_that_begins_before_today_or_ends_before_it_begins(int from, int until, string code)
    {
        var (id, _) = await InReviewAsync("P05");
        var second = await city.OfficeAsync(id);
        await city.ChangesNothingAsync(() => city.ActAsync(second, id, CaseAction.Grant, detail: new GradeDecision(GradeLevel.C, city.Clock.Today.AddDays(from), city.Clock.Today.AddDays(until))), code);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_judgment_from_before_the_decision_or_after_today(int days)
    {
        var (id, office) = await InReviewAsync("P08");
        await city.ActAsync(office, id, CaseAction.Refuse, "不符合条件");
        var supervisor = await city.People.StaffAsync(StaffRole.Supervisor);
        await city.ChangesNothingAsync(() => city.ActAsync(supervisor, id, CaseAction.RecordRemedy, detail: new RemedyOutcome(ObjectionKind.Review, ObjectionResult.Upheld, city.Clock.Today.AddDays(days), "1号")), "outcome-date");
    }

    [Theory]
    [InlineData(0, 5, 30)]
    [InlineData(-1, 5, 30)]
    [InlineData(5, 4, 30)]
    [InlineData(5, 9, 9)]
    public async Task A_round_whose_days_do_not_follow_each_other(int first, int last, int results)
    {
        var (approver, today) = (await city.ApproverAsync(), city.Clock.Today);
        var plan = new RoundPlan("P18", new("首批", "First"), today.AddDays(first), today.AddDays(last), today.AddDays(results), new Dictionary<string, int> { [""] = 3 }, null);
        await city.ChangesNothingAsync(() => city.Get<RoundService>().AnnounceAsync(approver, plan), "round-days");
    }

    [Fact]
    public async Task A_member_who_has_withdrawn_is_out_of_the_family_whatever_is_asked_for()
    {
        var (family, child, office, applicant) = await FamilyAsync();
        await city.ActAsync(applicant, child, CaseAction.Withdraw);
        foreach (var (actor, action, code) in new[]
        {
            (applicant, CaseAction.Withdraw, "step-not-possible"), (applicant, CaseAction.Complete, "step-not-possible"), (office, CaseAction.AskCompletion, "step-not-possible"),
            (office, CaseAction.Accept, "step-not-possible"), (office, CaseAction.Grant, "part-of-family"), (office, CaseAction.Terminate, "part-of-family"),
        })
            await city.ChangesNothingAsync(() => city.ActAsync(actor, child, action, "请求", detail: action == CaseAction.AskCompletion ? Walks.List : null), code);
        await city.ReviewAsync(family, office);
        await city.ActAsync(office, family, CaseAction.Grant);
        var row = await city.WholeAsync(family);
        Assert.Equal((CaseState.Withdrawn, (CaseDecision?)null, 2), (row.Children.Single(c => c.Id == child).State, row.Children.Single(c => c.Id == child).Decision, row.Children.Count(c => c.Decision == CaseDecision.Granted)));
    }

    [Fact]
    public async Task The_last_member_of_a_family_cannot_leave_or_be_refused_alone()
    {
        var (family, child, office, applicant) = await FamilyAsync();
        foreach (var other in (await city.CaseAsync(family)).Children.Where(c => c.Id != child)) await city.ActAsync(applicant, other.Id, CaseAction.Withdraw);
        await city.ActAsync(office, child, CaseAction.AskCompletion, detail: Walks.List);
        await city.ChangesNothingAsync(() => city.ActAsync(office, child, CaseAction.RefuseAcceptance, "材料不全"), "last-member");
        await city.ActAsync(applicant, child, CaseAction.Complete, "已补");
        await city.ChangesNothingAsync(() => city.ActAsync(applicant, child, CaseAction.Withdraw), "last-member");
    }

    [Fact]
    public async Task A_time_that_is_full_and_a_year_that_is_used_up()
    {
        var offer = await city.OfferAsync(await city.PlaceAsync());
        var (slot, later) = (await city.SlotAsync(offer, "2026-09-22", places: 1), await city.SlotAsync(offer, "2026-09-23"));
        await city.BookAsync(await city.GradedAsync(GradeLevel.B), offer, slot);
        var who = await city.GradedAsync(GradeLevel.D);
        await city.ChangesNothingAsync(() => city.BookAsync(who, offer, slot), "slot-full");
        await city.AddAsync(new BookingUse { TalentId = who.Id, ItemId = "M12", Year = 2026, Times = 6 });
        await city.ChangesNothingAsync(() => city.BookAsync(who, offer, later), "year-used-up");
        Assert.Equal((1, 0), (await city.TakenAsync(slot), await city.TakenAsync(later)));
    }

    [Fact]
    public async Task Many_who_want_the_last_two_places_at_once_leave_two_bookings_and_nothing_of_the_others()
    {
        const int many = 12, places = 2;
        var offer = await city.OfferAsync(await city.PlaceAsync());
        var slot = await city.SlotAsync(offer, "2026-09-24", places: places);
        List<Talent> people = [];
        for (var i = 0; i < many; i++) people.Add(await city.GradedAsync(GradeLevel.B));
        BookingService[] servers = [city.Get<BookingService>(), (BookingService)city.AnotherServer().GetService(typeof(BookingService))!];
        var (booked, refused) = await Refusals.AtOnceAsync(many, i => servers[i % 2].BookAsync(Actor.For(people[i]), BookingCity.Request(offer, slot)));
        Assert.Equal(places, booked.Count);
        // "busy" is the store's own sentence after five lost attempts.
        Assert.Subset(new HashSet<string> { "slot-full", "busy" }, refused.ToHashSet());
        var ids = people.ConvertAll(p => p.Id);
        Assert.Equal((places, places, places, places), await city.ReadAsync(async db => (
            await db.BookingSlots.Where(s => s.Id == slot.Id).Select(s => s.Taken).SingleAsync(), await db.Cases.CountAsync(c => ids.Contains(c.TalentId)),
            await db.Bookings.CountAsync(b => ids.Contains(b.TalentId)), await db.BookingUses.Where(u => ids.Contains(u.TalentId)).SumAsync(u => u.Times))));
    }

    [Fact]
    public async Task A_draft_that_is_sent_after_its_window_has_closed()
    {
        await using var own = await City.FreshAsync();
        var round = await own.OpenAsync(("S01", 1));
        var who = await own.FamilyAsync();
        var draft = await own.SchoolDraftAsync(who, "S01");
        own.Time.SetUtcNow(new DateTimeOffset(round.ClosesAt));
        await own.ChangesNothingAsync(() => own.Get<SubmitService>().SubmitAsync(Actor.For(who), draft), "not-eligible");
    }

    private Task StartAsync(Actor office, Guid id, string kind, int days) => city.ActAsync(office, id, CaseAction.StartSpecial, detail: new ProcedureTerms(kind, days));

    private async Task<(Guid Id, Actor Office)> InReviewAsync(string item)
    {
        var id = await city.ReceiveAsync(item);
        return (id, await city.ReviewAsync(id));
    }

    private async Task<(Guid Family, Guid Child, Actor Office, Actor Applicant)> FamilyAsync()
    {
        var talent = await city.People.TalentAsync(t => t.Family.AddRange([TestPeople.Spouse(), TestPeople.Child("2019-03-02")]));
        var family = await city.FileHouseholdAsync(talent);
        var child = (await city.CaseAsync(family)).Children.Single(c => c.FamilyMemberId == talent.Family.Single(f => f.Relation == FamilyRelation.Child).Id);
        return (family, child.Id, await city.OfficeAsync(family), Actor.For(talent));
    }
}
