using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace TalentCode.Benchmarks.Running;

/// <summary>A server in a process of its own, so that its processor time and its death are its own.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process _process;
    private readonly Queue<string> _lastWords = new();
    private TaskCompletionSource<long> _asked = new();

    private Child(Process process, Uri address)
    {
        _process = process;
        Address = address;
        process.OutputDataReceived += (_, line) => Remember(line.Data);
        process.ErrorDataReceived += (_, line) => Remember(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>Number of the process.</summary>
    public int Id => _process.Id;

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static Task<Child> BareAsync() =>
        StartAsync(FreeAddress(), address => [typeof(Child).Assembly.Location, "--bare", address.ToString().TrimEnd('/')], []);

    /// <summary>The product. Development shows the sign-in codes on the page; Production is what is measured.</summary>
    /// <param name="probe">Lets <see cref="LiveHeapAsync"/> ask the process.</param>
    public static Task<Child> WebAsync(BenchCity city, string environment, Uri? address = null, bool probe = false) =>
        WebAsync(city, environment, (Repository.WebDll, Repository.WebFolder), address, probe);

    /// <summary>The product as <c>dotnet publish</c> left it in a folder: its style sheets and scripts packed.</summary>
    public static Task<Child> PublishedAsync(BenchCity city, string folder) => WebAsync(city, "Production", (Path.Combine(folder, "TalentCode.Web.dll"), folder), null, false);

    private static Task<Child> WebAsync(BenchCity city, string environment, (string Dll, string Content) from, Uri? address, bool probe) => StartAsync(
        address ?? FreeAddress(),
        at => [from.Dll, "--urls", at.ToString().TrimEnd('/'), "--contentRoot", from.Content],
        new()
        {
            ["ASPNETCORE_ENVIRONMENT"] = environment,
            ["ConnectionStrings__TalentCode"] = city.Connection,
            ["TalentCode__KeyFolder"] = city.KeyFolder,
            ["TalentCode__PublicAddress"] = BenchCity.PublicAddress.ToString(),
            ["TalentCode__Demo"] = "false",
            ["Logging__LogLevel__Default"] = "Warning",
            ["DOTNET_STARTUP_HOOKS"] = probe ? typeof(Child).Assembly.Location : "",
        });

    /// <summary>The product with these settings, not waited for; <see cref="UntilReadyAsync"/> does.</summary>
    public static Child Start(Dictionary<string, string> environment)
    {
        var address = FreeAddress();
        return Launch(address, [Repository.WebDll, "--urls", address.ToString().TrimEnd('/'), "--contentRoot", Repository.WebFolder], environment);
    }

    public static Uri FreeAddress()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return new($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}");
    }

    private static async Task<Child> StartAsync(Uri address, Func<Uri, string[]> arguments, Dictionary<string, string> environment)
    {
        var child = Launch(address, arguments(address), environment);
        await child.UntilReadyAsync();
        return child;
    }

    private static Child Launch(Uri address, string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new Child(new Process { StartInfo = start }, address);
    }

    public async Task UntilReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        var limit = Stopwatch.StartNew();
        while (limit.Elapsed < TimeSpan.FromMinutes(1))
        {
            if (_process.HasExited) throw new InvalidOperationException($"The server stopped at start with {_process.ExitCode}:\n{LastWords}");
            try
            {
                if ((await client.GetAsync(new Uri("/livez", UriKind.Relative))).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(25);
        }
        Dispose();
        throw new TimeoutException($"The server did not answer within a minute:\n{LastWords}");
    }

    public string LastWords
    {
        get
        {
            lock (_lastWords) return string.Join('\n', _lastWords);
        }
    }

    private void Remember(string? line)
    {
        if (line is null) return;
        if (line.StartsWith(StartupHook.Answer, StringComparison.Ordinal)) _asked.TrySetResult(long.Parse(line[StartupHook.Answer.Length..], System.Globalization.CultureInfo.InvariantCulture));
        lock (_lastWords)
        {
            _lastWords.Enqueue(line);
            if (_lastWords.Count > 60) _lastWords.Dequeue();
        }
    }

    /// <summary>Bytes that live in the process after everything dead was collected.</summary>
    public Task<long> LiveHeapAsync() => AskAsync(StartupHook.Heap);

    /// <summary>How long the process has compiled methods so far, the second time for the much used ones included.</summary>
    public async Task<TimeSpan> CompilingAsync() => TimeSpan.FromMilliseconds(await AskAsync(StartupHook.Compiling));

    private async Task<long> AskAsync(string what)
    {
        var asked = _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await _process.StandardInput.WriteLineAsync(what);
        await _process.StandardInput.FlushAsync();
        return await asked.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    /// <summary>SIGKILL: no shutdown code runs.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }
}
