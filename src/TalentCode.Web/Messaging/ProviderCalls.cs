using System.Net;
using System.Text.Json;
using TalentCode.Core.Messaging;

namespace TalentCode.Web.Messaging;

/// <summary>
/// Calls a provider once. Nothing here tries again by itself, connections are not kept (a request on a kept connection
/// may be sent twice when the server has just closed it), and addresses with numbers in them reach no log.
/// </summary>
/// <param name="patience">How long an answer may take.</param>
internal sealed class ProviderCalls(TimeSpan patience) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(5) }) { Timeout = patience };

    /// <returns>The answer as JSON, or what its absence means for the message.</returns>
    public async Task<(JsonElement? Answer, SendOutcome? Problem)> CallAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        request.Headers.ConnectionClose = true;
        try
        {
            using var response = await _http.SendAsync(request, cancel);
            var text = await response.Content.ReadAsStringAsync(cancel);
            if (Parse(text) is { } answer && (int)response.StatusCode < 500) return (answer, null);
            return (null, new(IsSurelyUndone(response.StatusCode) ? SendResult.Failed : SendResult.Unknown, Reason: $"HTTP {(int)response.StatusCode}"));
        }
        catch (HttpRequestException error)
        {
            // Without a connection nothing was said; after it, it may have been heard.
            var unheard = error.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
            return (null, new(unheard ? SendResult.Failed : SendResult.Unknown, Reason: error.HttpRequestError.ToString()));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (null, new(SendResult.Unknown, Reason: "no answer in time"));
        }
        finally
        {
            request.Dispose();
        }
    }

    public void Dispose() => _http.Dispose();

    private static bool IsSurelyUndone(HttpStatusCode code) => (int)code < 500 || code == HttpStatusCode.ServiceUnavailable;

    private static JsonElement? Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text).RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal static class Json
{
    public static string? Text(this JsonElement? of, params ReadOnlySpan<string> path) => of is { } element ? element.Text(path) : null;

    /// <summary>The text at a path; null when anything on the way is missing.</summary>
    public static string? Text(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return null;
        return element.ValueKind switch { JsonValueKind.String => element.GetString(), JsonValueKind.Number => element.GetRawText(), _ => null };
    }

    /// <summary>The elements of the list at a path; none when it is missing.</summary>
    public static IEnumerable<JsonElement> List(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return [];
        return element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : [];
    }
}
