using System.Net;
using System.Text.Json;
using TalentCode.Core.Codes;
using TalentCode.Core.Data.Seed;

namespace TalentCode.Tests.Web;

/// <summary>The counter's open view asks whether it may stay open; the holder's no on the phone closes it.</summary>
[Trait("Category", "Web")]
public sealed class OpenViewTests(RunningCity city) : IClassFixture<RunningCity>
{
    [Fact]
    public async Task The_counters_view_learns_by_its_next_question_that_the_holder_said_no()
    {
        using var counter = await new Visitor(city.Address).AsStaffAsync("hall1");
        using var phone = await new Visitor(city.Address).AsHolderAsync("19900000001");
        var view = await ScannedAsync(counter);
        var asks = view + "/open";
        // The page itself names the address its script asks.
        Assert.Contains($"data-poll=\"{asks}\"", await counter.ReadAsync(view), StringComparison.Ordinal);
        Assert.True((await AnswerAsync(counter, asks)).GetProperty("open").GetBoolean());

        var grant = view.Split('/')[^1];
        using (await phone.PostFormAsync("/me/access", "deny-" + grant)) { }

        var said = await AnswerAsync(counter, asks);
        Assert.False(said.GetProperty("open").GetBoolean());
        Assert.Equal("持码人不同意查看", said.GetProperty("title").GetString());
        Assert.Contains("重新扫码", said.GetProperty("text").GetString(), StringComparison.Ordinal);
        // Whoever reloads reads the same, and nothing about the person.
        var page = await counter.ReadAsync(view);
        Assert.Contains("持码人不同意查看", page, StringComparison.Ordinal);
        Assert.DoesNotContain("张*川", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_counter_that_scanned_is_told_that_the_view_is_open()
    {
        using var counter = await new Visitor(city.Address).AsStaffAsync("hall1");
        var asks = await ScannedAsync(counter) + "/open";
        using var another = await new Visitor(city.Address).AsStaffAsync("hall2");
        Assert.False((await AnswerAsync(another, asks)).GetProperty("open").GetBoolean());
        using var stranger = new Visitor(city.Address);
        using var answer = await stranger.GetAsync(asks);
        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
    }

    private async Task<string> ScannedAsync(Visitor counter)
    {
        var (digits, _) = await city.Get<CodeService>().ShortCodeAsync(new(Core.Staff.ActorKind.Talent, DemoPeople.Zhang.Id, new("本人", "the applicant"), new HashSet<Core.Staff.Permission>(), null));
        using var answer = await counter.PostJsonAsync("/hall/scan", $$"""{"text":"{{digits}}","purpose":"FileService"}""", await counter.TokenOnAsync("/hall"));
        using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return said.RootElement.GetProperty("open").GetString() ?? throw new InvalidOperationException("The scan opened nothing.");
    }

    private static async Task<JsonElement> AnswerAsync(Visitor visitor, string path)
    {
        using var answer = await visitor.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return said.RootElement.Clone();
    }
}
