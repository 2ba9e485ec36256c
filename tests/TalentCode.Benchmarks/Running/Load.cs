using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace TalentCode.Benchmarks.Running;

/// <summary>Requests per second and the answers' times.</summary>
internal sealed record LoadResult(int Count, TimeSpan Elapsed)
{
    public double PerSecond => Count / Elapsed.TotalSeconds;
}

/// <summary>
/// A lean load generator on plain sockets: prepared request bytes, kept-alive connections. A comfortable client would cost
/// more than the pages it measures and so flatter the slower of two.
/// </summary>
internal static class Load
{
    private const int Connections = 16;

    public static byte[] Request(Uri address, string path, string? cookie, bool compressed = false) => Encoding.ASCII.GetBytes(
        $"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAccept: text/html\r\n{(compressed ? "Accept-Encoding: gzip, deflate, br\r\n" : "")}{(cookie is null ? "" : $"Cookie: {cookie}\r\n")}\r\n");

    /// <summary>As many requests as fit into the time; request i is made by <paramref name="request"/>.</summary>
    public static async Task<LoadResult> ForAsync(Uri address, TimeSpan time, Func<int, byte[]> request)
    {
        var watch = Stopwatch.StartNew();
        return await RunAsync(address, request, () => watch.Elapsed < time, int.MaxValue);
    }

    public static Task<LoadResult> CountAsync(Uri address, int count, Func<int, byte[]> request) => RunAsync(address, request, () => true, count);

    private static async Task<LoadResult> RunAsync(Uri address, Func<int, byte[]> request, Func<bool> goOn, int most)
    {
        var next = -1;
        var done = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            using var client = new TcpClient { NoDelay = true };
            await client.ConnectAsync(address.Host, address.Port);
            var buffer = new byte[64 * 1024];
            for (var i = Interlocked.Increment(ref next); i < most && goOn(); i = Interlocked.Increment(ref next))
            {
                await client.Client.SendAsync(request(i));
                await ReadAsync(client.Client, buffer);
                Interlocked.Increment(ref done);
            }
        })));
        return new(done, watch.Elapsed);
    }

    /// <summary>Reads one answer to its end and insists on 200, so that a redirect to the sign-in is never measured as a page.</summary>
    private static async Task ReadAsync(Socket socket, byte[] buffer)
    {
        var filled = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(filled));
            if (read == 0) throw new IOException("The server closed the connection.");
            filled += read;
            if (IsWhole(buffer.AsSpan(0, filled))) return;
            if (filled == buffer.Length) throw new IOException("The page is larger than 64 KB.");
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        var head = Encoding.ASCII.GetString(answer[..end]);
        if (!head.StartsWith("HTTP/1.1 200", StringComparison.Ordinal)) throw new IOException("Not a page: " + head);
        var length = head.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        if (length < 0) return answer.EndsWith("\r\n0\r\n\r\n"u8);
        var digits = head.AsSpan(length + 16);
        var stop = digits.IndexOf('\r');
        return answer.Length >= end + 4 + int.Parse(stop < 0 ? digits : digits[..stop], System.Globalization.CultureInfo.InvariantCulture);
    }
}
