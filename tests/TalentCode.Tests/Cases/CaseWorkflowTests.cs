using Microsoft.EntityFrameworkCore;
using TalentCode.Core;
using TalentCode.Core.Cases;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>The table of steps, written out a second time by hand: every state × action × role, through the real service.</summary>
[Trait("Category", "Core")]
public sealed partial class CaseWorkflowTests(City city) : IClassFixture<City>
{
    private const string Office = "human-resources";

    private static readonly string[] Applicant = ["applicant"], Handlers = ["officer", "approver", "head"], Deciders = ["approver"], Supervision = ["supervisor"], Timer = ["system"];

    /// <summary>state action → next state: who may.</summary>
    private static readonly Dictionary<(CaseState, CaseAction), (CaseState To, string[] By)> Allowed = new Dictionary<(CaseState, CaseAction), (CaseState To, string[] By)>
    {
        [(CaseState.Draft, CaseAction.Submit)] = (CaseState.Submitted, Applicant),
        [(CaseState.Draft, CaseAction.Discard)] = (CaseState.Discarded, Applicant),

        [(CaseState.Submitted, CaseAction.Receive)] = (CaseState.Received, Timer),
        [(CaseState.Submitted, CaseAction.Withdraw)] = (CaseState.Withdrawn, Applicant),

        [(CaseState.Received, CaseAction.Accept)] = (CaseState.Accepted, Handlers),
        [(CaseState.Received, CaseAction.AcceptBySilence)] = (CaseState.Accepted, Timer),
        [(CaseState.Received, CaseAction.AskCompletion)] = (CaseState.AwaitingCompletion, Handlers),
        [(CaseState.Received, CaseAction.AllowAnotherCompletion)] = (CaseState.Received, Supervision),
        [(CaseState.Received, CaseAction.OfferDeferral)] = (CaseState.Received, Handlers),
        [(CaseState.Received, CaseAction.PromiseDeferred)] = (CaseState.Accepted, Applicant),
        [(CaseState.Received, CaseAction.RefuseAcceptance)] = (CaseState.NotAccepted, Handlers),
        [(CaseState.Received, CaseAction.HandOver)] = (CaseState.Received, Handlers),
        [(CaseState.Received, CaseAction.Withdraw)] = (CaseState.Withdrawn, Applicant),
        [(CaseState.Received, CaseAction.DeemWithdrawn)] = (CaseState.DeemedWithdrawn, Timer),

        [(CaseState.AwaitingCompletion, CaseAction.Complete)] = (CaseState.Received, Applicant),
        [(CaseState.AwaitingCompletion, CaseAction.ExtendCompletion)] = (CaseState.AwaitingCompletion, Handlers),
        [(CaseState.AwaitingCompletion, CaseAction.AskMoreTime)] = (CaseState.AwaitingCompletion, Applicant),
        [(CaseState.AwaitingCompletion, CaseAction.DeemWithdrawn)] = (CaseState.DeemedWithdrawn, Timer),
        [(CaseState.AwaitingCompletion, CaseAction.HandOver)] = (CaseState.AwaitingCompletion, Handlers),
        [(CaseState.AwaitingCompletion, CaseAction.Withdraw)] = (CaseState.Withdrawn, Applicant),

        [(CaseState.Accepted, CaseAction.StartReview)] = (CaseState.InReview, Handlers),
        [(CaseState.Accepted, CaseAction.CloseGaps)] = (CaseState.Accepted, Handlers),
        [(CaseState.Accepted, CaseAction.CheckPledge)] = (CaseState.Accepted, Handlers),
        [(CaseState.Accepted, CaseAction.HandOver)] = (CaseState.Accepted, Handlers),
        [(CaseState.Accepted, CaseAction.Withdraw)] = (CaseState.Withdrawn, Applicant),
        [(CaseState.Accepted, CaseAction.Terminate)] = (CaseState.Terminated, Deciders),
        [(CaseState.Accepted, CaseAction.DeemWithdrawn)] = (CaseState.DeemedWithdrawn, Timer),

        [(CaseState.InReview, CaseAction.Grant)] = (CaseState.Decided, Deciders),
        [(CaseState.InReview, CaseAction.Refuse)] = (CaseState.Decided, Deciders),
        [(CaseState.InReview, CaseAction.StartSpecial)] = (CaseState.SpecialProcedure, Deciders),
        [(CaseState.InReview, CaseAction.Extend)] = (CaseState.InReview, Heads),
        [(CaseState.InReview, CaseAction.CloseGaps)] = (CaseState.InReview, Handlers),
        [(CaseState.InReview, CaseAction.CheckPledge)] = (CaseState.InReview, Handlers),
        [(CaseState.InReview, CaseAction.HandOver)] = (CaseState.InReview, Handlers),
        [(CaseState.InReview, CaseAction.Withdraw)] = (CaseState.Withdrawn, Applicant),
        [(CaseState.InReview, CaseAction.Terminate)] = (CaseState.Terminated, Deciders),
        [(CaseState.InReview, CaseAction.DeemWithdrawn)] = (CaseState.DeemedWithdrawn, Timer),

        [(CaseState.SpecialProcedure, CaseAction.EndSpecial)] = (CaseState.InReview, Handlers),
        [(CaseState.SpecialProcedure, CaseAction.EndSpecialAtCap)] = (CaseState.InReview, Timer),
        [(CaseState.SpecialProcedure, CaseAction.HandOver)] = (CaseState.SpecialProcedure, Handlers),
        [(CaseState.SpecialProcedure, CaseAction.Withdraw)] = (CaseState.Withdrawn, Applicant),
        [(CaseState.SpecialProcedure, CaseAction.Terminate)] = (CaseState.Terminated, Deciders),
        [(CaseState.SpecialProcedure, CaseAction.DeemWithdrawn)] = (CaseState.DeemedWithdrawn, Timer),

        [(CaseState.Decided, CaseAction.CloseGaps)] = (CaseState.Decided, Handlers),
        [(CaseState.Decided, CaseAction.CheckPledge)] = (CaseState.Decided, Handlers),
        [(CaseState.Decided, CaseAction.HandOver)] = (CaseState.Decided, Handlers),
        [(CaseState.Decided, CaseAction.Deliver)] = (CaseState.Delivered, Handlers),

        [(CaseState.Delivered, CaseAction.CheckPledge)] = (CaseState.Delivered, Handlers),
        [(CaseState.Delivered, CaseAction.Close)] = (CaseState.Closed, Timer),
        [(CaseState.Received, CaseAction.ConfirmBooking)] = (CaseState.Decided, Timer),
        [(CaseState.Received, CaseAction.CancelBooking)] = (CaseState.Withdrawn, Applicant),
        [(CaseState.Received, CaseAction.CallOffBooking)] = (CaseState.Terminated, Handlers),
        [(CaseState.Decided, CaseAction.CancelBooking)] = (CaseState.Withdrawn, Applicant),
        [(CaseState.Decided, CaseAction.CallOffBooking)] = (CaseState.Terminated, Handlers),
        [(CaseState.Decided, CaseAction.RedeemBooking)] = (CaseState.Delivered, Timer),
        [(CaseState.Decided, CaseAction.ExpireBooking)] = (CaseState.Closed, Timer),
        [(CaseState.Delivered, CaseAction.ReverseRedemption)] = (CaseState.Decided, Timer),
    }.Concat(AfterAndAround()).Concat(Approving()).Concat(Extending()).ToDictionary();

    private static bool IsOfBookings(CaseAction? action) => action is >= CaseAction.ConfirmBooking and <= CaseAction.ExpireBooking;

    /// <summary>Steps that are shut until something beside the state has happened; <see cref="Prepare"/> makes it so.</summary>
    private static bool IsConditional(CaseState state, CaseAction action) =>
        action is CaseAction.AllowAnotherCompletion or CaseAction.PromiseDeferred or CaseAction.CloseGaps or CaseAction.CheckPledge or CaseAction.GiveOpinion or CaseAction.GoWithoutOpinion
            or CaseAction.Correct or CaseAction.ConfirmUndone or CaseAction.UpholdDecision or CaseAction.SetAside or CaseAction.DeclineExtension or CaseAction.SplitOff || IsOfBookings(action)
        || (action == CaseAction.DeemWithdrawn && state != CaseState.AwaitingCompletion);

    public static TheoryData<CaseState> States => [.. Enum.GetValues<CaseState>()];

    [Theory]
    [MemberData(nameof(States))]
    public async Task From_each_state_exactly_the_listed_steps_are_open_to_exactly_the_listed_people(CaseState state)
    {
        var cast = await CastAsync();
        // Places and flats have rules of their own (AllocationWorkflowTests).
        foreach (var action in Enum.GetValues<CaseAction>().Where(a => !AllocationSteps.Has(a)))
        {
            var row = await CaseAsync(cast.Applicant, state, action);
            var step = Allowed.GetValueOrDefault((state, action));
            var before = await PictureAsync(row.Id);
            foreach (var (role, actor) in cast.Actors.Where(a => step.By?.Contains(a.Key) != true))
            {
                var refusal = await Record.ExceptionAsync(() => TakeAsync(cast, actor, row.Id, action));
                await Task.FromException(refusal ?? new InvalidOperationException($"{role} could {action} from {state}"))
                    .IsRefusedAsync(step.By is null ? "step-not-possible" : "step-not-yours");
            }
            Assert.Equal(before, await PictureAsync(row.Id));
            await ClearDraftsAsync();
            foreach (var role in step.By ?? [])
            {
                row = await CaseAsync(cast.Applicant, state, action);
                var refusal = await Record.ExceptionAsync(() => TakeAsync(cast, cast.Actors[role], row.Id, action));
                Assert.True(refusal is null, $"{role} should {action} from {state}: {refusal}");
                await ShowsItsEffectsAsync(row.Id, state, action, step.To);
                await ClearDraftsAsync();
            }
        }
    }

    [Fact]
    public async Task A_screen_offers_the_buttons_that_will_work_and_no_others()
    {
        var cast = await CastAsync();
        foreach (var state in Enum.GetValues<CaseState>())
        {
            var row = await city.WholeOrRawAsync((await CaseAsync(cast.Applicant, state, null)).Id);
            foreach (var (role, actor) in cast.Actors)
                Assert.Equal(
                    Allowed.Where(a => a.Key.Item1 == state && a.Value.By.Contains(role) && !IsConditional(state, a.Key.Item2)).Select(a => a.Key.Item2).Order(),
                    CaseWorkflow.ActionsFor(row, actor).Select(s => s.Action).Order());
        }
    }

    [Fact]
    public async Task A_button_that_waits_for_something_appears_once_it_has_happened()
    {
        var cast = await CastAsync();
        foreach (var ((state, action), step) in Allowed.Where(a => IsConditional(a.Key.Item1, a.Key.Item2)))
        {
            var row = await city.WholeOrRawAsync((await CaseAsync(cast.Applicant, state, action)).Id);
            Assert.Contains(action, CaseWorkflow.ActionsFor(row, cast.Actors[step.By[0]]).Select(s => s.Action));
        }
    }

    [Fact]
    public void The_table_has_no_line_that_is_not_written_out_here() =>
        Assert.Equal(Allowed.Select(a => (a.Key.Item1, a.Key.Item2, a.Value.To)).Order(), CaseWorkflow.Steps.Where(s => !AllocationSteps.Has(s.Action)).Select(s => (s.From, s.Action, s.To)).Order());

    [Theory]
    [InlineData(CaseState.Received, CaseAction.RefuseAcceptance)]
    [InlineData(CaseState.Received, CaseAction.AllowAnotherCompletion)]
    [InlineData(CaseState.AwaitingCompletion, CaseAction.Complete)]
    [InlineData(CaseState.AwaitingCompletion, CaseAction.ExtendCompletion)]
    [InlineData(CaseState.AwaitingCompletion, CaseAction.AskMoreTime)]
    [InlineData(CaseState.InReview, CaseAction.Refuse)]
    [InlineData(CaseState.InReview, CaseAction.Extend)]
    [InlineData(CaseState.InReview, CaseAction.SubmitForApproval)]
    [InlineData(CaseState.InApproval, CaseAction.ReturnToReview)]
    [InlineData(CaseState.InApproval, CaseAction.Refuse)]
    [InlineData(CaseState.InReview, CaseAction.Terminate)]
    [InlineData(CaseState.Accepted, CaseAction.Terminate)]
    [InlineData(CaseState.SpecialProcedure, CaseAction.EndSpecial)]
    [InlineData(CaseState.Delivered, CaseAction.CheckPledge)]
    [InlineData(CaseState.SpecialProcedure, CaseAction.Terminate)]
    [InlineData(CaseState.Decided, CaseAction.CallOffBooking)]
    [InlineData(CaseState.Delivered, CaseAction.ReverseRedemption)]
    public async Task What_the_applicant_will_read_must_be_given_and_without_it_nothing_changes(CaseState state, CaseAction action)
    {
        var cast = await CastAsync();
        var row = await CaseAsync(cast.Applicant, state, action);
        var actor = cast.Actors[Allowed[(state, action)].By[^1]];
        var before = await PictureAsync(row.Id);
        foreach (var empty in new[] { null, "", "   ", "\u3000\n" })
            await city.ActAsync(actor, row.Id, action, empty).IsRefusedAsync("reason-missing");
        await city.ActAsync(actor, row.Id, action, new string('长', 1001)).IsRefusedAsync("reason-too-long");
        Assert.Equal(before, await PictureAsync(row.Id));
    }

    [Theory]
    [InlineData(CaseState.Received, CaseAction.AskCompletion, "completion-list")]
    [InlineData(CaseState.Received, CaseAction.OfferDeferral, "deferral-none")]
    [InlineData(CaseState.Received, CaseAction.HandOver, "no-such-colleague")]
    [InlineData(CaseState.InReview, CaseAction.StartSpecial, "procedure-unknown")]
    [InlineData(CaseState.InReview, CaseAction.CheckPledge, "pledge-unknown")]
    [InlineData(CaseState.InReview, CaseAction.SubmitForApproval, "proposal-missing")]
    public async Task A_step_without_its_detail_or_with_another_ones_changes_nothing(CaseState state, CaseAction action, string code)
    {
        var cast = await CastAsync();
        var row = await CaseAsync(cast.Applicant, state, action);
        var before = await PictureAsync(row.Id);
        var other = action == CaseAction.HandOver ? (StepDetail)Walks.List : new HandOverTo(cast.Actors["officer"].Id);
        foreach (var detail in new[] { null, other })
            await city.ActAsync(cast.Actors["approver"], row.Id, action, "已核对", detail: detail).IsRefusedAsync(code);
        Assert.Equal(before, await PictureAsync(row.Id));
    }

    [Fact]
    public async Task The_reason_of_a_refusal_is_kept_and_told_to_the_applicant()
    {
        var cast = await CastAsync();
        var row = await CaseAsync(cast.Applicant, CaseState.InReview, null);
        await city.ActAsync(cast.Actors["approver"], row.Id, CaseAction.Refuse, " 学历认证与申报的不一致。 ");
        var after = await city.CaseAsync(row.Id);
        Assert.Equal((CaseDecision.Refused, "学历认证与申报的不一致。"), (after.Decision, after.DecisionReason));
        var about = row.Id.ToString("N");
        var told = await city.ReadAsync(db => db.Outbox.SingleAsync(m => m.Channel == "in-app" && m.DedupKey.Contains(about)));
        Assert.Equal(("case-refused", "学历认证与申报的不一致"), (told.Template, told.Values["note"].Zh));
    }

    [Fact]
    public async Task Nothing_leads_out_of_an_ended_case()
    {
        CaseState[] ended = [CaseState.Withdrawn, CaseState.DeemedWithdrawn, CaseState.NotAccepted, CaseState.Terminated, CaseState.Discarded, CaseState.Closed];
        Assert.Equal(ended, Enum.GetValues<CaseState>().Where(CaseWorkflow.IsFinal));
        var cast = await CastAsync();
        var row = await CaseAsync(cast.Applicant, CaseState.Decided, null);
        await city.ActAsync(cast.Actors["officer"], row.Id, CaseAction.Deliver);
        Assert.NotNull((await city.CaseAsync(row.Id)).EndedAt);
    }

    [Fact]
    public void Every_state_action_and_actor_has_words_in_both_languages()
    {
        LocalText[][] words = [[.. Enum.GetValues<CaseState>().Select(CaseWords.Of)], [.. Enum.GetValues<CaseAction>().Select(CaseWords.Of)], [.. Enum.GetValues<StepActor>().Select(CaseWords.Of)]];
        Assert.All(words.SelectMany(w => w), w => Assert.False(string.IsNullOrWhiteSpace(w.Zh) || string.IsNullOrWhiteSpace(w.En)));
        Assert.All(words, kind => Assert.Equal(kind.Length, kind.Select(w => w.Zh).Distinct().Count()));
    }

    private sealed record Cast(Talent Applicant, Dictionary<string, Actor> Actors, Actor Colleague);

    private Task TakeAsync(Cast cast, Actor actor, Guid id, CaseAction action) => city.ActAsync(actor, id, action, "材料核对完毕", detail: action switch
    {
        CaseAction.AskCompletion => Walks.List,
        CaseAction.StartSpecial => new ProcedureTerms("hearing", 5),
        CaseAction.OfferDeferral => new DeferralOffer(["work-experience-proof"], City.Day("2026-10-10")),
        CaseAction.HandOver => new HandOverTo(cast.Colleague.Id),
        CaseAction.CheckPledge => new PledgeFinding(PledgeId, true),
        CaseAction.SubmitForApproval => new ApprovalProposal(CaseDecision.Granted),
        _ => AfterDetail(id, action),
    });

    // P08 is the item that knows every step, acceptance by silence included; only bookings have steps of their own (M10, same department).
    private async Task<ServiceCase> CaseAsync(Talent applicant, CaseState state, CaseAction? action)
    {
        var family = Allowed.ContainsKey((state, CaseAction.SplitOff)) && action == CaseAction.SplitOff ? await FamilyAsync(applicant) : (Guid?)null;
        return await city.CaseInAsync(applicant, IsOfBookings(action) ? "M10" : "P08", state, row =>
        {
            Prepare(row, state, action);
            row.ParentId = family;
        });
    }

    private Task ClearDraftsAsync() => city.WriteAsync(async db =>
    {
        await db.Cases.Where(c => c.ParentId != null).ExecuteDeleteAsync();
        await db.Cases.Where(c => c.State == CaseState.Draft).ExecuteDeleteAsync();
    });

    private async Task<string> PictureAsync(Guid id)
    {
        var row = await city.CaseAsync(id);
        var outbox = await city.ReadAsync(db => db.Outbox.CountAsync());
        var events = await city.ReadAsync(db => db.CaseEvents.CountAsync());
        return $"{row.State} {row.Version} {row.HandlerId} {row.DecidedAt} {row.EndedAt} {row.PromisedDueAt} {events} {outbox}";
    }

    private async Task<Cast> CastAsync()
    {
        var applicant = await city.People.TalentAsync();
        return new(applicant, new Dictionary<string, Actor>
        {
            ["applicant"] = Actor.For(applicant),
            ["somebody-else"] = Actor.For(await city.People.TalentAsync()),
            ["hall"] = await city.People.StaffAsync(StaffRole.Hall),
            ["officer"] = await city.People.StaffAsync(StaffRole.Officer, Office),
            ["approver"] = await city.People.StaffAsync(StaffRole.Approver, Office),
            ["officer-elsewhere"] = await city.People.StaffAsync(StaffRole.Officer, "education"),
            ["approver-elsewhere"] = await city.People.StaffAsync(StaffRole.Approver, "education"),
            ["steward"] = await city.People.StaffAsync(StaffRole.Steward),
            ["supervisor"] = await city.People.StaffAsync(StaffRole.Supervisor, Office),
            ["coordinator"] = await city.People.StaffAsync(StaffRole.Coordinator, Office),
            ["administrator"] = await city.People.StaffAsync(StaffRole.Administrator),
            ["system"] = Actor.System,
        }.Concat(await HeadsAsync()).ToDictionary(), await city.People.StaffAsync(StaffRole.Officer, Office));
    }
}
