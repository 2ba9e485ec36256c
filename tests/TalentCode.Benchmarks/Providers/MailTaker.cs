using System.Net;
using System.Net.Sockets;

namespace TalentCode.Benchmarks.Providers;

/// <summary>A mail server that takes everything and keeps only the Message-ID's first half: what the sender gave as its own id.</summary>
internal sealed class MailTaker : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public MailTaker(Action<string> took)
    {
        _listener.Start();
        _serving = ServeAsync(took);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync(Action<string> took)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream);
                await using var writer = new StreamWriter(stream) { NewLine = "\r\n", AutoFlush = true };
                await TalkAsync(reader, writer, took);
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
            {
                // The test is over, or the sender was killed.
            }
        }
    }

    private async Task TalkAsync(StreamReader reader, StreamWriter writer, Action<string> took)
    {
        await writer.WriteLineAsync("220 mail.example");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            if (line == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                // As with a real server: taken when the last line is there, whether the sender lives to read the answer or not.
                if (await MailAsync(reader) is not { } key) return;
                took(key);
            }
            await writer.WriteLineAsync(line == "QUIT" ? "221 bye" : "250 well");
            if (line == "QUIT") return;
        }
    }

    /// <returns>Null when the sender hung up within the mail.</returns>
    private async Task<string?> MailAsync(StreamReader reader)
    {
        var key = "";
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            if (line == ".") return key;
            if (key.Length == 0 && line.StartsWith("Message-Id: <", StringComparison.OrdinalIgnoreCase)) key = line[13..].Split('@')[0];
        }
        return null;
    }
}
