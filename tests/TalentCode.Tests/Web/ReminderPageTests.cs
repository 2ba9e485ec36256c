using System.Net;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Data.Seed;
using TalentCode.Core.Reminders;

namespace TalentCode.Tests.Web;

/// <summary>The page of one's own reminders, through its forms.</summary>
[Trait("Category", "Web")]
public sealed class ReminderPageTests(RunningCity city) : IClassFixture<RunningCity>
{
    private const string Path = "/me/reminders";
    private static readonly string Schmidt = DemoPeople.Schmidt.Phone[2..];

    [Fact]
    public async Task It_says_what_comes_when_and_because_of_what_in_both_languages()
    {
        using var holder = await new Visitor(city.Address).AsHolderAsync(Schmidt);
        var chinese = await holder.ReadAsync(Path);
        foreach (var part in new[] { "居留许可延期", "出境入境管理法第32条", "下次提醒", "到期前45天", "去办理", "居留许可变更", "所以不能关掉" }) Assert.Contains(part, chinese, StringComparison.Ordinal);
        await holder.GetAsync("/lang/en?to=" + Path);
        var english = await holder.ReadAsync(Path);
        foreach (var part in new[] { "Residence permit: extension", "art. 32", "45 days before", "Settle it", "cannot be switched off" }) Assert.Contains(part, english, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_date_is_entered_declared_done_taken_back_and_removed()
    {
        using var holder = await new Visitor(city.Address).AsHolderAsync(DemoPeople.Zhang.Phone[2..]);
        var day = city.Get<TalentCode.Core.Time.CityClock>().Today.AddDays(-1);
        Assert.Equal(HttpStatusCode.Found, (await holder.PostFormAsync(Path, "date", ("kind", "HouseholdMoved"), ("day", $"{day:yyyy-MM-dd}"))).StatusCode);
        var date = await StoredAsync();
        Assert.Equal((PersonalDateKind.HouseholdMoved, day), (date!.Kind, date.Date));
        var reference = ("ref", $"household-move|{date.Id:N}|{day:yyyy-MM-dd}");
        Assert.Equal(HttpStatusCode.Found, (await holder.PostFormAsync(Path, "done", reference)).StatusCode);
        Assert.Contains("你说已经办好", await holder.ReadAsync(Path), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await holder.PostFormAsync(Path, "undone", reference)).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await holder.PostFormAsync(Path, "remove", ("id", date.Id.ToString()))).StatusCode);
        Assert.Null(await StoredAsync());
        var future = await holder.PostFormAsync(Path, "date", ("kind", "HouseholdMoved"), ("day", $"{day.AddDays(30):yyyy-MM-dd}"));
        Assert.Contains("最近一年内", WebUtility.HtmlDecode(await future.Content.ReadAsStringAsync()), StringComparison.Ordinal);

        Task<PersonalDate?> StoredAsync() => city.Get<Store>().ReadAsync(db => db.PersonalDates.SingleOrDefaultAsync(d => d.TalentId == DemoPeople.Zhang.Id && d.Kind == PersonalDateKind.HouseholdMoved));
    }

    [Fact]
    public async Task What_no_law_asks_for_is_switched_off_and_on_and_the_rest_is_refused()
    {
        using var holder = await new Visitor(city.Address).AsHolderAsync(DemoPeople.LongName.Phone[2..]);
        Assert.Equal(HttpStatusCode.Found, (await holder.PostFormAsync(Path, "mute", ("rule", "passport"))).StatusCode);
        Assert.True(await city.Get<Store>().ReadAsync(db => db.ReminderMutes.AnyAsync(m => m.TalentId == DemoPeople.LongName.Id)));
        Assert.Equal(HttpStatusCode.Found, (await holder.PostFormAsync(Path, "unmute", ("rule", "passport"))).StatusCode);
        var refused = await holder.PostFormAsync(Path, "mute", ("rule", "residence-permit"));
        Assert.Contains("不能关掉", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.False(await city.Get<Store>().ReadAsync(db => db.ReminderMutes.AnyAsync(m => m.TalentId == DemoPeople.LongName.Id)));
    }
}
