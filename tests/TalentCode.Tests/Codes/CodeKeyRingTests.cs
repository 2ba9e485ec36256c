using Microsoft.Extensions.Time.Testing;
using TalentCode.Core.Codes;

namespace TalentCode.Tests.Codes;

public sealed class CodeKeyRingTests : IDisposable
{
    private readonly CodeFixture codes = new();

    public void Dispose() => codes.Dispose();

    private static DateTime Utc(int month, int day, int hour = 0) => new(2026, month, day, hour, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Each_calendar_month_has_its_own_key()
    {
        var march = codes.Ring.SigningKey(Utc(3, 1));
        Assert.Same(march, codes.Ring.SigningKey(Utc(3, 24, 23)));
        var april = codes.Ring.SigningKey(Utc(4, 1));

        Assert.Equal((Utc(3, 1), Utc(4, 1)), (march.NotBefore, march.NotAfter));
        Assert.NotEqual(march.Kid, april.Kid);
    }

    [Fact]
    public void The_next_key_is_published_a_week_before_its_month()
    {
        codes.Ring.SigningKey(Utc(3, 24, 23));
        Assert.Single(codes.Ring.PublicKeys());
        codes.Ring.SigningKey(Utc(3, 25));

        var next = codes.Ring.PublicKeys()[^1];
        Assert.Equal((Utc(4, 1), Utc(5, 1)), (next.From, next.Until));
        Assert.Equal(next.Kid, codes.Ring.SigningKey(Utc(4, 1)).Kid);
    }

    [Fact]
    public void Public_keys_are_JWK_coordinates_of_32_bytes()
    {
        codes.Mint();
        var key = Assert.Single(codes.Ring.PublicKeys());
        Assert.Equal((43, 43), (key.X.Length, key.Y.Length));
        Assert.DoesNotContain(key.X + key.Y, c => c is '+' or '/' or '=');
    }

    [Fact]
    public void Codes_of_a_revoked_key_are_refused_and_new_ones_get_a_new_key()
    {
        var old = codes.Mint();
        codes.Ring.Revoke([1]);

        Assert.Equal(TokenFault.UnknownKey, codes.Fault(old));
        Assert.Empty(codes.Ring.PublicKeys());
        var fresh = codes.Codec.Read(codes.Mint(), CodeFixture.Noon);
        Assert.Equal(TokenFault.None, fresh.Fault);
        Assert.Equal([2], fresh.Token!.Kid);
    }

    [Fact]
    public void A_revoked_key_stays_revoked_after_a_restart_and_its_number_is_not_used_again()
    {
        var old = codes.Mint();
        codes.Ring.Revoke([1]);
        codes.Ring.Revoke([1]);
        codes.Ring.Revoke([99]);
        var restarted = codes.Open();

        Assert.Equal(TokenFault.UnknownKey, new TokenCodec(restarted).Read(old, CodeFixture.Noon).Fault);
        Assert.Equal([2], restarted.SigningKey(CodeFixture.Noon).Kid);
    }

    [Fact]
    public void A_key_file_copied_back_beside_its_revocation_is_not_trusted()
    {
        var old = codes.Mint();
        var path = Directory.GetFiles(codes.Folder, "code-key-*.pem").Single();
        var content = File.ReadAllText(path);
        codes.Ring.Revoke([1]);
        File.WriteAllText(path, content);

        Assert.Equal(TokenFault.UnknownKey, new TokenCodec(codes.Open()).Read(old, CodeFixture.Noon).Fault);
    }

    [Fact]
    public void A_restarted_server_reads_what_was_minted_before()
    {
        var text = codes.Mint();
        Assert.Equal(TokenFault.None, new TokenCodec(codes.Open()).Read(text, CodeFixture.Noon).Fault);
    }

    [Fact]
    public void A_second_server_notices_a_new_key_at_once_and_a_revoked_one_within_a_second()
    {
        var clock = new FakeTimeProvider();
        var second = new TokenCodec(codes.Open(clock: clock));
        var text = codes.Mint();
        clock.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal(TokenFault.None, second.Read(text, CodeFixture.Noon).Fault);

        codes.Ring.Revoke([1]);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TokenFault.UnknownKey, second.Read(text, CodeFixture.Noon).Fault);
    }

    [Fact]
    public void Without_its_folder_a_server_refuses_instead_of_failing()
    {
        var clock = new FakeTimeProvider();
        var folder = Path.Combine(codes.Folder, "unplugged");
        var codec = new TokenCodec(new CodeKeyRing(new CodeKeyOptions(folder, CodeFixture.Host), clock));
        var text = codec.Mint(1, CodeFixture.Noon, CodeFixture.Noon.AddSeconds(60), 1);
        Directory.Delete(folder, recursive: true);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TokenFault.UnknownKey, codec.Read(text, CodeFixture.Noon).Fault);
    }

    [Fact]
    public void Servers_that_start_together_in_an_empty_folder_agree()
    {
        for (var round = 0; round < 5; round++)
        {
            var folder = Path.Combine(codes.Folder, "round" + round);
            var rings = new CodeKeyRing[8];
            Parallel.For(0, rings.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            {
                rings[i] = new CodeKeyRing(new CodeKeyOptions(folder, CodeFixture.Host));
                rings[i].SigningKey(Utc(3, 30));
            });

            var kids = rings.Select(r => (r.SigningKey(Utc(3, 30)).ToPublic().X, r.SigningKey(Utc(4, 1)).ToPublic().X));
            Assert.Single(kids.Distinct());
            Assert.Single(rings.Select(r => r.Secret.Pseudonym(new DateOnly(2026, 3, 1), [1])).Distinct());
            Assert.Equal(2, Directory.GetFiles(folder, "code-key-*").Length);
            Assert.Empty(Directory.GetFiles(folder, ".new-*"));
        }
    }

    [Fact]
    public void Keys_and_secret_are_readable_by_their_owner_only()
    {
        if (OperatingSystem.IsWindows())
            return;
        codes.Mint();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(codes.Folder));
        foreach (var path in Directory.GetFiles(codes.Folder))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_damaged_key_file_is_reported_and_the_others_work()
    {
        codes.Mint();
        File.WriteAllText(Path.Combine(codes.Folder, "code-key-00007.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n");
        var ring = codes.Open();

        Assert.Equal([7], ring.Unreadable);
        Assert.Equal([1], ring.SigningKey(CodeFixture.Noon).Kid);
        Assert.Equal([8], ring.SigningKey(CodeFixture.Noon.AddMonths(1)).Kid);
    }

    [Fact]
    public void A_damaged_master_secret_stops_the_start_instead_of_being_replaced()
    {
        var path = Path.Combine(codes.Folder, "code-secret.bin");
        File.WriteAllBytes(path, [1, 2, 3]);
        Assert.Throws<InvalidDataException>(() => codes.Open());
        Assert.Equal(3, new FileInfo(path).Length);
    }

    [Fact]
    public void Numbers_beyond_one_byte_take_two_and_still_fit_the_symbol()
    {
        codes.Mint();
        File.Move(Directory.GetFiles(codes.Folder, "code-key-*.pem").Single(), Path.Combine(codes.Folder, "code-key-00300.pem"));
        var codec = new TokenCodec(codes.Open());
        var text = codec.Mint(1, CodeFixture.Noon, CodeFixture.Noon.AddSeconds(60), 1);

        Assert.Equal([1, 44], codec.Read(text, CodeFixture.Noon).Token!.Kid);
        Assert.InRange(text.Length, 250, 261);
    }

    [Fact]
    public void Local_times_are_refused_before_they_choose_a_wrong_month() =>
        Assert.Throws<ArgumentException>(() => codes.Ring.SigningKey(DateTime.SpecifyKind(CodeFixture.Noon, DateTimeKind.Unspecified)));
}
