using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TalentCode.Core;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;
using Xunit.Abstractions;

namespace TalentCode.Tests.Cases;

/// <summary>
/// Thirty-two officers, approvers, applicants and bookers on two servers act at random on the same cases, flats, places and
/// times for a minute while the sweeps run: afterwards everything must add up. Whatever has ended makes room for something
/// new, so that they fight to the last second. What each of them tries follows from a seed; in which order they meet does not.
/// </summary>
[Trait("Category", "Core")]
public sealed partial class ManyAtOnceTests(ITestOutputHelper output) : InOwnCity("2026-11-02")
{
    private const int Workers = 32, Singles = 72, Families = 12;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(60);

    private static readonly HashSet<string> NoticesOfSteps = [.. CaseWorkflow.Steps.Select(s => s.Notice).OfType<string>()];

    private readonly ConcurrentBag<(Guid Case, string Step)> _done = [];
    private readonly ConcurrentBag<string> _refused = [];

    // Those that are fought over now, of them those that are about something there is too little of, and all there ever were; under one lock.
    private readonly List<Guid> _cases = [], _scarce = [], _all = [];
    private Actor[] _staff = [];
    private int _sweeps;

    [Fact]
    public async Task Nothing_is_lost_doubled_given_twice_or_stuck()
    {
        await OpenAsync();
        var other = City.AnotherServer();
        var watch = Stopwatch.StartNew();
        var (finished, stopped) = await Refusals.AtOnceAsync(Workers, async worker =>
        {
            var (random, server) = (new Random(worker), worker % 2 == 0 ? City.Get<IServiceProvider>() : other);
            for (var i = 1; watch.Elapsed < Budget; i++)
            {
                await TriedAsync(() => random.Next(20) switch
                {
                    0 => BookAsync(server, random),
                    1 => EndLeaseAsync(server, random),
                    _ => ActAsync(server, random, $"{worker}-{i}"),
                });
                if (i % 40 != 0) continue;
                City.Pass(TimeSpan.FromHours(random.Next(1, 12)));
                await SweepAsync(server);
                await NothingIsGivenTwiceAsync();
            }
            return worker;
        });
        Assert.Empty(stopped);
        Assert.Equal(Workers, finished.Count);
        Report(watch.Elapsed);
        Assert.True(_done.Count > 300, $"Only {_done.Count} steps were taken; refused: {string.Join(", ", _refused.Distinct())}");
        // The clock goes on between a look and a step, so that a grade may begin on a day that has passed by then.
        string[] expected = ["grade-from", "changed-meanwhile", "step-not-possible", "busy", "part-behind", "part-of-family", "last-member", "completion-once", "four-eyes", "deferral-long", "deferral-date", "deferral-over", "limit-over", "gaps-open", "accepted-by-law", "completion-extended-once", "extended-once",
            "no-such-paper", "correction-not-found", "opinions-open", "opinion-not-due", "opinion-asked", "opinion-days", "step-not-yours", "undo-open", "objection-own-case", "objection-open", "objection-once", "objection-late", "outcome-date", "more-time-asked", "extension-asked", "special-asked", "promise-broken-before", "split-not-now", "split-alone", "split-late", "split-gaps"];
        Assert.Empty(_refused.Except([.. expected, .. ExpectedOfAllocations]));
        await BooksAgreeAsync();
        var (owed, done) = (await OwedAsync(), _done.ToLookup(d => d.Case, d => d.Step));
        foreach (var id in _all)
        {
            var row = await City.WholeAsync(id);
            Check(row);
            EveryStepIsThere(row, done);
            NoticesAreThoseOfTheTable(row, owed);
        }
        await KeysAreUniqueAsync();
    }

    private async Task TriedAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (RefusedException refusal)
        {
            _refused.Add(refusal.Code);
        }
    }

    private async Task ActAsync(IServiceProvider server, Random random, string correlation)
    {
        Guid id;
        lock (_all) id = random.Next(2) == 0 && _scarce.Count > 0 ? _scarce[random.Next(_scarce.Count)] : _cases[random.Next(_cases.Count)];
        var whole = await City.WholeOrRawAsync(id);
        var members = whole.Children.Where(c => c.IsOpen).ToList();
        var row = members.Count > 0 && random.Next(3) == 0 ? await City.WholeOrRawAsync(members[random.Next(members.Count)].Id) : whole;
        var choices = _staff.Append(row.Applicant()).SelectMany(a => CaseWorkflow.ActionsFor(row, a).Select(s => (Actor: a, s.Action))).Where(c => random.Next(OneIn(c.Action)) == 0).ToList();
        if (choices.Count == 0)
        {
            if (!whole.IsOpen) await ReplaceAsync(whole);
            return;
        }
        var (actor, action) = choices[random.Next(choices.Count)];
        await server.GetRequiredService<CaseService>().ActAsync(actor, row.Id, action, Note, random.Next(2) == 0 ? row.Version : null, correlation, await DetailAsync(action, row, random));
        _done.Add((row.Id, $"{correlation} {action}"));
        // A case of its own from now on, fought over like the others.
        if (action == CaseAction.SplitOff) Add(_cases, row.Id);
    }

    // Endings are rare, so that the cases live long enough to be fought over.
    private static int OneIn(CaseAction action) => action switch
    {
        CaseAction.Withdraw or CaseAction.Terminate or CaseAction.RefuseAcceptance or CaseAction.Revoke or CaseAction.RecordRemedy => 12,
        // What is always possible and seldom finds anything.
        CaseAction.Correct or CaseAction.AskExtension or CaseAction.DeclineExtension => 12,
        CaseAction.CancelBooking or CaseAction.CallOffBooking => 8,
        CaseAction.DeclinePlace => 4,
        _ => 1,
    };

    /// <summary>What has ended is fought over no more; another one of its kind comes instead, but a round and its cases are what they are.</summary>
    private async Task ReplaceAsync(ServiceCase over)
    {
        lock (_all)
            if (!_scarce.Remove(over.Id) && !_cases.Remove(over.Id)) return;
        if (over.RoundId is not null || over.ItemVersion!.Content.Kind == ItemKind.Booking) return;
        if (over.Children.Count > 0 || over.ItemId == "P01") Add(_cases, await FamilyAsync());
        else if (over.ItemId == FlatItem) Add(_scarce, await ReviewedAsync(FlatItem, null));
        else Add(_cases, await City.ReceiveAsync(over.ItemId));
    }

    private void Add(List<Guid> fought, Guid id)
    {
        lock (_all)
        {
            if (_all.Contains(id)) return;
            _all.Add(id);
            fought.Add(id);
        }
    }

    private async Task<StepDetail?> DetailAsync(CaseAction action, ServiceCase row, Random random) => action switch
    {
        CaseAction.AskCompletion => Walks.List,
        CaseAction.AskOpinion => new OpinionRequest([row.DepartmentId == Education ? "housing" : Education], "请核实", [], 1),
        CaseAction.GiveOpinion => new OpinionAnswer(OpinionStance.Agree, "无异议"),
        CaseAction.Correct => new Correction(AfterDecision.ResultPaper(row)?.Id ?? Guid.Empty, "按规定", "依规定"),
        CaseAction.RecordRemedy => new RemedyOutcome(ObjectionKind.Suit, ObjectionResult.Upheld, City.Clock.Today, "1号"),
        CaseAction.HandOver => new HandOverTo(_staff.Where(s => s.DepartmentId == row.DepartmentId).ElementAt(random.Next(2)).Id),
        CaseAction.SubmitForApproval => new ApprovalProposal(random.Next(2) == 0 ? CaseDecision.Granted : CaseDecision.Refused),
        CaseAction.StartSpecial => new ProcedureTerms(row.ItemVersion!.Content.Procedures[0].Kind, random.Next(1, 5)),
        CaseAction.OfferDeferral => new DeferralOffer([row.ItemVersion!.Content.Materials.First(m => m.Deferrable).Code], City.Clock.Today.AddDays(random.Next(1, 15))),
        CaseAction.Grant when row.ItemId == "P05" => City.Grade(GradeLevel.C),
        CaseAction.Grant or CaseAction.ProposeFlat => await FlatAsync(row, random),
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
            // Decided and handed over at most once, whoever clicked at the same moment; again only after a result was set aside or somebody moved up.
            var again = 1 + row.Events.Count(e => e.Action is CaseAction.Revoke or CaseAction.SetAside or CaseAction.MoveUp);
            Assert.InRange(one.Events.Count(e => e.Action is CaseAction.Grant or CaseAction.Refuse), 0, again);
            Assert.InRange(one.Events.Count(e => e.Action == CaseAction.Deliver), 0, again);
        }
        if (row.Children.Count > 0)
            Assert.Equal(row.IsOpen, row.Children.Exists(c => c.IsOpen));
    }

    private static string? StepOf(CaseEvent e) => e.Correlation is { } correlation ? $"{correlation} {e.Action}" : null;

    /// <summary>Every step somebody was told had been taken is there once, and no other one of theirs; members went along with each step of the family they stood for.</summary>
    private static void EveryStepIsThere(ServiceCase row, ILookup<Guid, string> done)
    {
        // What was a member once went along with its family until then.
        var (alone, before) = (row.Events.Skip(SplitAt(row)).Select(StepOf).OfType<string>().ToList(), row.Events.Take(SplitAt(row)).Select(StepOf).OfType<string>().ToList());
        Assert.Equal(done[row.Id].Except(before).Order(StringComparer.Ordinal), alone.Order(StringComparer.Ordinal));
        if (SplitAt(row) == 0) Assert.Equal(done[row.Id].Count(), alone.Count);
        var family = row.Events.Select(StepOf).OfType<string>().ToHashSet();
        foreach (var member in row.Children)
        {
            var steps = member.Events.Select(StepOf).OfType<string>().ToList();
            Assert.Equal(steps.Count, steps.Distinct().Count());
            Assert.Equal(done[member.Id].Order(StringComparer.Ordinal), steps.Where(s => !family.Contains(s)).Order(StringComparer.Ordinal));
            WentAlong(row, member);
        }
    }

    private static int SplitAt(ServiceCase row) => row.Children.Count > 0 ? 0 : Math.Max(0, row.Events.FindIndex(e => e.Action == CaseAction.SplitOff));

    private static void WentAlong(ServiceCase row, ServiceCase member)
    {
        var at = 0;
        foreach (var step in row.Events.Where(e => e.Correlation is not null))
        {
            var found = member.Events.FindIndex(at, e => StepOf(e) == StepOf(step));
            if (found >= 0)
            {
                at = found + 1;
                continue;
            }
            // Left out: then there was a moment before the next common step at which this member stood elsewhere.
            var until = row.Events.Where(e => e.Sequence > step.Sequence && e.Correlation is not null).Select(e => member.Events.FindIndex(at, m => StepOf(m) == StepOf(e))).FirstOrDefault(i => i >= 0, member.Events.Count);
            var stood = member.Events.Skip(at).Take(until - at).Select(e => e.To).Prepend(at == 0 ? member.Events[0].From : member.Events[at - 1].To);
            Assert.Contains(stood, state => state != step.From);
        }
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
            foreach (var step in one.Events.Skip(SplitAt(one)).Where(e => (e.Action != CaseAction.DeemWithdrawn || one.Children.Count == 0) && !IsToldOtherwise(one, e)))
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
        for (var i = 0; i < Singles; i++) Add(_cases, await City.ReceiveAsync(items[i % items.Length]));
        for (var i = 0; i < Families; i++) Add(_cases, i % 2 == 0 ? await BehindAsync() : await FamilyAsync());
        var staff = new List<Actor> { await City.People.StaffAsync(StaffRole.Supervisor) };
        foreach (var department in new[] { "human-resources", "public-security", Education, "housing" })
            foreach (var role in new[] { StaffRole.Officer, StaffRole.Officer, StaffRole.Approver, StaffRole.Approver, StaffRole.Head }) staff.Add(await City.People.StaffAsync(role, department));
        _staff = [.. staff];
        await OpenAllocationsAsync();
    }

    /// <summary>A family in review, one of whom completes papers.</summary>
    private async Task<Guid> BehindAsync()
    {
        var id = await FamilyAsync();
        var office = await City.OfficeAsync(id);
        await City.ActAsync(office, (await City.WholeAsync(id)).Children[^1].Id, CaseAction.AskCompletion, detail: Walks.List);
        await City.ReviewAsync(id, office);
        return id;
    }

    private async Task<Guid> FamilyAsync() => await City.FileHouseholdAsync(await City.People.TalentAsync(t => t.Family.AddRange([TestPeople.Spouse(), TestPeople.Child("2019-03-02")])));
}
