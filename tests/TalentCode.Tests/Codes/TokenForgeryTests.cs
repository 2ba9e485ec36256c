using System.Security.Cryptography;
using System.Security.Cryptography.Cose;
using TalentCode.Core.Codes;

namespace TalentCode.Tests.Codes;

/// <summary>All of these carry a signature that is good; only the shape gives them away.</summary>
public sealed class TokenForgeryTests : IDisposable
{
    private readonly CodeFixture codes = new();

    public TokenForgeryTests() => codes.Mint();

    public void Dispose() => codes.Dispose();

    [Fact]
    public void The_forger_of_these_tests_can_make_a_code_that_passes() =>
        Assert.Equal(TokenFault.None, codes.Fault(codes.Forge(CodeFixture.Claims())));

    [Fact]
    public void Trailing_bytes_are_refused()
    {
        var bytes = CodeFixture.Bytes(codes.Mint());
        Assert.Equal(TokenFault.NotACode, codes.Fault(CodeFixture.Digits([.. bytes, 0])));
        Assert.Equal(TokenFault.NotACode, codes.Fault(CodeFixture.Digits([.. bytes, .. bytes])));
        Assert.Equal(TokenFault.NotACode, codes.Fault(codes.Forge([.. CodeFixture.Claims(), 0])));
    }

    [Fact]
    public void The_same_message_without_its_tag_is_a_second_spelling() =>
        Assert.Equal(TokenFault.NotACode, codes.Fault(CodeFixture.Digits(CodeFixture.Bytes(codes.Mint())[1..])));

    [Fact]
    public void Duplicate_and_additional_labels_are_refused()
    {
        Assert.Equal(TokenFault.NotACode, codes.Fault(codes.Forge(CodeFixture.Claims(w => { CodeFixture.Sub(w); CodeFixture.Usual(w); }, 5))));
        Assert.Equal(TokenFault.NotACode, codes.Fault(codes.Forge(CodeFixture.Claims(w => { CodeFixture.Usual(w); CodeFixture.Cti(w); }, 5))));
        Assert.Equal(TokenFault.NotACode, codes.Fault(codes.Forge(CodeFixture.Claims(w => { CodeFixture.Usual(w); w.WriteInt32(8); w.WriteInt32(1); }, 5))));
    }

    [Fact]
    public void Claims_in_another_order_or_of_open_length_are_refused()
    {
        Assert.Equal(TokenFault.NotACode, codes.Fault(codes.Forge(CodeFixture.Claims(w => { CodeFixture.Cti(w); CodeFixture.Times(w, 60); CodeFixture.Sub(w); }))));
        Assert.Equal(TokenFault.NotACode, codes.Fault(codes.Forge(CodeFixture.Claims(count: null))));
    }

    [Fact]
    public void A_number_written_longer_than_needed_is_refused()
    {
        var claims = CodeFixture.Claims();
        Assert.Equal(0x02, claims[1]);
        Assert.Equal(TokenFault.NotACode, codes.Fault(codes.Forge([claims[0], 0x18, 0x02, .. claims[2..]])));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-60)]
    [InlineData(61)]
    [InlineData(86400)]
    public void A_life_other_than_up_to_a_minute_is_refused(int life) =>
        Assert.Equal(TokenFault.NotACode, codes.Fault(codes.Forge(CodeFixture.Claims(w => { CodeFixture.Sub(w); CodeFixture.Times(w, life); CodeFixture.Cti(w); }))));

    [Fact]
    public void Missing_claims_and_claims_of_the_wrong_kind_are_refused()
    {
        Assert.Equal(TokenFault.NotACode, codes.Fault(codes.Forge(CodeFixture.Claims(w => { CodeFixture.Sub(w); CodeFixture.Times(w, 60); }, 3))));
        Assert.Equal(TokenFault.NotACode, codes.Fault(codes.Forge(CodeFixture.Claims(w => { w.WriteInt32(2); w.WriteTextString("someone!"); CodeFixture.Times(w, 60); CodeFixture.Cti(w); }))));
        Assert.Equal(TokenFault.NotACode, codes.Fault(codes.Forge([])));
    }

    [Fact]
    public void Any_unprotected_header_is_refused() =>
        Assert.Equal(TokenFault.NotACode, codes.Fault(codes.Forge(CodeFixture.Claims(), open: h => h.Add(new CoseHeaderLabel("note"), 1))));

    [Fact]
    public void A_key_id_outside_the_protected_header_is_refused() =>
        Assert.Equal(TokenFault.NotACode, codes.Fault(codes.Forge(
            CodeFixture.Claims(), head: _ => { }, open: h => h.Add(CoseHeaderLabel.KeyIdentifier, CoseHeaderValue.FromBytes([1])))));

    [Fact]
    public void An_algorithm_outside_the_protected_header_is_refused()
    {
        var good = CodeFixture.Bytes(codes.Mint());
        // d2 84 46 (a2 01 26 04 41 01) a0 ...: empty the protected head of its algorithm and say it in the open map.
        byte[] moved = [0xd2, 0x84, 0x44, 0xa1, 0x04, 0x41, 0x01, 0xa1, 0x01, 0x26, .. good[10..]];
        Assert.Equal(0xa0, good[9]);
        Assert.Equal(TokenFault.NotACode, codes.Fault(CodeFixture.Digits(moved)));
        Assert.Equal(TokenFault.NotACode, codes.Fault(CodeFixture.Digits([.. good[..9], 0xa1, 0x01, 0x26, .. good[10..]])));
    }

    [Fact]
    public void Another_algorithm_is_refused_even_with_a_good_signature()
    {
        var text = codes.Forge(CodeFixture.Claims(), hash: HashAlgorithmName.SHA512);
        Assert.Equal(TokenFault.NotACode, codes.Fault(text));
    }

    [Fact]
    public void Additional_protected_headers_are_refused() =>
        Assert.Equal(TokenFault.NotACode, codes.Fault(codes.Forge(CodeFixture.Claims(), head: h =>
        {
            h.Add(CoseHeaderLabel.KeyIdentifier, CoseHeaderValue.FromBytes([1]));
            h.Add(CoseHeaderLabel.ContentType, 60);
        })));

    [Theory]
    [InlineData(new byte[] { 9 }, TokenFault.UnknownKey)]
    [InlineData(new byte[] { 1, 1 }, TokenFault.UnknownKey)]
    [InlineData(new byte[] { 0, 1 }, TokenFault.NotACode)]
    [InlineData(new byte[] { 0 }, TokenFault.NotACode)]
    [InlineData(new byte[] { }, TokenFault.NotACode)]
    [InlineData(new byte[] { 1, 0, 0 }, TokenFault.NotACode)]
    public void Key_ids_that_are_not_ours_are_refused(byte[] kid, TokenFault expected) =>
        Assert.Equal(expected, codes.Fault(codes.Forge(
            CodeFixture.Claims(), h => h.Add(CoseHeaderLabel.KeyIdentifier, CoseHeaderValue.FromBytes(kid)))));

    [Fact]
    public void A_leaked_key_cannot_speak_for_another_month()
    {
        codes.Ring.SigningKey(CodeFixture.Noon.AddMonths(1));
        var later = CodeFixture.Noon.AddMonths(1);
        var begin = new DateTimeOffset(later).ToUnixTimeSeconds();
        var text = codes.Forge(CodeFixture.Claims(w =>
        {
            CodeFixture.Sub(w);
            w.WriteInt32(4);
            w.WriteInt64(begin + 60);
            w.WriteInt32(5);
            w.WriteInt64(begin);
            CodeFixture.Cti(w);
        }));

        Assert.Equal(TokenFault.UnknownKey, codes.Codec.Read(text, later).Fault);
    }
}
