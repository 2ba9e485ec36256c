using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Concerns;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Concerns;

/// <summary>Concerns as holders send them.</summary>
internal static class Filed
{
    public static Task<Guid> FileAsync(this City city, Talent who, string? text = "设备报关卡住了", string? category = "project", string? key = null) =>
        Task.Run(() => city.Get<ConcernService>().FileAsync(Actor.For(who), new(ConcernKind.Request, category, text, true, ConcernAbout.Nothing, null, null, false, key ?? Guid.NewGuid().ToString("N"))));

    public static Task<Guid> ComplainAsync(this City city, Talent who, ConcernAbout about, Guid? caseId = null, string? department = null, string? code = null, ConcernKind kind = ConcernKind.Complaint) =>
        Task.Run(() => city.Get<ConcernService>().FileAsync(Actor.For(who), new(kind, null, "同一份材料交了三次", false, about, caseId, department, code is not null, code ?? ConcernService.NewCode())));

    public static Task<Concern> ConcernAsync(this City city, Guid id) => city.ReadAsync(db => db.Concerns.Include(c => c.Events.OrderBy(e => e.Sequence)).Include(c => c.Persons).AsSplitQuery().SingleAsync(c => c.Id == id));

    public static Task<int> SweepConcernsAsync(this City city) => city.Get<ConcernSweep>().RunAsync(default);
}
