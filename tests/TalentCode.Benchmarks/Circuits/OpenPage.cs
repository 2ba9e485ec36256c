using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace TalentCode.Benchmarks.Circuits;

/// <summary>
/// One desk page as a browser holds it open: gets the page, starts its circuit over a WebSocket in the framework's own
/// protocol (found by reflection, so this is bound to the runtime's major version), acknowledges what is rendered and
/// answers what scripts are asked.
/// </summary>
internal sealed partial class OpenPage : IAsyncDisposable
{
    private static readonly IHubProtocol Protocol = (IHubProtocol)Activator.CreateInstance(
        Type.GetType("Microsoft.AspNetCore.Components.Server.BlazorPack.BlazorPackHubProtocol, Microsoft.AspNetCore.Components.Server", throwOnError: true)!, nonPublic: true)!;

    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(400);
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _closed = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly TaskCompletionSource<string> _circuit = new();
    private readonly TaskCompletionSource _rendered = new();
    private Task _reading = Task.CompletedTask;
    private long _last = Environment.TickCount64;

    public int Batches { get; private set; }

    public long BatchBytes { get; private set; }

    public static async Task<OpenPage> OpenAsync(HttpClient client, string cookie, string path)
    {
        var html = await client.GetStringAsync(new Uri(path, UriKind.Relative));
        var page = new OpenPage();
        await page.StartAsync(client.BaseAddress!, cookie, path, html);
        return page;
    }

    private async Task StartAsync(Uri site, string cookie, string path, string html)
    {
        var markers = Marker().Matches(html).Select(m => m.Groups[1].Value).Where(m => m.Contains("\"descriptor\"", StringComparison.Ordinal)).ToList();
        var state = State().Match(html).Groups[1].Value;
        if (markers.Count == 0) throw new InvalidOperationException($"{path} is not interactive.");
        _socket.Options.SetRequestHeader("Cookie", cookie);
        await _socket.ConnectAsync(new UriBuilder(site) { Scheme = "ws", Path = "/_blazor" }.Uri, default);
        var shake = new ArrayBufferWriter<byte>();
        HandshakeProtocol.WriteRequestMessage(new(Protocol.Name, Protocol.Version), shake);
        await _socket.SendAsync(shake.WrittenMemory, WebSocketMessageType.Binary, true, default);
        _reading = Task.Run(ReadAsync);
        await SendAsync(new InvocationMessage("1", "StartCircuit", [site.ToString(), new Uri(site, path).ToString(), "[]", ""]));
        await _circuit.Task.WaitAsync(TimeSpan.FromSeconds(60));
        var operations = markers.Select((marker, i) => $$"""{"type":"add","ssrComponentId":{{i + 1}},"marker":{{marker}}}""");
        await SendAsync(new InvocationMessage("UpdateRootComponents", [$$"""{"batchId":1,"operations":[{{string.Join(',', operations)}}]}""", state]));
        await _rendered.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    /// <summary>Waits until nothing has come for a while: what the page loads after it was opened is there.</summary>
    public async Task SettleAsync()
    {
        while (Environment.TickCount64 - Interlocked.Read(ref _last) < Quiet.TotalMilliseconds) await Task.Delay(50);
        if (_reading.IsFaulted) await _reading;
    }

    /// <summary>A browser says every half minute that it is there.</summary>
    public Task PingAsync() => SendAsync(PingMessage.Instance);

    private async Task ReadAsync()
    {
        var pipe = new Pipe();
        var shaken = false;
        while (!_closed.IsCancellationRequested)
        {
            var part = await _socket.ReceiveAsync(pipe.Writer.GetMemory(16 * 1024), _closed.Token);
            if (part.MessageType == WebSocketMessageType.Close) throw new IOException($"The server closed the page: {_socket.CloseStatusDescription}");
            pipe.Writer.Advance(part.Count);
            await pipe.Writer.FlushAsync();
            var buffer = (await pipe.Reader.ReadAsync()).Buffer;
            if (!shaken) shaken = HandshakeProtocol.TryParseResponseMessage(ref buffer, out _);
            while (shaken && Protocol.TryParseMessage(ref buffer, Binder.Instance, out var message)) await AnswerAsync(message);
            pipe.Reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private async Task AnswerAsync(HubMessage? message)
    {
        if (message is not PingMessage) Interlocked.Exchange(ref _last, Environment.TickCount64);
        switch (message)
        {
            case CompletionMessage { InvocationId: "1", Result: string id }: _circuit.TrySetResult(id); break;
            case CompletionMessage { Error: { } error }: Fail(error); break;
            case CloseMessage close: Fail(close.Error ?? "closed"); break;
            case InvocationBindingFailureMessage failure: Fail(failure.Target + ": " + failure.BindingFailure.SourceException.Message); break;
            case InvocationMessage { Target: "JS.RenderBatch" } batch:
                Batches++;
                BatchBytes += ((byte[])batch.Arguments[1]!).Length;
                await SendAsync(new InvocationMessage("OnRenderCompleted", [batch.Arguments[0], null]));
                break;
            case InvocationMessage { Target: "JS.EndUpdateRootComponents" }: _rendered.TrySetResult(); break;
            case InvocationMessage { Target: "JS.BeginInvokeJS" } call: await AnswerScriptAsync((long)call.Arguments[0]!, (string)call.Arguments[1]!); break;
            case InvocationMessage { Target: "JS.Error" } wrong: Fail("The server reported an error: " + wrong.Arguments[0]); break;
        }
    }

    private Task AnswerScriptAsync(long handle, string name)
    {
        if (handle == 0) return Task.CompletedTask;
        var result = name.Contains("DarkMode", StringComparison.OrdinalIgnoreCase) ? "false" : name.Contains("count", StringComparison.OrdinalIgnoreCase) ? "1" : "null";
        return SendAsync(new InvocationMessage("EndInvokeJSFromDotNet", [handle, true, string.Create(CultureInfo.InvariantCulture, $"[{handle},true,{result}]")]));
    }

    private void Fail(string why)
    {
        var error = new InvalidOperationException(why);
        _circuit.TrySetException(error);
        _rendered.TrySetException(error);
        throw error;
    }

    private async Task SendAsync(HubMessage message)
    {
        var bytes = Protocol.GetMessageBytes(message);
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(bytes, WebSocketMessageType.Binary, true, _closed.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _socket.Abort();
        _socket.Dispose();
        try
        {
            await _reading;
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException or IOException or InvalidOperationException)
        {
            // The page was closed.
        }
        _closed.Dispose();
        _sending.Dispose();
    }

    private sealed class Binder : IInvocationBinder
    {
        public static readonly Binder Instance = new();

        public Type GetReturnType(string invocationId) => typeof(string);

        public Type GetStreamItemType(string streamId) => typeof(object);

        public IReadOnlyList<Type> GetParameterTypes(string methodName) => methodName switch
        {
            "JS.RenderBatch" => [typeof(long), typeof(byte[])],
            "JS.EndUpdateRootComponents" => [typeof(long)],
            "JS.AttachComponent" => [typeof(int), typeof(string)],
            "JS.BeginInvokeJS" => [typeof(long), typeof(string), typeof(string), typeof(int), typeof(long), typeof(int)],
            _ => [typeof(string)],
        };
    }

    [GeneratedRegex(@"<!--Blazor:(\{.*?\})-->")]
    private static partial Regex Marker();

    [GeneratedRegex(@"<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State();
}
