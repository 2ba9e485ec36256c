using TalentCode.Benchmarks.Running;

namespace TalentCode.Benchmarks.Kill;

/// <summary>The product in a process of its own that can be killed and started again where it was, for tests with a browser.</summary>
public sealed class MortalServer : IAsyncDisposable
{
    private readonly Scratch _folder = Repository.NewFolder();
    private BenchCity _city = null!;
    private Child _web = null!;

    public Uri Address => _web.Address;

    /// <summary>Number a holder signs in with, as it is typed.</summary>
    public string Phone => "+" + _city.Holders[0].Phone;

    public static async Task<MortalServer> StartAsync()
    {
        var server = new MortalServer();
        server._city = await BenchCity.CreateAsync(server._folder.Path, null, 1, 1);
        server._web = await Child.WebAsync(server._city, "Development");
        return server;
    }

    /// <summary>SIGKILL: nothing is written any more.</summary>
    public void Kill() => _web.Kill();

    public async Task StartAgainAsync()
    {
        var address = _web.Address;
        _web.Dispose();
        _web = await Child.WebAsync(_city, "Development", address);
    }

    public async ValueTask DisposeAsync()
    {
        _web.Dispose();
        await _city.DisposeAsync();
        _folder.Dispose();
    }
}
