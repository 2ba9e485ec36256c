using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using TalentCode.Core.Documents;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Documents;

/// <summary>Debian's clamd with one signature of our own, so that no list has to be fetched.</summary>
public sealed class Clamd : IAsyncLifetime
{
    public const string Marked = "a file the signature of this test knows";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("talentcode-clamd-");
    private Process _process = null!;

    public int Port { get; private set; }

    public async Task InitializeAsync()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        var signatures = _folder.CreateSubdirectory("db").FullName;
        await File.WriteAllTextAsync(Path.Combine(signatures, "own.ndb"), $"TalentCode.Test:0:*:{Convert.ToHexString(Encoding.ASCII.GetBytes(Marked)).ToLowerInvariant()}\n");
        var settings = Path.Combine(_folder.FullName, "clamd.conf");
        await File.WriteAllTextAsync(settings, string.Create(CultureInfo.InvariantCulture, $"Foreground yes\nTCPAddr 127.0.0.1\nTCPSocket {Port}\nDatabaseDirectory {signatures}\n"));
        _process = Process.Start(new ProcessStartInfo("clamd", ["-c", settings]) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin" } })!;
        // Its own words say when it listens.
        while (await _process.StandardOutput.ReadLineAsync() is { } line && !line.Contains("Self checking", StringComparison.Ordinal)) { }
        Assert.False(_process.HasExited, "clamd stopped at its start.");
    }

    public async Task DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}

/// <summary>With a scanner configured nothing reaches the vault unseen.</summary>
[Trait("Category", "Scanner")]
public sealed class ScannerTests(Clamd clamd) : IClassFixture<Clamd>
{
    private ClamdScanner Scanner => new("127.0.0.1", clamd.Port);

    [Fact]
    public async Task A_clean_file_of_any_size_passes_and_a_marked_one_does_not()
    {
        await Scanner.ScanAsync(TestFiles.Jpeg());
        await Scanner.ScanAsync(new byte[3_000_000]);
        await Scanner.ScanAsync([.. new byte[200_000], .. Encoding.ASCII.GetBytes(Clamd.Marked)]).IsRefusedAsync("file-infected");
    }

    [Fact]
    public async Task When_nobody_answers_nothing_is_taken()
    {
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var port = ((IPEndPoint)nobody.LocalEndpoint).Port;
        nobody.Stop();
        await new ClamdScanner("127.0.0.1", port).ScanAsync([1]).IsRefusedAsync("scanner-silent");
    }
}
