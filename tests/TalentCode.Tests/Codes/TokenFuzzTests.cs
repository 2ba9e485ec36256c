using CsCheck;
using TalentCode.Core.Codes;

namespace TalentCode.Tests.Codes;

public sealed class TokenFuzzTests : IDisposable
{
    private readonly CodeFixture codes = new();

    public void Dispose() => codes.Dispose();

    public static TheoryData<string?> Nasty => new(
        null, "", "0", "00", "7", " ", "\0", "\r\n", "-1", "1e9", "0x1F", "１２３",
        "😀🎉", "👩‍👩‍👧", "\ud800", "<script>alert(1)</script>", "'; DROP TABLE talents; --", "../../etc/passwd",
        "https://talent.example/c/", "https://evil.example/c/123", "javascript:alert(1)", "%00%0a", "{\"a\":1}",
        new string('9', 10_000), new string('0', 10_000), "1" + new string('0', 599), new string('9', 600), new string('9', 601));

    [Theory]
    [MemberData(nameof(Nasty))]
    public void Hostile_texts_are_an_outcome_not_an_accident(string? text)
    {
        Assert.Equal(new TokenReading(TokenFault.NotACode, null), codes.Codec.Read(text, CodeFixture.Noon));
        Assert.NotEqual(ScannedKind.WindowCode, CodeLink.Classify(text, CodeFixture.Host));
        Assert.False(new SignedPath(codes.Ring.Secret).TryRead(SignedKind.Item, text, out _));
    }

    [Fact]
    public void Random_texts_never_throw_and_never_pass() =>
        Gen.String.Sample(text =>
        {
            CodeLink.DigitsOf(text, CodeFixture.Host);
            CodeLink.Classify(text, CodeFixture.Host);
            return codes.Fault(text) == TokenFault.NotACode
                && !new SignedPath(codes.Ring.Secret).TryRead(SignedKind.Window, text, out _);
        }, iter: 5_000);

    [Fact]
    public void Random_numbers_never_throw_and_never_pass() =>
        Gen.Char['0', '9'].Array[1, 620].Sample(digits => codes.Fault(new string(digits)) != TokenFault.None, iter: 5_000);

    [Fact]
    public void A_good_code_with_one_byte_changed_never_throws_and_never_passes()
    {
        var good = CodeFixture.Bytes(codes.Mint());
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte[1, 255]).Sample((at, flip) =>
        {
            var bytes = (byte[])good.Clone();
            bytes[at] ^= flip;
            return codes.Fault(CodeFixture.Digits(bytes)) != TokenFault.None;
        }, iter: 3_000);
    }

    [Fact]
    public void A_good_code_cut_short_never_throws_and_never_passes()
    {
        var good = CodeFixture.Bytes(codes.Mint());
        for (var length = 0; length < good.Length; length++)
            Assert.Equal(TokenFault.NotACode, codes.Fault(CodeFixture.Digits(good[..length])));
    }
}
