using TalentCode.Core.Codes;

namespace TalentCode.Tests.Codes;

public sealed class CodeSecretTests : IDisposable
{
    private static readonly DateOnly Day = new(2026, 3, 10);
    private readonly CodeFixture codes = new();

    private CodeSecret Secret => codes.Ring.Secret;

    public void Dispose() => codes.Dispose();

    [Fact]
    public void A_pseudonym_holds_for_a_day_and_for_one_person()
    {
        var person = Guid.NewGuid();
        var today = Secret.Pseudonym(Day, person);

        Assert.Equal(today, codes.Open().Secret.Pseudonym(Day, person));
        Assert.NotEqual(today, Secret.Pseudonym(Day.AddDays(1), person));
        Assert.NotEqual(today, Secret.Pseudonym(Day, Guid.NewGuid()));
        Assert.Equal(today, Secret.Pseudonym(Day, person.ToByteArray(bigEndian: true)));
    }

    [Fact]
    public void A_year_of_pseudonyms_repeats_none()
    {
        var names = Enumerable.Range(0, 366).SelectMany(d => Enumerable.Range(0, 20).Select(p => Secret.Pseudonym(Day.AddDays(d), [(byte)p])));
        Assert.Equal(366 * 20, names.Distinct().Count());
    }

    [Fact]
    public void Another_service_gives_other_pseudonyms()
    {
        using var other = new CodeFixture();
        Assert.NotEqual(Secret.Pseudonym(Day, [1]), other.Ring.Secret.Pseudonym(Day, [1]));
    }

    [Fact]
    public void A_hash_for_one_purpose_is_of_no_use_for_another()
    {
        Assert.Equal(32, Secret.Mac("short", "12345678").Length);
        Assert.Equal(Secret.Mac("short", "12345678"), Secret.Mac("short", "12345678"));
        Assert.NotEqual(Secret.Mac("short", "12345678"), Secret.Mac("sms", "12345678"));
        Assert.NotEqual(Secret.Mac("short", "12345678"), Secret.Mac("short", "12345679"));
        Assert.Throws<ArgumentException>(() => Secret.Mac("a|b", "c"));
        Assert.NotEqual(Secret.Mac("a", "b|c"), Secret.Mac("a", "b"));
    }
}
