using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Codes;
using TalentCode.Core.Data;
using TalentCode.Core.Data.Seed;
using TalentCode.Core.Messaging;
using TalentCode.Tests.Browser;

namespace TalentCode.Tests.Web;

/// <summary>What somebody without a sign-in learns and can break: nothing.</summary>
[Trait("Category", "Web")]
public sealed partial class StrangerTests(RunningCity city) : IClassFixture<RunningCity>
{
    [Fact]
    public async Task A_stranger_reads_the_same_page_for_a_good_code_and_for_garbage()
    {
        var sheet = await city.Get<CodeService>().SheetAsync(DemoPeople.Schmidt.Id);
        using var stranger = new Visitor(city.Address);
        var answers = new List<string>();
        foreach (var scanned in new[] { sheet.Slots[0].Digits, "1", "123456789", new string('9', 258), "abc", "%3Cscript%3E", "' OR 1=1" })
        {
            using var answer = await stranger.GetAsync("/c/" + Uri.EscapeDataString(Uri.UnescapeDataString(scanned)));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
            answers.Add(await answer.Content.ReadAsStringAsync());
        }
        Assert.Single(answers.Distinct());
        Assert.Contains("人才码", WebUtility.HtmlDecode(answers[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_at_a_code_does_not_use_it_up()
    {
        var sheet = await city.Get<CodeService>().SheetAsync(DemoPeople.Chen.Id);
        using var stranger = new Visitor(city.Address);
        for (var i = 0; i < 3; i++) (await stranger.GetAsync("/c/" + sheet.Slots[0].Digits)).Dispose();
        using var counter = await new Visitor(city.Address).AsStaffAsync("hall1");
        Assert.Contains("\"tone\":\"ok\"", await ScanAsync(counter, sheet.Slots[0].Digits), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scan_without_the_forms_token_is_refused()
    {
        using var counter = await new Visitor(city.Address).AsStaffAsync("hall1");
        using var answer = await counter.PostJsonAsync("/hall/scan", """{"text":"1","purpose":"CheckIn"}""", token: null);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    public async Task A_link_to_another_site_never_leads_there(string to)
    {
        using var stranger = new Visitor(city.Address);
        using var answer = await stranger.GetAsync("/lang/en?to=" + Uri.EscapeDataString(to));
        Assert.Equal("/", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_wrong_password_says_the_same_as_a_wrong_name_and_five_lock_the_account()
    {
        using var stranger = new Visitor(city.Address);
        async Task<string> TryAsync(string name) => WebUtility.HtmlDecode(await (await stranger.PostFormAsync("/staff/signin", "staff", ("Form.Name", name), ("Form.Password", "wrong"))).Content.ReadAsStringAsync());
        Assert.Contains("用户名或密码不对", await TryAsync("nobody"), StringComparison.Ordinal);
        for (var i = 0; i < 4; i++) Assert.Contains("用户名或密码不对", await TryAsync("steward5"), StringComparison.Ordinal);
        Assert.Contains("锁定", await TryAsync("steward5"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_forbids_foreign_scripts_and_frames()
    {
        using var stranger = new Visitor(city.Address);
        foreach (var path in new[] { "/", "/signin", "/c/1", "/staff/signin", "/nowhere" })
        {
            using var answer = await stranger.GetAsync(path);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.DoesNotMatch(ForeignAddress(), (await answer.Content.ReadAsStringAsync()).Replace("http://www.w3.org", "", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Anybody_reads_why_promises_were_broken_and_not_whose_they_were()
    {
        var id = await city.ExplainOverrunAsync(DemoPeople.Chen.Id, "外单位<b>核查</b>结果晚到三天");
        var number = await city.Get<Store>().ReadAsync(db => db.Cases.Where(c => c.Id == id).Select(c => c.Number!).SingleAsync());
        using var stranger = new Visitor(city.Address);
        using var answer = await stranger.GetAsync("/overruns");
        var raw = await answer.Content.ReadAsStringAsync();
        var page = WebUtility.HtmlDecode(raw);
        Assert.Contains("外单位<b>核查</b>结果晚到三天", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>核查</b>", raw, StringComparison.Ordinal);
        Assert.DoesNotContain(number, page, StringComparison.Ordinal);
        Assert.DoesNotContain(DemoPeople.Chen.Name, page, StringComparison.Ordinal);
        Assert.DoesNotContain(id.ToString(), page, StringComparison.Ordinal);
        Assert.DoesNotContain("blazor.web.js", raw, StringComparison.Ordinal);
        Assert.Contains("href=\"/overruns\"", await stranger.ReadAsync("/ratings"), StringComparison.Ordinal);
        Assert.DoesNotContain("外单位", await stranger.ReadAsync("/overruns?dept=education"), StringComparison.Ordinal);
        Assert.Contains("外单位", await stranger.ReadAsync("/overruns?dept=&after=%27x"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_link_in_a_mail_switches_a_kind_off_by_a_bare_post_and_a_changed_one_does_nothing()
    {
        var (who, path) = (DemoPeople.Schmidt.Id, city.Get<UnsubscribeLinks>().For(DemoPeople.Schmidt.Id, MessageKind.Offer)!.AbsolutePath);
        using var mailProgram = new Visitor(city.Address);
        Assert.Contains("退订这一类", await mailProgram.ReadAsync(path), StringComparison.Ordinal);
        Assert.Equal([], await OffAsync(who));
        using var click = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        using var wrong = await mailProgram.PostAsync(path[..^1], click);
        Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
        using var again = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        using var answer = await mailProgram.PostAsync(path, again);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal([MessageKind.Offer], await OffAsync(who));
        Assert.Contains("已退订", await mailProgram.ReadAsync(answer.Headers.Location!.ToString()), StringComparison.Ordinal);
        Assert.Contains("不完整", await mailProgram.ReadAsync(path[..^1]), StringComparison.Ordinal);
    }

    private Task<List<MessageKind>> OffAsync(Guid talent) => city.Get<Store>().ReadAsync(db => db.MessagePreferences.Where(p => p.TalentId == talent && p.Off).Select(p => p.Kind).ToListAsync());

    private static async Task<string> ScanAsync(Visitor counter, string digits)
    {
        using var answer = await counter.PostJsonAsync("/hall/scan", $$"""{"text":"{{digits}}","purpose":"CheckIn"}""", await counter.TokenOnAsync("/hall"));
        return await answer.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("(src|href)=\"https?://")]
    private static partial Regex ForeignAddress();
}
