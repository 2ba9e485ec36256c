using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Data.Seed;
using TalentCode.Core.Staff;

namespace TalentCode.Tests.Web;

/// <summary>What every page of the phone has, and what a family member's page hears.</summary>
[Trait("Category", "Web")]
public sealed partial class PhonePageTests(RunningCity city) : IClassFixture<RunningCity>
{
    // The demo city's child of fifteen who signs in.
    private const string Member = "19900001015";

    private Store Store => city.Get<Store>();

    [Fact]
    public async Task Complaints_and_suggestions_are_in_the_menu_of_every_page_from_the_first_on()
    {
        using var holder = await new Visitor(city.Address).AsHolderAsync(DemoPeople.Zhang.Phone[2..]);
        foreach (var path in new[] { "/code", "/services", "/cases", "/messages", "/me", "/me/mandates", "/code/short" })
        {
            var menu = Menu().Match(await holder.ReadAsync(path)).Value;
            Assert.Equal(["/code", "/services", "/cases", "/me/complaints", "/messages", "/me"], Places().Matches(menu).Select(m => m.Groups[1].Value));
            Assert.Contains("<span>投诉建议</span>", menu, StringComparison.Ordinal);
        }
        foreach (var path in new[] { "/me/complaints", "/me/complaints/new" })
            Assert.Equal("/me/complaints", Here().Match(Menu().Match(await holder.ReadAsync(path)).Value).Groups[1].Value);
        Assert.Equal("/me", Here().Match(Menu().Match(await holder.ReadAsync("/me/mandates")).Value).Groups[1].Value);
    }

    [Fact]
    public async Task A_members_open_page_hears_of_the_own_part_and_of_nothing_else()
    {
        var part = await Store.ReadAsync(db => db.Cases.Where(c => c.FamilyMember!.Phone == "86" + Member && c.ParentId != null && c.State == CaseState.Accepted).OrderBy(c => c.Id).FirstAsync());
        using var member = await new Visitor(city.Address).AsHolderAsync(Member);
        Assert.Contains($"data-case=\"{part.Id}\" data-moves=\"/cases/live\"", await member.ReadAsync($"/member/cases/{part.Id}"), StringComparison.Ordinal);
        using var line = await member.ListenAsync("/cases/live");
        Assert.Equal(": open", await NextAsync(line));
        // The whole moves with its parts each time: by the second step everything of the first has been told.
        await ActAsync(part, CaseAction.StartReview, null);
        Assert.Equal($"data: {part.Id} {part.ParentId}", await MovedAsync(line));
        await ActAsync(part, CaseAction.HandOver, new HandOverTo((await StaffAsync($"approver.{part.DepartmentId}")).Id));
        Assert.Equal($"data: {part.Id} {part.ParentId}", await MovedAsync(line));
    }

    private async Task ActAsync(ServiceCase part, CaseAction action, StepDetail? detail) =>
        await city.Get<CaseService>().ActAsync(await StaffAsync($"officer.{part.DepartmentId}"), part.ParentId!.Value, action, null, detail: detail);

    private async Task<Actor> StaffAsync(string user) => Actor.For(await Store.ReadAsync(db => db.Users.Include(s => s.Roles).SingleAsync(s => s.UserName == user)));

    private static async Task<string?> MovedAsync(StreamReader line)
    {
        while (await NextAsync(line) is { } said)
            if (said.StartsWith("data:", StringComparison.Ordinal)) return said;
        return null;
    }

    private static async Task<string?> NextAsync(StreamReader line)
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await line.ReadLineAsync(enough.Token);
    }

    [GeneratedRegex("<nav class=\"bar\".*?</nav>", RegexOptions.Singleline)]
    private static partial Regex Menu();

    [GeneratedRegex("<a href=\"([^\"]+)\"")]
    private static partial Regex Places();

    [GeneratedRegex("<a href=\"([^\"]+)\" aria-current=\"page\"")]
    private static partial Regex Here();
}
