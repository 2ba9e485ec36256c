using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.Cose;
using System.Text;
using TalentCode.Benchmarks.Running;
using TalentCode.Core.Codes;

namespace TalentCode.Benchmarks;

/// <summary>Minting and reading a code against the signature alone: what payload, decimal digits, key choice and checks cost on top.</summary>
internal static class TokenBench
{
    private const double Target = 0.8;

    public static int Run()
    {
        using var folder = Repository.NewFolder();
        var ring = new CodeKeyRing(new CodeKeyOptions(Path.Combine(folder.Path, "keys"), "localhost:5080"));
        var codec = new TokenCodec(ring);
        var now = DateTime.UtcNow;
        var digits = codec.Mint(1, now, now.AddSeconds(60), 1);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] payload = new byte[40], audience = Encoding.UTF8.GetBytes("TC1|localhost:5080"), kid = [0, 1];
        byte[] SignAlone() => CoseSign1Message.SignEmbedded(payload, new CoseSigner(key, HashAlgorithmName.SHA256, new CoseHeaderMap { { CoseHeaderLabel.KeyIdentifier, CoseHeaderValue.FromBytes(kid) } }), audience);
        var message = SignAlone();
        var mint = Compare(() => codec.Mint(1, now, now.AddSeconds(60), 1), () => SignAlone());
        var read = Compare(
            () => Require(codec.Read(digits, now).Fault == TokenFault.None),
            () => Require(CoseMessage.DecodeSign1(message).VerifyEmbedded(key, audience)));
        Table.Print("token", [
            Row("mint", mint),
            Row("verify", read),
        ]);
        return mint.Ours / mint.Alone >= Target && read.Ours / read.Alone >= Target ? 0 : 1;
    }

    private static string[] Row(string name, (double Ours, double Alone) of) =>
        [name, $"{of.Ours:F0}/s", $"COSE alone {of.Alone:F0}/s", $"ratio {of.Ours / of.Alone:F2}", Table.Verdict(of.Ours / of.Alone >= Target, $">= {Target}")];

    /// <summary>Short turns taken alternately, so that a busy machine slows both alike; the median turn of each counts.</summary>
    private static (double Ours, double Alone) Compare(Action ours, Action alone)
    {
        PerSecond(ours);
        PerSecond(alone);
        var turns = Enumerable.Range(0, 9).Select(_ => (Ours: PerSecond(ours), Alone: PerSecond(alone))).ToList();
        return (Table.Median(turns.Select(t => t.Ours)), Table.Median(turns.Select(t => t.Alone)));
    }

    private static double PerSecond(Action action)
    {
        var watch = Stopwatch.StartNew();
        var count = 0;
        for (; watch.ElapsedMilliseconds < 250; count++) action();
        return count / watch.Elapsed.TotalSeconds;
    }

    private static void Require(bool valid)
    {
        if (!valid) throw new InvalidOperationException("A code that should be valid was not.");
    }
}
