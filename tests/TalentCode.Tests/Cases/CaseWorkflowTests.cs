using Microsoft.EntityFrameworkCore;
using TalentCode.Core;
using TalentCode.Core.Cases;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>Every state with every action for everybody, written down here once more by hand: what the table forgets, this does not.</summary>
[Trait("Category", "Core")]
public sealed class CaseWorkflowTests(City city) : IClassFixture<City>
{
    private const string Office = "human-resources";

    private static readonly string[] Roles = ["applicant", "somebody-else", "officer", "approver", "officer-elsewhere", "approver-elsewhere", "steward", "supervisor", "administrator", "system"];

    /// <summary>state action → next state: who may.</summary>
    private static readonly Dictionary<(CaseState, CaseAction), (CaseState To, string[] By)> Allowed = new()
    {
        [(CaseState.Draft, CaseAction.Submit)] = (CaseState.Submitted, ["applicant"]),
        [(CaseState.Draft, CaseAction.Discard)] = (CaseState.Discarded, ["applicant"]),
        [(CaseState.Submitted, CaseAction.Receive)] = (CaseState.Received, ["system"]),
        [(CaseState.Submitted, CaseAction.Withdraw)] = (CaseState.Withdrawn, ["applicant"]),
        [(CaseState.Received, CaseAction.Accept)] = (CaseState.Accepted, ["officer", "approver"]),
        [(CaseState.Received, CaseAction.AcceptBySilence)] = (CaseState.Accepted, ["system"]),
        [(CaseState.Received, CaseAction.RefuseAcceptance)] = (CaseState.NotAccepted, ["officer", "approver"]),
        [(CaseState.Received, CaseAction.Withdraw)] = (CaseState.Withdrawn, ["applicant"]),
        [(CaseState.Accepted, CaseAction.StartReview)] = (CaseState.InReview, ["officer", "approver"]),
        [(CaseState.Accepted, CaseAction.Withdraw)] = (CaseState.Withdrawn, ["applicant"]),
        [(CaseState.InReview, CaseAction.Grant)] = (CaseState.Decided, ["approver"]),
        [(CaseState.InReview, CaseAction.Refuse)] = (CaseState.Decided, ["approver"]),
        [(CaseState.InReview, CaseAction.Withdraw)] = (CaseState.Withdrawn, ["applicant"]),
        [(CaseState.Decided, CaseAction.Deliver)] = (CaseState.Delivered, ["officer", "approver"]),
    };

    public static TheoryData<CaseState> States => [.. Enum.GetValues<CaseState>()];

    [Theory]
    [MemberData(nameof(States))]
    public async Task From_each_state_exactly_the_listed_steps_are_open_to_exactly_the_listed_people(CaseState state)
    {
        var cast = await CastAsync();
        foreach (var action in Enum.GetValues<CaseAction>())
            foreach (var (role, actor) in cast.Actors)
            {
                var row = await CaseAsync(cast.Applicant, state);
                var expected = Allowed.TryGetValue((state, action), out var step) && step.By.Contains(role) ? step.To : state;
                var before = await PictureAsync(row.Id);
                var refusal = await Record.ExceptionAsync(() => city.ActAsync(actor, row.Id, action, "材料核对完毕"));
                if (expected != state)
                {
                    Assert.True(refusal is null, $"{role} should {action} from {state}: {refusal}");
                    Assert.Equal(expected, (await city.CaseAsync(row.Id)).State);
                }
                else
                {
                    await Task.FromException(refusal ?? new InvalidOperationException($"{role} could {action} from {state}"))
                        .IsRefusedAsync(Allowed.ContainsKey((state, action)) ? "step-not-yours" : "step-not-possible");
                    Assert.Equal(before, await PictureAsync(row.Id));
                }
                await ClearDraftsAsync();
            }
    }

    [Fact]
    public async Task A_screen_offers_the_buttons_that_will_work_and_no_others()
    {
        var cast = await CastAsync();
        foreach (var state in Enum.GetValues<CaseState>())
        {
            var row = await city.CaseAsync((await CaseAsync(cast.Applicant, state)).Id);
            foreach (var (role, actor) in cast.Actors)
                Assert.Equal(
                    Allowed.Where(a => a.Key.Item1 == state && a.Value.By.Contains(role)).Select(a => a.Key.Item2).Order(),
                    CaseWorkflow.ActionsFor(row, actor).Select(s => s.Action).Order());
        }
    }

    [Theory]
    [InlineData(CaseState.Received, CaseAction.RefuseAcceptance)]
    [InlineData(CaseState.InReview, CaseAction.Refuse)]
    public async Task Saying_no_needs_a_reason_and_without_one_nothing_changes(CaseState state, CaseAction no)
    {
        var cast = await CastAsync();
        var row = await CaseAsync(cast.Applicant, state);
        var before = await PictureAsync(row.Id);
        foreach (var empty in new[] { null, "", "   ", "\u3000\n" })
            await city.ActAsync(cast.Actors["approver"], row.Id, no, empty).IsRefusedAsync("reason-missing");
        await city.ActAsync(cast.Actors["approver"], row.Id, no, new string('长', 1001)).IsRefusedAsync("reason-too-long");
        Assert.Equal(before, await PictureAsync(row.Id));
    }

    [Fact]
    public async Task The_reason_of_a_refusal_is_kept_and_told_to_the_applicant()
    {
        var cast = await CastAsync();
        var row = await CaseAsync(cast.Applicant, CaseState.InReview);
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
        CaseState[] ended = [CaseState.Delivered, CaseState.Withdrawn, CaseState.NotAccepted, CaseState.Discarded];
        Assert.Equal(ended, Enum.GetValues<CaseState>().Where(CaseWorkflow.IsFinal));
        var cast = await CastAsync();
        var row = await CaseAsync(cast.Applicant, CaseState.Decided);
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

    // P08 is the item that knows every step, acceptance by silence included.
    private Task<ServiceCase> CaseAsync(Talent applicant, CaseState state) => city.CaseInAsync(applicant, "P08", state);

    private Task ClearDraftsAsync() => city.WriteAsync(db => db.Cases.Where(c => c.State == CaseState.Draft).ExecuteDeleteAsync());

    private async Task<string> PictureAsync(Guid id)
    {
        var row = await city.CaseAsync(id);
        var outbox = await city.ReadAsync(db => db.Outbox.CountAsync());
        var events = await city.ReadAsync(db => db.CaseEvents.CountAsync());
        return $"{row.State} {row.Version} {row.HandlerId} {row.DecidedAt} {row.EndedAt} {row.PromisedDueAt} {events} {outbox}";
    }

    private async Task<(Talent Applicant, Dictionary<string, Actor> Actors)> CastAsync()
    {
        var applicant = await city.People.TalentAsync();
        var actors = new Dictionary<string, Actor>
        {
            ["applicant"] = Actor.For(applicant),
            ["somebody-else"] = Actor.For(await city.People.TalentAsync()),
            ["officer"] = await city.People.StaffAsync(StaffRole.Officer, Office),
            ["approver"] = await city.People.StaffAsync(StaffRole.Approver, Office),
            ["officer-elsewhere"] = await city.People.StaffAsync(StaffRole.Officer, "education"),
            ["approver-elsewhere"] = await city.People.StaffAsync(StaffRole.Approver, "education"),
            ["steward"] = await city.People.StaffAsync(StaffRole.Steward),
            ["supervisor"] = await city.People.StaffAsync(StaffRole.Supervisor, Office),
            ["administrator"] = await city.People.StaffAsync(StaffRole.Administrator),
            ["system"] = Actor.System,
        };
        Assert.Equal(Roles, actors.Keys);
        return (applicant, actors);
    }
}
