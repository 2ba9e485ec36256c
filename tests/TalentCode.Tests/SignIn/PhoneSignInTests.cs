using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TalentCode.Core.People;
using TalentCode.Core.SignIn;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.SignIn;

[Trait("Category", "Core")]
public sealed class PhoneSignInTests(City city) : IClassFixture<City>
{
    private const string Browser = "browser-one";

    private PhoneSignIn SignIn => city.Get<PhoneSignIn>();

    [Fact]
    public async Task The_right_code_in_the_same_browser_opens_and_does_so_once()
    {
        var (talent, code) = await AskedAsync();
        Assert.Matches("^[0-9]{6}$", code);
        Assert.Equal(talent.Id, (await SignIn.EnterAsync(talent.Phone, $" {code} ", Browser)).Id);
        await SignIn.EnterAsync(talent.Phone, code, Browser).IsRefusedAsync("code-used");
    }

    [Fact]
    public async Task Of_two_who_enter_the_code_at_once_one_gets_in()
    {
        var (talent, code) = await AskedAsync();
        var (entered, refused) = await Refusals.AtOnceAsync(6, _ => SignIn.EnterAsync(talent.Phone, code, Browser));
        Assert.Single(entered);
        Assert.All(refused, r => Assert.Equal("code-used", r));
    }

    [Fact]
    public async Task Five_wrong_tries_void_the_code_even_for_the_right_one()
    {
        var (talent, code) = await AskedAsync();
        for (var i = 0; i < 4; i++) await SignIn.EnterAsync(talent.Phone, Wrong(code), Browser).IsRefusedAsync("code-wrong");
        await SignIn.EnterAsync(talent.Phone, Wrong(code), Browser).IsRefusedAsync("too-many-tries");
        await SignIn.EnterAsync(talent.Phone, code, Browser).IsRefusedAsync("code-used");
    }

    [Fact]
    public async Task Guessing_in_parallel_gives_no_more_than_five_tries()
    {
        var (talent, code) = await AskedAsync();
        await Refusals.AtOnceAsync(5, _ => SignIn.EnterAsync(talent.Phone, Wrong(code), Browser));
        Assert.Equal(5, await city.ReadAsync(db => db.SmsCodes.Where(c => c.Phone == talent.Phone).Select(c => c.Tries).SingleAsync()));
        await SignIn.EnterAsync(talent.Phone, code, Browser).IsRefusedAsync("code-used");
    }

    [Fact]
    public async Task A_code_lives_for_five_minutes()
    {
        var (talent, code) = await AskedAsync();
        city.Pass(PhoneSignIn.Life);
        await SignIn.EnterAsync(talent.Phone, code, Browser).IsRefusedAsync("code-expired");
        var (other, fresh) = await AskedAsync();
        city.Pass(PhoneSignIn.Life - TimeSpan.FromSeconds(1));
        Assert.Equal(other.Id, (await SignIn.EnterAsync(other.Phone, fresh, Browser)).Id);
    }

    [Fact]
    public async Task A_newer_code_kills_the_older()
    {
        var (talent, old) = await AskedAsync();
        city.Pass(TimeSpan.FromSeconds(60));
        await SignIn.AskAsync(talent.Phone, Browser, default);
        var codes = city.Sms.To(talent.Phone);
        Assert.Equal(2, codes.Count);
        if (codes[0] != codes[1]) await SignIn.EnterAsync(talent.Phone, old, Browser).IsRefusedAsync("code-wrong");
        Assert.Equal(talent.Id, (await SignIn.EnterAsync(talent.Phone, codes[1], Browser)).Id);
    }

    [Fact]
    public async Task Another_browser_cannot_use_the_code_and_costs_it_no_try()
    {
        var (talent, code) = await AskedAsync();
        for (var i = 0; i < 6; i++) await SignIn.EnterAsync(talent.Phone, code, "browser-two").IsRefusedAsync("other-browser");
        Assert.Equal(talent.Id, (await SignIn.EnterAsync(talent.Phone, code, Browser)).Id);
    }

    [Fact]
    public async Task An_unknown_number_reads_the_same_as_a_known_one_and_no_message_goes_out()
    {
        const string unknown = "8613711112222";
        var (talent, code) = await AskedAsync();
        await SignIn.AskAsync(unknown, Browser, default);
        Assert.Empty(city.Sms.To(unknown));
        var known = await SignIn.EnterAsync(talent.Phone, Wrong(code), Browser).IsRefusedAsync("code-wrong");
        var stranger = await SignIn.EnterAsync(unknown, "000000", Browser).IsRefusedAsync("code-wrong");
        Assert.Equal(known.Sentence, stranger.Sentence);
        Assert.Equal(
            (await SignIn.AskAsync(talent.Phone, Browser, default).IsRefusedAsync("asked-too-soon")).Sentence,
            (await SignIn.AskAsync(unknown, Browser, default).IsRefusedAsync("asked-too-soon")).Sentence);
    }

    [Fact]
    public async Task Who_has_left_the_programme_gets_no_code()
    {
        var talent = await city.People.TalentAsync(t => t.Status = TalentStatus.Moved);
        await SignIn.AskAsync(talent.Phone, Browser, default);
        Assert.Empty(city.Sms.To(talent.Phone));
    }

    [Fact]
    public async Task A_number_gets_one_code_a_minute_five_an_hour_and_ten_a_day()
    {
        var talent = await city.People.TalentAsync();
        for (var hour = 0; hour < 2; hour++)
        {
            for (var i = 0; i < 5; i++)
            {
                await SignIn.AskAsync(talent.Phone, Browser, default);
                await SignIn.AskAsync(talent.Phone, Browser, default).IsRefusedAsync("asked-too-soon");
                city.Pass(TimeSpan.FromSeconds(61));
            }
            await SignIn.AskAsync(talent.Phone, Browser, default).IsRefusedAsync("asked-too-often");
            city.Pass(TimeSpan.FromHours(1));
        }
        await SignIn.AskAsync(talent.Phone, Browser, default).IsRefusedAsync("asked-too-often");
        city.Pass(TimeSpan.FromDays(1));
        await SignIn.AskAsync(talent.Phone, Browser, default);
        Assert.Equal(11, city.Sms.To(talent.Phone).Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(61)]
    [InlineData(600)]
    public async Task Of_eight_who_ask_for_one_number_at_once_one_gets_a_code(int secondsAfterAnother)
    {
        var talent = await city.People.TalentAsync();
        if (secondsAfterAnother > 0)
        {
            await SignIn.AskAsync(talent.Phone, Browser, default);
            city.Pass(TimeSpan.FromSeconds(secondsAfterAnother));
        }
        var before = city.Sms.To(talent.Phone).Count;
        var servers = new[] { SignIn, city.AnotherServer().GetRequiredService<PhoneSignIn>() };
        var (sent, refused) = await Refusals.AtOnceAsync(8, async i =>
        {
            await servers[i % 2].AskAsync(talent.Phone, $"browser-{i}", default);
            return i;
        });
        var winner = Assert.Single(sent);
        Assert.All(refused, r => Assert.Equal("asked-too-soon", r));
        Assert.Equal(before + 1, city.Sms.To(talent.Phone).Count);
        Assert.Equal(talent.Id, (await SignIn.EnterAsync(talent.Phone, city.Sms.To(talent.Phone)[^1], $"browser-{winner}")).Id);
    }

    [Fact]
    public async Task Neither_code_nor_browser_stands_in_the_database()
    {
        var (talent, code) = await AskedAsync();
        var row = await city.ReadAsync(db => db.SmsCodes.SingleAsync(c => c.Phone == talent.Phone));
        Assert.DoesNotContain(code, row.Hash, StringComparison.Ordinal);
        Assert.Equal((64, 64), (row.Hash.Length, row.BrowserHash.Length));
    }

    [Theory]
    [InlineData("13812345678", "8613812345678")]
    [InlineData(" 138 1234 5678 ", "8613812345678")]
    [InlineData("138-1234-5678", "8613812345678")]
    [InlineData("\uFF11\uFF1312345678\uFF18", "8613123456788")]
    [InlineData("+86 138 1234 5678", "8613812345678")]
    [InlineData("0086 13812345678", "8613812345678")]
    [InlineData("8613812345678", "8613812345678")]
    [InlineData("+33 6 12 34 56 78", "33612345678")]
    [InlineData("(+1) 415 555 0100", "14155550100")]
    [InlineData("+1 (415) 555-0100", "14155550100")]
    [InlineData("12345", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("138123456789999999", null)]
    [InlineData("1381234567八", null)]
    [InlineData("' OR 1=1 --", null)]
    public async Task Numbers_are_one_however_they_are_typed(string? typed, string? expected)
    {
        Assert.Equal(expected, PhoneNumbers.Normalise(typed));
        if (expected is null) await SignIn.AskAsync(typed, Browser, default).IsRefusedAsync("phone-malformed");
    }

    private static string Wrong(string code) => code == "000000" ? "000001" : "000000";

    private async Task<(Talent Talent, string Code)> AskedAsync()
    {
        var talent = await city.People.TalentAsync();
        await SignIn.AskAsync(talent.Phone, Browser, default);
        return (talent, Assert.Single(city.Sms.To(talent.Phone)));
    }
}
