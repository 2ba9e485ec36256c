using TalentCode.Core.Codes;

namespace TalentCode.Tests.Codes;

public class CodeLinkTests
{
    private const string Host = "talent.example";
    private static readonly CodeLink Link = new(new Uri("https://Talent.Example/"));

    [Fact]
    public void A_link_is_lower_case_and_leads_back_to_its_digits()
    {
        Assert.Equal("https://talent.example/c/123", Link.For("123"));
        Assert.Equal("123", Link.DigitsOf(Link.For("123")));
        Assert.Equal("https://talent.example/w/3.x", Link.ForPath("/w/3.x"));
    }

    [Theory]
    [InlineData("https://talent.example/c/123")]
    [InlineData("HTTPS://TALENT.EXAMPLE/C/123")]
    [InlineData("talent.example/c/123")]
    [InlineData("/c/123")]
    [InlineData("123")]
    [InlineData("１２３")]
    [InlineData("ｈｔｔｐｓ：／／ｔａｌｅｎｔ．ｅｘａｍｐｌｅ／ｃ／１２３")]
    [InlineData("https:、、talent。example、c、123")]
    [InlineData("\u0002https://talent.example/c/1\t23\r\n")]
    [InlineData("\ufeffhttps://talent.example/c/12\u200b3 ")]
    [InlineData("https://talent.example/c/999\rhttps://talent.example/c/123\r")]
    public void Whatever_a_scanner_adds_the_digits_come_out(string scanned) =>
        Assert.Equal("123", CodeLink.DigitsOf(scanned, Host));

    [Theory]
    [InlineData("https://evil.example/c/123")]
    [InlineData("https://talent.example.evil.example/c/123")]
    [InlineData("https://evil.example/https://talent.example/c/123")]
    [InlineData("https://talent.example/c/1?next=https://evil.example/c/123")]
    [InlineData("https://talent.example@evil.example/c/123")]
    [InlineData("https://user@talent.example/c/123")]
    [InlineData("https://talent.example:8443/c/123")]
    [InlineData("http://talent.example/c/123")]
    [InlineData("javascript://talent.example/c/123")]
    [InlineData("javascript:alert(1)//talent.example/c/123")]
    [InlineData("//evil.example/c/123")]
    [InlineData("https://talent.example/c/123?x=1")]
    [InlineData("https://talent.example/c/12a3")]
    [InlineData("https://talent.example/c/")]
    [InlineData("https://talent.example/d/123")]
    [InlineData("https://talent.example/c/../w/123")]
    [InlineData("https://tаlent.example/c/123")]
    [InlineData("٣٤٥")]
    [InlineData("")]
    [InlineData(null)]
    public void Foreign_and_odd_addresses_give_no_digits(string? scanned)
    {
        Assert.Null(CodeLink.DigitsOf(scanned, Host));
        Assert.Equal(ScannedKind.Other, CodeLink.Classify(scanned, Host));
    }

    [Fact]
    public void Overlong_input_is_not_even_looked_at()
    {
        Assert.Null(CodeLink.DigitsOf(new string('1', 601), Host));
        Assert.Null(CodeLink.DigitsOf(new string('1', 10_000), Host));
    }

    [Theory]
    [InlineData("https://talent.example/c/123", ScannedKind.TalentCode)]
    [InlineData("https://talent.example/w/12.0123456789", ScannedKind.WindowCode)]
    [InlineData("/w/12.0123456789", ScannedKind.WindowCode)]
    [InlineData("https://talent.example/i/housing.0123456789", ScannedKind.ItemCode)]
    [InlineData("https://evil.example/w/12.0123456789", ScannedKind.Other)]
    [InlineData("https://talent.example/w/", ScannedKind.Other)]
    [InlineData("https://talent.example/", ScannedKind.Other)]
    [InlineData("WIFI:S:hall;T:WPA;P:x;;", ScannedKind.Other)]
    public void The_scanner_can_say_what_it_saw(string scanned, ScannedKind kind) =>
        Assert.Equal(kind, Link.Classify(scanned));

    [Fact]
    public void A_developers_own_machine_may_speak_plain_http()
    {
        var local = new CodeLink(new Uri("http://localhost:5080"));
        Assert.Equal("localhost:5080", local.Host);
        Assert.Equal("5", local.DigitsOf(local.For("5")));
        Assert.Equal("5", local.DigitsOf("https://localhost:5080/c/5"));
        Assert.Null(local.DigitsOf("http://localhost:5081/c/5"));
    }

    [Theory]
    [InlineData("http://talent.example/")]
    [InlineData("ftp://talent.example/")]
    [InlineData("https://talent.example/base")]
    [InlineData("https://u@talent.example/")]
    public void Unsafe_public_addresses_are_refused(string address) =>
        Assert.Throws<ArgumentException>(() => new CodeLink(new Uri(address)));
}
