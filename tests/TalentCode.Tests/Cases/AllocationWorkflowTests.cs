using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Resources;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>
/// Places of a round and flats, every state × action × role through the real service: who may, what exactly is written and
/// whom it is told; and whoever may not changes no row of the database. On Friday 18 September 2026.
/// </summary>
[Trait("Category", "Core")]
public sealed class AllocationWorkflowTests(City city) : IClassFixture<City>
{
    private const string Education = "education", Note = "已与家人商量";

    private static readonly CaseAction[] Actions =
        [CaseAction.DeclinePlace, CaseAction.MoveUp, CaseAction.ProposeFlat, CaseAction.AcceptFlat, CaseAction.DeclineFlat, CaseAction.ExpireFlat];

    private static readonly string[] Family = ["applicant"], Housing = ["handler", "officer", "approver", "head"], Timer = ["system"];

    /// <summary>One line written out by hand.</summary>
    /// <param name="Told">Template and who reads it, in the order of the words.</param>
    /// <param name="Written">Every table the step writes to.</param>
    private sealed record Line(CaseState To, string[] By, string[] Told, string[] Written);

    private static readonly Line GivenBack = new(CaseState.Withdrawn, Family, ["place-declined to the applicant"], ["CaseEvents +1", "Cases ~1", "Outbox +1", "RoundOptions ~1", "RoundPlaces ~1"]);
    private static readonly Line MovedUp = new(CaseState.InReview, Timer, ["place-moved-up to the applicant"], ["CaseEvents +1", "Cases ~1", "DueDateChanges +3", "Outbox +1"]);
    private static readonly string[] Answered = ["CaseEvents +1", "Cases ~1", "FlatProposals ~1", "Flats ~1", "Outbox +2"];

    private static readonly Dictionary<(CaseState, CaseAction), Line> Allowed = new()
    {
        [(CaseState.Decided, CaseAction.DeclinePlace)] = GivenBack,
        [(CaseState.Delivered, CaseAction.DeclinePlace)] = GivenBack,
        [(CaseState.Decided, CaseAction.MoveUp)] = MovedUp,
        [(CaseState.Delivered, CaseAction.MoveUp)] = MovedUp,
        [(CaseState.Closed, CaseAction.MoveUp)] = MovedUp,
        [(CaseState.InReview, CaseAction.ProposeFlat)] = new(CaseState.InReview, Housing, ["flat-proposed to the applicant"], ["CaseEvents +1", "Cases ~1", "FlatProposals +1", "Flats ~1", "Outbox +1"]),
        [(CaseState.InReview, CaseAction.AcceptFlat)] = Accepted(CaseState.InReview),
        [(CaseState.SpecialProcedure, CaseAction.AcceptFlat)] = Accepted(CaseState.SpecialProcedure),
        [(CaseState.InApproval, CaseAction.AcceptFlat)] = Accepted(CaseState.InApproval),
        [(CaseState.InReview, CaseAction.DeclineFlat)] = Freed(CaseState.InReview, "flat-declined", Family),
        [(CaseState.SpecialProcedure, CaseAction.DeclineFlat)] = Freed(CaseState.SpecialProcedure, "flat-declined", Family),
        [(CaseState.InApproval, CaseAction.DeclineFlat)] = Freed(CaseState.InApproval, "flat-declined", Family),
        [(CaseState.InReview, CaseAction.ExpireFlat)] = Freed(CaseState.InReview, "flat-expired", Timer),
        [(CaseState.SpecialProcedure, CaseAction.ExpireFlat)] = Freed(CaseState.SpecialProcedure, "flat-expired", Timer),
        [(CaseState.InApproval, CaseAction.ExpireFlat)] = Freed(CaseState.InApproval, "flat-expired", Timer),
    };

    // Accepted, it stays kept: the flat itself does not change.
    private static Line Accepted(CaseState state) => new(state, Family, ["flat-accepted to the applicant", "flat-answered to the handler"], [.. Answered.Where(w => w != "Flats ~1")]);

    private static Line Freed(CaseState state, string template, string[] by) => new(state, by, ["flat-answered to the handler", $"{template} to the applicant"], Answered);

    public static TheoryData<CaseState> States => [.. Enum.GetValues<CaseState>()];

    public static TheoryData<CaseState, CaseAction> Lines
    {
        get
        {
            var lines = new TheoryData<CaseState, CaseAction>();
            foreach (var (state, action) in Allowed.Keys) lines.Add(state, action);
            return lines;
        }
    }

    [Fact]
    public void These_are_all_the_steps_of_places_and_flats()
    {
        Assert.Equal(Actions, Enum.GetValues<CaseAction>().Where(AllocationSteps.Has));
        Assert.Equal(Allowed.Select(a => (a.Key.Item1, a.Key.Item2, a.Value.To)).Order(), CaseWorkflow.Steps.Where(s => AllocationSteps.Has(s.Action)).Select(s => (s.From, s.Action, s.To)).Order());
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task Whoever_may_not_reads_why_and_no_row_of_the_database_changes(CaseState state)
    {
        var (schools, housing) = (await CastAsync(Education), await CastAsync(FlatRules.DepartmentId));
        var (place, flat) = (await CaseAsync(schools, state, CaseAction.DeclinePlace), await CaseAsync(housing, state, CaseAction.AcceptFlat));
        var before = await city.RowsAsync();
        foreach (var action in Actions)
        {
            var line = Allowed.GetValueOrDefault((state, action));
            var (cast, id) = IsOfFlats(action) ? (housing, flat.Id) : (schools, place.Id);
            foreach (var (role, actor) in cast.Actors.Where(a => line?.By.Contains(a.Key) != true))
            {
                var refusal = await Record.ExceptionAsync(() => city.ActAsync(actor, id, action, Note, detail: DetailOf(action, flat)));
                await Task.FromException(refusal ?? new InvalidOperationException($"{role} could {action} from {state}")).IsRefusedAsync(line is null ? "step-not-possible" : "step-not-yours");
            }
        }
        Assert.Equal(before, await city.RowsAsync());
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Whoever_may_writes_exactly_the_rows_of_the_step(CaseState state, CaseAction action)
    {
        var line = Allowed[(state, action)];
        var cast = await CastAsync(IsOfFlats(action) ? FlatRules.DepartmentId : Education);
        foreach (var role in line.By)
        {
            var made = await CaseAsync(cast, state, action);
            var offered = await city.WholeOrRawAsync(made.Id);
            Assert.Equal(line.By.Order(), cast.Actors.Where(a => CaseWorkflow.ActionsFor(offered, a.Value).Any(s => s.Action == action)).Select(a => a.Key).Order());
            var before = await city.RowsAsync();
            await city.ActAsync(cast.Actors[role], made.Id, action, Note, detail: DetailOf(action, made));
            Assert.Equal(line.Written, WholeDatabase.Changes(before, await city.RowsAsync()));
            var row = await city.WholeOrRawAsync(made.Id);
            var taken = Assert.Single(row.Events);
            Assert.Equal((1, action, state, line.To, cast.Actors[role].Kind, cast.Actors[role].Id, Note, city.Clock.UtcNow), (taken.Sequence, taken.Action, taken.From, taken.To, taken.ActorKind, taken.ActorId, taken.Note, taken.At));
            Assert.Equal((line.To, line.To == CaseState.Withdrawn), (row.State, row.EndedAt is not null));
            Assert.Equal(line.Told, await ToldAsync(row, cast));
        }
    }

    [Fact]
    public async Task Who_moves_up_is_promised_anew_from_the_close_of_the_window_and_hands_nothing_over_yet()
    {
        var made = await CaseAsync(await CastAsync(Education), CaseState.Delivered, CaseAction.MoveUp);
        await city.ActAsync(Actor.System, made.Id, CaseAction.MoveUp, Note);
        var row = await city.WholeOrRawAsync(made.Id);
        // Ten working days after Wednesday the 16th, Sunday the 20th being one of them.
        Assert.Equal((city.EndOf("2026-09-30"), null, null, null), (row.PromisedDueAt, row.DeliveryDueAt, row.Decision, row.EndedAt));
        Assert.Equal([ClockName.Promised, ClockName.Outer, ClockName.Delivery], row.DueDates.Select(d => d.Clock));
    }

    [Theory]
    [InlineData("no-round", CaseAction.DeclinePlace, "step-not-possible")]
    [InlineData("no-round", CaseAction.MoveUp, "step-not-possible")]
    [InlineData("other-decision", CaseAction.DeclinePlace, "step-not-possible")]
    [InlineData("other-decision", CaseAction.MoveUp, "step-not-possible")]
    [InlineData("days-over", CaseAction.DeclinePlace, "decline-closed")]
    [InlineData("days-over", CaseAction.AcceptFlat, "proposal-over")]
    [InlineData("days-over", CaseAction.DeclineFlat, "proposal-over")]
    [InlineData("nothing-there", CaseAction.DeclinePlace, "decline-closed")]
    [InlineData("nothing-there", CaseAction.AcceptFlat, "proposal-over")]
    [InlineData("nothing-there", CaseAction.DeclineFlat, "proposal-over")]
    [InlineData("nothing-there", CaseAction.ExpireFlat, "proposal-not-over")]
    [InlineData("days-left", CaseAction.ExpireFlat, "proposal-not-over")]
    [InlineData("kept-already", CaseAction.ProposeFlat, "flat-unanswered")]
    [InlineData("other-item", CaseAction.DeclinePlace, "step-not-possible")]
    [InlineData("other-item", CaseAction.ProposeFlat, "step-not-possible")]
    [InlineData("other-item", CaseAction.AcceptFlat, "step-not-possible")]
    public async Task The_right_person_at_the_wrong_moment_changes_nothing_either(string why, CaseAction action, string code)
    {
        var cast = await CastAsync(IsOfFlats(action) ? FlatRules.DepartmentId : Education);
        var (state, line) = Allowed.Where(a => a.Key.Item2 == action).Select(a => (a.Key.Item1, a.Value)).First();
        var made = await CaseAsync(cast, state, action);
        var other = why == "kept-already" ? (await city.FlatsAsync(1))[0] : 0;
        await city.WriteAsync(async db =>
        {
            var row = await db.Cases.SingleAsync(c => c.Id == made.Id);
            switch (why)
            {
                case "no-round": row.RoundId = null; break;
                case "other-decision": row.Decision = action == CaseAction.MoveUp ? CaseDecision.Granted : CaseDecision.Refused; break;
                case "days-over":
                    await db.RoundPlaces.Where(p => p.CaseId == made.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.AnswerBy, city.Clock.UtcNow));
                    await db.FlatProposals.Where(p => p.CaseId == made.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.ExpiresAt, city.Clock.UtcNow));
                    break;
                case "days-left": await db.FlatProposals.Where(p => p.CaseId == made.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.ExpiresAt, city.Clock.UtcNow.AddTicks(10))); break;
                case "nothing-there":
                    await db.RoundPlaces.Where(p => p.CaseId == made.Id).ExecuteDeleteAsync();
                    await db.FlatProposals.Where(p => p.CaseId == made.Id).ExecuteDeleteAsync();
                    break;
                case "kept-already": db.FlatProposals.Add(Proposal(made.Id, other)); break;
                // A place of a round that is a flat is given back as a flat; a work permit has neither.
                case "other-item":
                    row.ItemId = IsOfFlats(action) ? "P08" : "P27";
                    row.ItemVersionId = await db.ItemVersions.Where(v => v.ItemId == row.ItemId && v.Until == null).Select(v => v.Id).SingleAsync();
                    break;
            }
        });
        await city.ChangesNothingAsync(() => city.ActAsync(cast.Actors[line.By[^1]], made.Id, action, Note, detail: DetailOf(action, made)), code);
    }

    private sealed record Cast(Talent Applicant, Actor Handler, Dictionary<string, Actor> Actors);

    private sealed record Made(Guid Id, int Flat);

    private static bool IsOfFlats(CaseAction action) => action >= CaseAction.ProposeFlat;

    private static FlatChoice? DetailOf(CaseAction action, Made made) => action == CaseAction.ProposeFlat ? new(made.Flat) : null;

    private async Task<Made> CaseAsync(Cast cast, CaseState state, CaseAction action)
    {
        var (now, ofFlats) = (city.Clock.UtcNow, IsOfFlats(action));
        var round = ofFlats ? null : await RoundAsync();
        var row = await city.CaseInAsync(cast.Applicant, ofFlats ? ItemWithFlats : RoundForms.SchoolPlace, state, row =>
        {
            (row.HandlerId, row.RoundId, row.RoundClosesAt) = (cast.Handler.Id, round?.Id, round?.ClosesAt);
            if (state is CaseState.Decided or CaseState.Delivered or CaseState.Closed)
                (row.DecidedAt, row.Decision, row.DeliveryDueAt) = (now, action == CaseAction.MoveUp ? CaseDecision.Refused : CaseDecision.Granted, city.EndOf("2026-10-09"));
            if (state is CaseState.Delivered or CaseState.Closed) row.EndedAt = now;
            if (state == CaseState.SpecialProcedure)
                row.Pauses.Add(new CasePause { Id = Guid.NewGuid(), Kind = "public-notice", NameZh = "公示", NameEn = "Public notice", StopsPromised = true, StartAt = now, ApprovedDays = 5, CapAt = city.EndOf("2026-09-24") });
        });
        if (action == CaseAction.DeclinePlace)
            await city.AddAsync(new RoundPlace { Id = Guid.NewGuid(), RoundId = round!.Id, OptionId = round.Options[0].Id, CaseId = row.Id, GivenAt = now, Wish = 1, AnswerBy = now.AddDays(2) });
        if (!ofFlats) return new(row.Id, 0);
        var flat = (await city.FlatsAsync(1))[0];
        if (action == CaseAction.ProposeFlat) return new(row.Id, flat);
        await city.AddAsync(Proposal(row.Id, flat, action == CaseAction.ExpireFlat ? now : now.AddDays(2)));
        await city.WriteAsync(db => db.Flats.Where(f => f.Id == flat).ExecuteUpdateAsync(set => set.SetProperty(f => f.State, FlatState.Reserved)));
        return new(row.Id, flat);
    }

    private const string ItemWithFlats = "P26";

    private FlatProposal Proposal(Guid id, int flat, DateTime? until = null) =>
        new() { Id = Guid.NewGuid(), CaseId = id, FlatId = flat, Number = 1, ProposedAt = city.Clock.UtcNow.AddDays(-1), ExpiresAt = until ?? city.Clock.UtcNow.AddDays(2) };

    /// <summary>A round of schools whose results are out, closed on Wednesday 16 September.</summary>
    private async Task<Round> RoundAsync()
    {
        var id = Guid.NewGuid();
        var round = new Round
        {
            Id = id,
            ItemId = RoundForms.SchoolPlace,
            DepartmentId = Education,
            NameZh = "秋季学位协调",
            NameEn = "Autumn school places",
            FirstDay = City.Day("2026-09-01"),
            LastDay = City.Day("2026-09-16"),
            OpensAt = city.At("2026-09-01", 0),
            ClosesAt = city.EndOf("2026-09-16"),
            ResultsDue = City.Day("2026-10-20"),
            Quota = 9,
            State = RoundState.Published,
            Options = [new() { Id = Guid.NewGuid(), RoundId = id, Code = "S01", NameZh = "云杉小学", NameEn = "Spruce School", Capacity = 9, Taken = 5 }],
        };
        await city.AddAsync(round);
        return round;
    }

    private async Task<List<string>> ToldAsync(ServiceCase row, Cast cast)
    {
        var about = $"|{row.Id:N}:";
        var rows = await city.ReadAsync(db => db.Outbox.Where(m => m.DedupKey.Contains(about)).ToListAsync());
        var handler = new Recipient(RecipientKind.Staff, cast.Handler.Id);
        return [.. rows.Select(m =>
        {
            var to = new Recipient(m.RecipientKind, m.RecipientId);
            Assert.Equal((Notices.Key(m.Template, $"{row.Id:N}:1", to, Notices.InApp), to == handler ? $"/dept/cases/{row.Id}" : $"/cases/{row.Id}"), (m.DedupKey, m.Link));
            return $"{m.Template} to {(to == handler ? "the handler" : to == Recipient.Talent(row.TalentId) ? "the applicant" : "somebody else")}";
        }).Order(StringComparer.Ordinal)];
    }

    private async Task<Cast> CastAsync(string department)
    {
        var (applicant, handler) = (await city.People.TalentAsync(t => t.Family.Add(TestPeople.Spouse())), await city.People.StaffAsync(StaffRole.Officer, department));
        var elsewhere = department == Education ? FlatRules.DepartmentId : Education;
        var actors = new Dictionary<string, Actor>
        {
            ["applicant"] = Actor.For(applicant),
            ["somebody-else"] = Actor.For(await city.People.TalentAsync()),
            ["spouse"] = Actor.For(applicant.Family[0]),
            ["handler"] = handler,
            ["officer-elsewhere"] = await city.People.StaffAsync(StaffRole.Officer, elsewhere),
            ["approver-elsewhere"] = await city.People.StaffAsync(StaffRole.Approver, elsewhere),
            ["system"] = Actor.System,
        };
        foreach (var role in Enum.GetValues<StaffRole>()) actors[$"{role}".ToLowerInvariant()] = await city.People.StaffAsync(role, department);
        return new(applicant, handler, actors);
    }
}
