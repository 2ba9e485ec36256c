using System.Text;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Workbench;
using TalentCode.Tests.Concerns;
using TalentCode.Tests.Stewardship;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Workbench;

/// <summary>A calendar for one's own device: days and kinds of things behind a secret address, and nothing of any person.</summary>
[Trait("Category", "Core")]
public sealed class CalendarFeedTests() : InOwnCity("2026-09-18")
{
    private CalendarFeed Feed => City.Get<CalendarFeed>();

    [Fact]
    public async Task It_carries_days_and_neutral_titles_and_no_name_number_or_case()
    {
        var steward = await City.StewardAsync();
        var who = await City.OfAsync(steward);
        await City.LogAsync(steward, who, "秘密内容", callBack: "2026-09-23");
        await City.FileAsync(who, "设备报关");
        var text = (await Feed.ReadAsync(TokenOf(await Feed.PathAsync(steward))))!;
        Assert.Contains("DTSTART;VALUE=DATE:20260923", text, StringComparison.Ordinal);
        Assert.Contains("SUMMARY:约定回访 1 · Call-back", text, StringComparison.Ordinal);
        Assert.Contains("/steward/plan?day=2026-09-20", text.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (var secret in new[] { who.LegalName, who.LatinName!, who.Phone, who.Id.ToString("N"), who.Id.ToString(), "秘密内容", "报关", "SQ-" })
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
        // RFC 5545: CRLF, at most 75 octets in a line.
        Assert.All(text.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75, line));
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.Equal(text.Split("BEGIN:VEVENT").Length, text.Split("END:VEVENT").Length);
    }

    [Fact]
    public async Task A_new_address_kills_the_old_one_and_nobody_elses_opens()
    {
        var steward = await City.StewardAsync();
        var old = TokenOf(await Feed.PathAsync(steward));
        Assert.Equal(old, TokenOf(await Feed.PathAsync(steward)));
        Assert.NotNull(await Feed.ReadAsync(old));
        var renewed = TokenOf(await Feed.RenewAsync(steward));
        Assert.Null(await Feed.ReadAsync(old));
        Assert.NotNull(await Feed.ReadAsync(renewed));
        foreach (var forged in new[] { null, "", "x", $"{steward.Id:N}", $"{steward.Id:N}.{new string('0', 40)}", $"{Guid.NewGuid():N}.{renewed.Split('.')[1]}" })
            Assert.Null(await Feed.ReadAsync(forged));
    }

    [Fact]
    public async Task Whoever_no_longer_works_as_a_steward_has_no_calendar()
    {
        var (left, moved) = (await City.StewardAsync(), await City.StewardAsync());
        var (one, two) = (TokenOf(await Feed.PathAsync(left)), TokenOf(await Feed.PathAsync(moved)));
        await City.WriteAsync(db => db.Users.Where(s => s.Id == left.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.Disabled, true)));
        await City.WriteAsync(db => db.StaffRoles.Where(r => r.StaffId == moved.Id).ExecuteDeleteAsync());
        Assert.Null(await Feed.ReadAsync(one));
        Assert.Null(await Feed.ReadAsync(two));
    }

    private static string TokenOf(string path) => path["/feeds/".Length..^".ics".Length];
}
