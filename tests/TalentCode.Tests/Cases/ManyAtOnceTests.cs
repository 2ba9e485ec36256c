using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core;
using TalentCode.Core.Cases;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>Sixteen people on two servers act at random on the same twenty cases while the sweeps run: afterwards everything must add up.</summary>
[Trait("Category", "Core")]
public sealed class ManyAtOnceTests() : InOwnCity("2026-11-02")
{
    private const int Workers = 16, Each = 30, Singles = 17, Families = 3;

    private readonly ConcurrentBag<(Guid Case, CaseAction Action)> _done = [];
    private readonly ConcurrentBag<string> _refused = [];
    private readonly List<Guid> _cases = [];
    private Actor[] _staff = [];

    [Fact]
    public async Task Nothing_is_lost_doubled_or_stuck()
    {
        await OpenAsync();
        var other = City.AnotherServer();
        var (finished, _) = await Refusals.AtOnceAsync(Workers, async worker =>
        {
            var random = new Random(worker);
            var service = worker % 2 == 0 ? City.Get<CaseService>() : (CaseService)other.GetService(typeof(CaseService))!;
            var sweep = worker % 2 == 0 ? City.Get<DeadlineSweep>() : (DeadlineSweep)other.GetService(typeof(DeadlineSweep))!;
            for (var i = 0; i < Each; i++)
            {
                await ActAsync(service, random);
                if (i % 10 == 9)
                {
                    City.Pass(TimeSpan.FromHours(random.Next(1, 12)));
                    await sweep.RunAsync(default);
                }
            }
            return worker;
        });
        Assert.Equal(Workers, finished.Count);
        Assert.True(_done.Count > 60, $"Only {_done.Count} steps were taken; refused: {string.Join(", ", _refused.Distinct())}");
        Assert.Subset(new HashSet<string> { "changed-meanwhile", "step-not-possible", "busy", "part-behind", "part-of-family", "last-member", "completion-once", "four-eyes", "deferral-long", "deferral-date", "deferral-over", "limit-over", "gaps-open", "accepted-by-law", "completion-extended-once", "extended-once" }, _refused.ToHashSet());
        foreach (var id in _cases) Check(await City.WholeAsync(id));
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
            .Where(c => c.Action is not (CaseAction.Withdraw or CaseAction.Terminate or CaseAction.RefuseAcceptance) || random.Next(12) == 0).ToList();
        if (choices.Count == 0) return;
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
            Assert.True(!one.IsOpen || _staff.Append(one.Applicant()).Append(Actor.System).Any(a => CaseWorkflow.Steps.Any(s => s.From == one.State && s.From != s.To)), $"{one.Number} {one.State}");
        }
        if (row.Children.Count > 0)
            Assert.Equal(row.IsOpen, row.Children.Exists(c => c.IsOpen));
        // Every step somebody was told had been taken is there, and no other one of theirs.
        if (row.Children.Count == 0)
            Assert.Equal(
                _done.Where(d => d.Case == row.Id).Select(d => d.Action).Order(),
                row.Events.Where(e => e.ActorKind != ActorKind.System && e.Action != CaseAction.Submit).Select(e => e.Action).Order());
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
            foreach (var role in new[] { StaffRole.Officer, StaffRole.Approver, StaffRole.Approver }) staff.Add(await City.People.StaffAsync(role, department));
        _staff = [.. staff];
    }
}
