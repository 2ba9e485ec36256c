using System.Numerics;
using TalentCode.Core.Codes;

namespace TalentCode.Tests.Codes;

public sealed class TokenCodecTests : IDisposable
{
    private readonly CodeFixture codes = new();

    public void Dispose() => codes.Dispose();

    [Fact]
    public void What_is_minted_is_read_back()
    {
        var reading = codes.Codec.Read(codes.Codec.Mint(ulong.MaxValue - 1, CodeFixture.Noon, CodeFixture.Noon.AddSeconds(60), uint.MaxValue), CodeFixture.Noon);

        Assert.Equal(TokenFault.None, reading.Fault);
        Assert.Equal(ulong.MaxValue - 1, reading.Token!.Sub);
        Assert.Equal(-2, reading.Token.StoredSub);
        Assert.Equal(uint.MaxValue, reading.Token.Cti);
        Assert.Equal(4294967295L, reading.Token.StoredCti);
        Assert.Equal(CodeFixture.Noon, reading.Token.NotBefore);
        Assert.Equal(DateTimeKind.Utc, reading.Token.NotBefore.Kind);
        Assert.Equal(CodeFixture.Noon.AddSeconds(60), reading.Token.Expires);
        Assert.Equal([1], reading.Token.Kid);
    }

    [Fact]
    public void Every_code_keeps_to_the_size_that_fits_version_8_at_level_M()
    {
        for (uint cti = 0; cti < 200; cti++)
        {
            var text = codes.Mint(ulong.MaxValue - cti, cti);
            Assert.Equal(107, CodeFixture.Bytes(text).Length);
            Assert.InRange(text.Length, 250, 258);
        }
    }

    [Fact]
    public void A_change_of_one_digit_is_refused_wherever_it_is()
    {
        var text = codes.Mint();
        for (var at = 0; at < text.Length; at += 2)
        {
            var changed = text.ToCharArray();
            changed[at] = changed[at] == '9' ? '1' : (char)(changed[at] + 1);
            Assert.NotEqual(TokenFault.None, codes.Fault(new string(changed)));
        }
    }

    [Fact]
    public void Other_spellings_of_a_good_number_are_not_codes()
    {
        var text = codes.Mint();
        foreach (var spelling in (string[])["0" + text, " " + text, text + " ", "+" + text, text + ".0", text + "\n", text[..9] + "," + text[9..], "９" + text[1..], "٣" + text[1..]])
            Assert.Equal(TokenFault.NotACode, codes.Fault(spelling));
    }

    [Fact]
    public void A_screenshot_is_refused_from_the_sixtieth_second_on_and_told_truthfully()
    {
        var text = codes.Mint();

        Assert.Equal(TokenFault.None, codes.Codec.Read(text, CodeFixture.Noon.AddSeconds(59)).Fault);
        Assert.Equal(TokenFault.None, codes.Codec.Read(text, CodeFixture.Noon.AddSeconds(60).AddTicks(-1)).Fault);
        foreach (var late in (int[])[60, 61, 91, 600, 86400])
        {
            var reading = codes.Codec.Read(text, CodeFixture.Noon.AddSeconds(late));
            Assert.Equal(TokenFault.Expired, reading.Fault);
            Assert.Equal(7u, reading.Token!.Cti);
        }
    }

    [Fact]
    public void A_clock_may_run_five_seconds_behind_and_no_more()
    {
        var text = codes.Mint();

        Assert.Equal(TokenFault.None, codes.Codec.Read(text, CodeFixture.Noon.AddSeconds(-5)).Fault);
        Assert.Equal(TokenFault.NotYetValid, codes.Codec.Read(text, CodeFixture.Noon.AddSeconds(-6)).Fault);
        Assert.Equal(TokenFault.NotYetValid, codes.Codec.Read(text, CodeFixture.Noon.AddMinutes(-10)).Fault);
    }

    [Fact]
    public void Without_a_time_only_the_signature_is_judged() =>
        Assert.Equal(TokenFault.None, codes.Codec.Read(codes.Mint(), null).Fault);

    [Fact]
    public void Fractions_of_a_second_do_not_lengthen_a_life()
    {
        var text = codes.Codec.Mint(1, CodeFixture.Noon.AddMilliseconds(900), CodeFixture.Noon.AddMilliseconds(60900), 1);
        Assert.Equal(CodeFixture.Noon.AddSeconds(60), codes.Codec.Read(text, CodeFixture.Noon).Token!.Expires);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(61)]
    public void No_code_is_minted_for_a_life_that_is_not_up_to_a_minute(int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => codes.Codec.Mint(1, CodeFixture.Noon, CodeFixture.Noon.AddSeconds(seconds), 1));

    [Fact]
    public void A_code_of_another_host_with_the_same_keys_is_refused()
    {
        codes.Mint();
        var elsewhere = new TokenCodec(codes.Open("other.example"));
        var text = elsewhere.Mint(1, CodeFixture.Noon, CodeFixture.Noon.AddSeconds(60), 1);

        Assert.Equal(TokenFault.None, elsewhere.Read(text, CodeFixture.Noon).Fault);
        Assert.Equal(TokenFault.BadSignature, codes.Fault(text));
        Assert.Null(codes.Codec.Read(text, CodeFixture.Noon).Token);
    }

    [Fact]
    public void The_second_valid_signature_of_a_code_gives_the_same_holder_and_number()
    {
        var text = codes.Mint();
        var bytes = CodeFixture.Bytes(text);
        var order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", System.Globalization.NumberStyles.HexNumber, null);
        var other = (order - new BigInteger(bytes.AsSpan(^32..), isUnsigned: true, isBigEndian: true)).ToByteArray(isUnsigned: true, isBigEndian: true);
        bytes.AsSpan(^32..).Clear();
        other.CopyTo(bytes.AsSpan(^other.Length..));
        var twin = CodeFixture.Digits(bytes);

        Assert.NotEqual(text, twin);
        var first = codes.Codec.Read(text, CodeFixture.Noon);
        var second = codes.Codec.Read(twin, CodeFixture.Noon);
        Assert.Equal(TokenFault.None, second.Fault);
        Assert.Equal((first.Token!.Sub, first.Token.Cti), (second.Token!.Sub, second.Token.Cti));
    }

    [Fact]
    public void Many_threads_mint_and_read_with_one_codec()
    {
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var reading = codes.Codec.Read(codes.Mint((ulong)i, (uint)i), CodeFixture.Noon);
            Assert.Equal((TokenFault.None, (ulong)i), (reading.Fault, reading.Token!.Sub));
        });
    }
}
