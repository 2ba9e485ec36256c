using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TalentCode.Benchmarks.Providers;

/// <summary>What a provider does with the next requests.</summary>
public enum Manner { Answers, AnswersTwice, TakesAndHangsUp, TakesAndWaits, HangsUp, Busy, Refuses, TokenGone, Garbled }

/// <summary>
/// The four providers on one socket, and a mail server beside them: checks signatures as their documents describe it, keeps what it took, and answers its record.
/// It is written on bare sockets, so that it can hang up half-way and answer twice.
/// </summary>
public sealed class ProviderServer : IAsyncDisposable
{
    public const string KeyId = "test-key", KeySecret = "test-secret", RobotKey = "test-robot";
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private readonly ConcurrentQueue<(string Action, string Key, JsonElement? Body)> _taken = new();
    private readonly MailTaker _mail;
    private Action? _took;

    public ProviderServer()
    {
        _mail = new(key => Took("mail", key, null));
        _listener.Start();
        _serving = ServeAsync();
    }

    public Manner Manner { get; set; }
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public int MailPort => _mail.Port;

    /// <summary>Messages taken: the key is what the sender gave as its own id.</summary>
    public IReadOnlyList<(string Action, string Key, JsonElement? Body)> Taken => [.. _taken];

    /// <summary>Ends when so many messages have been taken.</summary>
    public async Task TakenAsync(int count)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look() => _ = _taken.Count >= count && reached.TrySetResult();
        _took += Look;
        Look();
        await reached.Task;
        _took -= Look;
    }

    public int TokensGiven { get; private set; }
    public string? Problem { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        await _mail.DisposeAsync();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await using var stream = client.GetStream();
                var request = await Request.ReadAsync(stream, _stop.Token);
                if (AnswerTo(request) is not { } answer)
                {
                    // Says nothing until the other side has had enough.
                    while (Manner == Manner.TakesAndWaits && await stream.ReadAsync(new byte[1], _stop.Token) > 0)
                    {
                    }
                    continue;
                }
                var bytes = Encoding.UTF8.GetBytes(answer);
                var head = Encoding.ASCII.GetBytes($"HTTP/1.1 {(Manner == Manner.Busy ? "503 Busy" : "200 OK")}\r\nContent-Type: application/json\r\nContent-Length: {bytes.Length}\r\n\r\n");
                for (var i = 0; i < (Manner == Manner.AnswersTwice ? 2 : 1); i++)
                {
                    await stream.WriteAsync(head, _stop.Token);
                    await stream.WriteAsync(bytes, _stop.Token);
                }
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
            {
                // The test is over, or the other side hung up.
            }
        }
    }

    private string? AnswerTo(Request request)
    {
        if (Manner == Manner.HangsUp) return null;
        if (Manner is Manner.Busy or Manner.Garbled) return "one moment";
        var answer = request.Header("x-acs-action") is { } aliyun ? Aliyun(request, aliyun)
            : request.Header("X-TC-Action") is { } tencent ? Tencent(request, tencent)
            : request.Path.StartsWith("/cgi-bin/webhook/", StringComparison.Ordinal) ? Robot(request)
            : WeChat(request);
        return Manner is Manner.TakesAndHangsUp or Manner.TakesAndWaits && !_taken.IsEmpty ? null : answer;
    }

    private string Take(string action, string key, Request request, string answer)
    {
        Took(action, key, request.Body.Length > 0 ? JsonDocument.Parse(request.Body).RootElement : null);
        return answer;
    }

    private void Took(string action, string key, JsonElement? body)
    {
        _taken.Enqueue((action, key, body));
        _took?.Invoke();
    }

    private string Aliyun(Request request, string action)
    {
        var query = request.Target.Contains('?', StringComparison.Ordinal) ? request.Target[(request.Target.IndexOf('?', StringComparison.Ordinal) + 1)..] : "";
        string[] signed = ["host", "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce", "x-acs-version"];
        var canonical = $"POST\n/\n{query}\n{string.Concat(signed.Select(h => $"{h}:{request.Header(h)}\n"))}\n{string.Join(';', signed)}\n{request.Header("x-acs-content-sha256")}";
        var expected = Hex(HMACSHA256.HashData(Encoding.UTF8.GetBytes(KeySecret), Encoding.UTF8.GetBytes("ACS3-HMAC-SHA256\n" + Sha(canonical))));
        if (request.Header("x-acs-content-sha256") != Sha(request.Body) || request.Header("Authorization")?.EndsWith($"Signature={expected}", StringComparison.Ordinal) != true)
            return Wrong("{\"Code\":\"SignatureDoesNotMatch\"}");
        if (action == "QuerySendDetails")
        {
            var lines = _taken.Where(t => t.Action == "SendSms").Select(t => $"{{\"OutId\":\"{t.Key}\",\"SendStatus\":3}}");
            return $"{{\"Code\":\"OK\",\"SmsSendDetailDTOs\":{{\"SmsSendDetailDTO\":[{string.Join(',', lines)}]}}}}";
        }
        if (Manner == Manner.Refuses) return "{\"Code\":\"isv.MOBILE_NUMBER_ILLEGAL\"}";
        return request.Query("PhoneNumbers") is { Length: 11 } ? Take(action, request.Query("OutId")!, request, "{\"Code\":\"OK\",\"BizId\":\"biz-1\"}") : Wrong("{\"Code\":\"isv.MOBILE_NUMBER_ILLEGAL\"}");
    }

    private string Tencent(Request request, string action)
    {
        var seconds = long.Parse(request.Header("X-TC-Timestamp")!, CultureInfo.InvariantCulture);
        var scope = $"{DateTimeOffset.FromUnixTimeSeconds(seconds):yyyy-MM-dd}/sms/tc3_request";
        var canonical = $"POST\n/\n\ncontent-type:{request.Header("Content-Type")}\nhost:{request.Header("Host")}\n\ncontent-type;host\n{Sha(request.Body)}";
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("TC3" + KeySecret), (k, part) => HMACSHA256.HashData(k, Encoding.UTF8.GetBytes(part)));
        var expected = Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"TC3-HMAC-SHA256\n{seconds}\n{scope}\n{Sha(canonical)}")));
        if (request.Header("Authorization")?.EndsWith($"Signature={expected}", StringComparison.Ordinal) != true) return Wrong("{\"Response\":{\"Error\":{\"Code\":\"AuthFailure.SignatureFailure\"}}}");
        if (action == "PullSmsSendStatusByPhoneNumber")
        {
            var lines = _taken.Where(t => t.Action == "SendSms").Select(t => $"{{\"SessionContext\":\"{t.Key}\",\"ReportStatus\":\"SUCCESS\"}}");
            return $"{{\"Response\":{{\"PullSmsSendStatusSet\":[{string.Join(',', lines)}]}}}}";
        }
        if (Manner == Manner.Refuses) return "{\"Response\":{\"SendStatusSet\":[{\"Code\":\"FailedOperation.PhoneNumberInBlacklist\"}]}}";
        return Take(action, JsonDocument.Parse(request.Body).RootElement.GetProperty("SessionContext").GetString()!, request, "{\"Response\":{\"SendStatusSet\":[{\"Code\":\"Ok\",\"SerialNo\":\"serial-1\"}]}}");
    }

    private string Robot(Request request) => request.Query("key") != RobotKey ? Wrong("{\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}")
        : Manner == Manner.Refuses ? "{\"errcode\":45009,\"errmsg\":\"api freq out of limit\"}"
        : Take("robot", RobotKey, request, "{\"errcode\":0,\"errmsg\":\"ok\"}");

    private string WeChat(Request request)
    {
        if (request.Path == "/cgi-bin/stable_token")
        {
            var asked = JsonDocument.Parse(request.Body).RootElement;
            if (asked.GetProperty("secret").GetString() != KeySecret) return Wrong("{\"errcode\":40125}");
            if (asked.GetProperty("force_refresh").GetBoolean()) Manner = Manner.Answers;
            return $"{{\"access_token\":\"token-{++TokensGiven}\",\"expires_in\":7200}}";
        }
        if (Manner == Manner.TokenGone || request.Query("access_token") != $"token-{TokensGiven}") return "{\"errcode\":42001}";
        return Manner == Manner.Refuses ? "{\"errcode\":43101}" : Take("bizsend", "", request, "{\"errcode\":0,\"msgid\":9}");
    }

    private string Wrong(string answer)
    {
        Problem = answer;
        return answer;
    }

    private static string Sha(string text) => Hex(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    /// <summary>One request with a body of known length, or without one.</summary>
    private sealed record Request(string Target, Dictionary<string, string> Headers, string Body)
    {
        public string Path => Target.Split('?')[0];

        public string? Header(string name) => Headers.GetValueOrDefault(name);

        public string? Query(string name) => Target.Split('?').ElementAtOrDefault(1)?.Split('&').Select(p => p.Split('=')).Where(p => p[0] == name).Select(p => Uri.UnescapeDataString(p[1])).FirstOrDefault();

        public static async Task<Request> ReadAsync(NetworkStream stream, CancellationToken cancel)
        {
            var bytes = new List<byte>();
            var one = new byte[1];
            while (!Ends(bytes) && await stream.ReadAsync(one, cancel) == 1) bytes.Add(one[0]);
            // Whoever connected was killed before it had said what it wants.
            if (!Ends(bytes)) throw new IOException("No whole request came.");
            var lines = Encoding.UTF8.GetString([.. bytes]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            var headers = lines.Skip(1).Select(l => l.Split(": ", 2)).ToDictionary(p => p[0], p => p[1], StringComparer.OrdinalIgnoreCase);
            var body = headers.ContainsKey("Transfer-Encoding") ? await ChunksAsync(stream, cancel) : await ExactlyAsync(stream, int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture), cancel);
            return new(lines[0].Split(' ')[1], headers, Encoding.UTF8.GetString(body));
        }

        private static bool Ends(List<byte> bytes) => Encoding.ASCII.GetString([.. bytes.TakeLast(4)]).Equals("\r\n\r\n", StringComparison.Ordinal);

        private static async Task<byte[]> ExactlyAsync(NetworkStream stream, int length, CancellationToken cancel)
        {
            var body = new byte[length];
            await stream.ReadExactlyAsync(body, cancel);
            return body;
        }

        private static async Task<byte[]> ChunksAsync(NetworkStream stream, CancellationToken cancel)
        {
            var whole = new List<byte>();
            while (true)
            {
                var line = new StringBuilder();
                while (!line.ToString().EndsWith("\r\n", StringComparison.Ordinal)) line.Append((char)(await ExactlyAsync(stream, 1, cancel))[0]);
                var length = int.Parse(line.ToString().Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                whole.AddRange(await ExactlyAsync(stream, length, cancel));
                await ExactlyAsync(stream, 2, cancel);
                if (length == 0) return [.. whole];
            }
        }
    }
}
