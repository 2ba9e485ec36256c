using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core;
using TalentCode.Core.Cases;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>
/// Thirty-two officers, approvers and applicants on two servers act at random on the same hundred cases for up to
/// a minute while the sweeps run: afterwards everything must add up. What each of them tries follows
/// from a seed; in which order they meet does not.
/// </summary>
[Trait("Category", "Core")]
public sealed class ManyAtOnceTests() : InOwnCity("2026-11-02")
{
    private const int Workers = 32, Singles = 88, Families = 12;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(60);

    private static readonly HashSet<string> NoticesOfSteps = [.. CaseWorkflow.Steps.Select(s => s.Notice).OfType<string>()];

    // As many tries in a row without anything to do mean that every case has ended.
    private const int Enough = 2000;

    private readonly ConcurrentBag<(Guid Case, CaseAction Action)> _done = [];
    private readonly ConcurrentBag<string> _refused = [];
    private readonly List<Guid> _cases = [];
    private Actor[] _staff = [];
    private int _idle;

    [Fact]
    public async Task Nothing_is_lost_doubled_or_stuck()
    {
        await OpenAsync();
        var other = City.AnotherServer();
        var watch = Stopwatch.StartNew();
        var (finished, stopped) = await Refusals.AtOnceAsync(Workers, async worker =>
        {
            var random = new Random(worker);
            var service = worker % 2 == 0 ? City.Get<CaseService>() : (CaseService)other.GetService(typeof(CaseService))!;
            var sweep = worker % 2 == 0 ? City.Get<DeadlineSweep>() : (DeadlineSweep)other.GetService(typeof(DeadlineSweep))!;
            for (var i = 1; watch.Elapsed < Budget && _idle < Enough; i++)
            {
                await ActAsync(service, random);
                if (i % 40 != 0) continue;
                City.Pass(TimeSpan.FromHours(random.Next(1, 12)));
                await sweep.RunAsync(default);
            }
            return worker;
        });
        Assert.Empty(stopped);
        Assert.Equal(Workers, finished.Count);
        Assert.True(_done.Count > 300, $"Only {_done.Count} steps were taken; refused: {string.Join(", ", _refused.Distinct())}");
        // The clock goes on between a look and a step, so that a grade may begin on a day that has passed by then.
        string[] expected = ["grade-from", "changed-meanwhile", "step-not-possible", "busy", "part-behind", "part-of-family", "last-member", "completion-once", "four-eyes", "deferral-long", "deferral-date", "deferral-over", "limit-over", "gaps-open", "accepted-by-law", "completion-extended-once", "extended-once",
            "no-such-paper", "correction-not-found", "opinions-open", "opinion-not-due", "opinion-asked", "opinion-days", "step-not-yours", "undo-open", "objection-own-case", "objection-open", "objection-once", "objection-late", "outcome-date", "more-time-asked", "promise-broken-before"];
        Assert.Empty(_refused.Except(expected));
        var owed = await OwedAsync();
        foreach (var id in _cases)
        {
            var row = await City.WholeAsync(id);
            Check(row);
            NoticesAreThoseOfTheTable(row, owed);
        }
        await KeysAreUniqueAsync();
    }

    private async Task ActAsync(CaseService service, Random random)
    {
        var id = _cases[random.Next(_cases.Count)];
        var row = await City.WholeOrRawAsync(id);
        var members = row.Children.Where(c => c.IsOpen).ToList();
        if (members.Count > 0 && random.Next(3) == 0) row = await City.WholeOrRawAsync(members[random.Next(members.Count)].Id);
        var choices = _staff.Append(row.Applicant()).SelectMany(a => CaseWorkflow.ActionsFor(row, a).Select(s => (Actor: a, s.Action)))
            // Endings are rare, so that the cases live long enough to be fought over.
            .Where(c => c.Action is not (CaseAction.Withdraw or CaseAction.Terminate or CaseAction.RefuseAcceptance or CaseAction.Revoke or CaseAction.RecordRemedy) || random.Next(12) == 0).ToList();
        if (choices.Count == 0)
        {
            // Nothing left to fight over: the remaining seconds would prove nothing.
            Interlocked.Increment(ref _idle);
            return;
        }
        Interlocked.Exchange(ref _idle, 0);
        var (actor, action) = choices[random.Next(choices.Count)];
        try
        {
            await service.ActAsync(actor, row.Id, action, "按规定办理", random.Next(2) == 0 ? row.Version : null, detail: Detail(action, row, random));
            _done.Add((row.Id, action));
        }
        catch (RefusedException refusal)
        {
            _refused.Add(refusal.Code);
        }
    }

    private StepDetail? Detail(CaseAction action, ServiceCase row, Random random) => action switch
    {
        CaseAction.AskCompletion => Walks.List,
        CaseAction.AskOpinion => new OpinionRequest(["education"], "请核实", [], 1),
        CaseAction.GiveOpinion => new OpinionAnswer(OpinionStance.Agree, "无异议"),
        CaseAction.Correct => new Correction(AfterDecision.ResultPaper(row)?.Id ?? Guid.Empty, "按规定", "依规定"),
        CaseAction.RecordRemedy => new RemedyOutcome(ObjectionKind.Suit, ObjectionResult.Upheld, City.Clock.Today, "1号"),
        CaseAction.HandOver => new HandOverTo(_staff.Where(s => s.DepartmentId == row.DepartmentId).ElementAt(random.Next(2)).Id),
        CaseAction.StartSpecial => new ProcedureTerms(row.ItemVersion!.Content.Procedures[0].Kind, random.Next(1, 5)),
        CaseAction.OfferDeferral => new DeferralOffer([row.ItemVersion!.Content.Materials.First(m => m.Deferrable).Code], City.Clock.Today.AddDays(random.Next(1, 15))),
        CaseAction.Grant when row.ItemId == "P05" => City.Grade(GradeLevel.C),
        _ => null,
    };

    private void Check(ServiceCase row)
    {
        foreach (var one in row.Children.Append(row))
        {
            Assert.Equal(Enumerable.Range(1, one.Events.Count), one.Events.Select(e => e.Sequence));
            Assert.All(one.Events.Zip(one.Events.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
            Assert.Equal(one.State, one.Events[^1].To);
            Assert.Equal(CaseWorkflow.IsFinal(one.State) || one.State == CaseState.Delivered, one.EndedAt is not null);
            Assert.True(one.Pauses.Count(p => p.EndAt is null) == (one.State == CaseState.SpecialProcedure ? 1 : 0) || one.ParentId is not null);
            // Nobody is stuck: from an open state somebody can go on, with the whole or alone.
            Assert.True(!one.IsOpen || _staff.Append(one.Applicant()).Append(Actor.System).Any(a => CaseWorkflow.ActionsFor(row, a).Count > 0 || CaseWorkflow.ActionsFor(one, a).Count > 0), $"{one.Number} {one.State}");
            // Decided and handed over at most once, whoever clicked at the same moment; again only after a result was set aside.
            var again = 1 + row.Events.Count(e => e.Action is CaseAction.Revoke or CaseAction.SetAside);
            Assert.InRange(one.Events.Count(e => e.Action is CaseAction.Grant or CaseAction.Refuse), 0, again);
            Assert.InRange(one.Events.Count(e => e.Action == CaseAction.Deliver), 0, again);
        }
        if (row.Children.Count > 0)
            Assert.Equal(row.IsOpen, row.Children.Exists(c => c.IsOpen));
        // Every step somebody was told had been taken is there, and no other one of theirs.
        if (row.Children.Count == 0)
            Assert.Equal(
                _done.Where(d => d.Case == row.Id).Select(d => d.Action).Order(),
                row.Events.Where(e => e.ActorKind != ActorKind.System && e.Action != CaseAction.Submit).Select(e => e.Action).Order());
    }

    /// <summary>Notices of steps, by the case and the number of the step they tell of.</summary>
    private async Task<ILookup<(Guid Case, int Sequence), string>> OwedAsync()
    {
        var rows = await City.ReadAsync(db => db.Outbox.Where(m => m.Channel == "in-app").Select(m => new { m.Template, m.DedupKey }).ToListAsync());
        return rows.Where(m => NoticesOfSteps.Contains(m.Template)).Select(m => (m.Template, About: m.DedupKey.Split('|')[1].Split(':')))
            .ToLookup(m => (Guid.Parse(m.About[0]), int.Parse(m.About[1], CultureInfo.InvariantCulture)), m => m.Template);
    }

    private static void NoticesAreThoseOfTheTable(ServiceCase row, ILookup<(Guid Case, int Sequence), string> owed)
    {
        foreach (var one in row.Children.Append(row))
        {
            var events = one.Events.ToDictionary(e => e.Sequence);
            foreach (var told in owed.Where(o => o.Key.Case == one.Id))
                Assert.Equal(CaseWorkflow.Find(events[told.Key.Sequence].From, events[told.Key.Sequence].Action)!.Notice, Assert.Single(told));
            // Members go along silently, and a family whose last member left has been told by that member's step.
            if (one.ParentId is not null) continue;
            foreach (var step in one.Events.Where(e => e.Action != CaseAction.DeemWithdrawn || one.Children.Count == 0))
                Assert.Equal(CaseWorkflow.Find(step.From, step.Action)?.Notice, owed[(one.Id, step.Sequence)].SingleOrDefault());
        }
    }

    private async Task KeysAreUniqueAsync()
    {
        var keys = await City.ReadAsync(db => db.Outbox.Select(m => m.DedupKey).ToListAsync());
        Assert.Equal(keys.Count, keys.Distinct().Count());
        // One notice for each step that has one, on each channel.
        var numbers = await City.ReadAsync(db => db.CaseNotices.Select(n => n.Number).ToListAsync());
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
        var about = await City.ReadAsync(db => db.Cards.Select(c => new { c.CaseId, c.Kind, c.About }).ToListAsync());
        Assert.Equal(about.Count, about.Distinct().Count());
    }

    private async Task OpenAsync()
    {
        string[] items = ["P08", "P05", "P08", "P24"];
        for (var i = 0; i < Singles; i++) _cases.Add(await City.ReceiveAsync(items[i % items.Length]));
        for (var i = 0; i < Families; i++)
            _cases.Add(await City.FileHouseholdAsync(await City.People.TalentAsync(t => t.Family.AddRange([TestPeople.Spouse(), TestPeople.Child("2019-03-02")]))));
        var staff = new List<Actor> { await City.People.StaffAsync(StaffRole.Supervisor) };
        foreach (var department in new[] { "human-resources", "public-security" })
            foreach (var role in new[] { StaffRole.Officer, StaffRole.Officer, StaffRole.Approver, StaffRole.Approver }) staff.Add(await City.People.StaffAsync(role, department));
        staff.Add(await City.People.StaffAsync(StaffRole.Officer, "education"));
        _staff = [.. staff];
    }
}
