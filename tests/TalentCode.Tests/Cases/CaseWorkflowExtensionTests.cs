using TalentCode.Core.Cases;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>The lines of the table about extending a limit, written out by hand like the others. P08 is extended by the head of the organ.</summary>
public sealed partial class CaseWorkflowTests
{
    private static readonly string[] Heads = ["head"];

    private static IEnumerable<KeyValuePair<(CaseState, CaseAction), (CaseState To, string[] By)>> Extending() =>
    [
        new((CaseState.InReview, CaseAction.AskExtension), (CaseState.InReview, Handlers)),
        new((CaseState.InReview, CaseAction.DeclineExtension), (CaseState.InReview, Heads)),
        new((CaseState.InApproval, CaseAction.AskExtension), (CaseState.InApproval, Handlers)),
        new((CaseState.InApproval, CaseAction.Extend), (CaseState.InApproval, Heads)),
        new((CaseState.InApproval, CaseAction.DeclineExtension), (CaseState.InApproval, Heads)),
    ];

    private async Task<Dictionary<string, Actor>> HeadsAsync() => new()
    {
        ["head"] = await city.People.StaffAsync(StaffRole.Head, Office),
        ["head-elsewhere"] = await city.People.StaffAsync(StaffRole.Head, "education"),
        ["city-lead"] = await city.People.StaffAsync(StaffRole.CityLead),
    };

    private static CaseEvent AskedBefore(ServiceCase row, DateTime now) =>
        new() { Id = Guid.NewGuid(), Sequence = 1, At = now, ActorKind = ActorKind.Staff, ActorId = Guid.NewGuid(), ActorZh = "经办", ActorEn = "Officer", Action = CaseAction.AskExtension, From = row.State, To = row.State };

    [Theory]
    [InlineData(CaseAction.AskExtension)]
    [InlineData(CaseAction.DeclineExtension)]
    public async Task What_is_said_between_colleagues_must_be_given_as_well_and_its_length_has_an_end(CaseAction action)
    {
        var cast = await CastAsync();
        var row = await CaseAsync(cast.Applicant, CaseState.InReview, action);
        var before = await PictureAsync(row.Id);
        foreach (var empty in new[] { null, "", "\u3000\n" })
            await city.ActAsync(cast.Actors["head"], row.Id, action, empty).IsRefusedAsync("reason-missing");
        await city.ActAsync(cast.Actors["head"], row.Id, action, new string('长', 1001)).IsRefusedAsync("reason-too-long");
        Assert.Equal(before, await PictureAsync(row.Id));
        await city.ActAsync(cast.Actors["head"], row.Id, action, new string('长', 1000));
    }
}
