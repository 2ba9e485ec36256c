using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;
using TalentCode.Tests.Web;

namespace TalentCode.Tests.Browser;

/// <summary>What several journeys need: language, time that passes with its sweeps, a case of an item without a form of its own.</summary>
internal static class Journeys
{
    /// <summary>Switches the language and opens the page in it.</summary>
    public static Task SpeakAsync(this IPage page, string language, string path) => page.GotoAsync($"/lang/{language}?to={Uri.EscapeDataString(path)}");

    /// <summary>Time passes until just after the instant; then the sweeps run as the schedule would, and what is owed is delivered.</summary>
    public static async Task PassUntilAsync(this RunningCity city, DateTime instant)
    {
        city.Time.Jump(instant - city.Get<CityClock>().UtcNow + TimeSpan.FromMinutes(1));
        await city.Get<DeadlineSweep>().RunAsync(CancellationToken.None);
        await city.Get<OutboxSender>().SweepAsync(CancellationToken.None);
    }

    public static Task<DateTime> DateAsync(this RunningCity city, Guid id, Expression<Func<ServiceCase, DateTime?>> date) =>
        city.Get<Store>().ReadAsync(async db => (await db.Cases.Where(c => c.Id == id).Select(date).SingleAsync())!.Value);

    /// <summary>An application of the holder that the department has received this moment.</summary>
    public static Task<Guid> ReceiveAsync(this RunningCity city, Guid talentId, string item) => city.Get<Store>().WriteAsync(async db =>
    {
        var version = await db.ItemVersions.Include(v => v.Department).SingleAsync(v => v.ItemId == item && v.Until == null);
        var now = city.Get<CityClock>().UtcNow;
        var row = new ServiceCase
        {
            Id = Guid.CreateVersion7(now),
            Number = await CaseNumbers.NextAsync(db, city.Get<CityClock>().Today),
            ItemId = item,
            ItemVersionId = version.Id,
            ItemVersion = version,
            TalentId = talentId,
            DepartmentId = version.DepartmentId,
            Department = version.Department,
            State = CaseState.Submitted,
            CreatedAt = now,
            SubmittedAt = now,
        };
        db.Cases.Add(row);
        await city.Get<CaseSteps>().TakeAsync(db, row, CaseAction.Receive, Actor.System, new StepInput(null, null));
        return row.Id;
    });

    /// <summary>A promise of the holder's that was broken this moment, with the reason the department publishes.</summary>
    public static async Task<Guid> ExplainOverrunAsync(this RunningCity city, Guid talentId, string reason)
    {
        var id = await city.ReceiveAsync(talentId, "P12");
        var now = city.Get<CityClock>().UtcNow;
        await city.Get<Store>().WriteAsync(async db => db.Cards.Add(new()
        {
            Id = Guid.CreateVersion7(now),
            CaseId = id,
            DepartmentId = (await db.Cases.SingleAsync(c => c.Id == id)).DepartmentId,
            Light = CaseLight.Red,
            Kind = WarningKind.Broken,
            About = now,
            IssuedAt = now,
            PublicReason = reason,
            NewDate = city.Get<CityClock>().Today.AddDays(3),
            ExplainedAt = now,
        }));
        return id;
    }
}
