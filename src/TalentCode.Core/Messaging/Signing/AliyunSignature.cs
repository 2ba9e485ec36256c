using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TalentCode.Core.Messaging.Signing;

/// <summary>
/// Signature "V3" of Alibaba Cloud's open API (ACS3-HMAC-SHA256), as its document "Request syntax and signature method V3"
/// describes it. Pure: the same request signs the same.
/// </summary>
public static class AliyunSignature
{
    private const string Algorithm = "ACS3-HMAC-SHA256";

    /// <summary>The query as it is signed and sent: names in ASCII order, everything but letters, digits and -_.~ in percent.</summary>
    public static string Query(IEnumerable<KeyValuePair<string, string>> parameters) =>
        string.Join('&', parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}"));

    /// <summary>Headers of a request without a body, Authorization among them.</summary>
    /// <param name="query">From <see cref="Query"/>.</param>
    /// <param name="nonce">Different for each request.</param>
    public static IReadOnlyDictionary<string, string> Headers(string keyId, string keySecret, string host, string action, string version, string query, DateTime utc, string nonce)
    {
        var payload = Hash("");
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = host,
            ["x-acs-action"] = action,
            ["x-acs-content-sha256"] = payload,
            ["x-acs-date"] = utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["x-acs-signature-nonce"] = nonce,
            ["x-acs-version"] = version,
        };
        var signed = string.Join(';', headers.Keys);
        var request = $"POST\n/\n{query}\n{string.Concat(headers.Select(h => $"{h.Key}:{h.Value}\n"))}\n{signed}\n{payload}";
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(keySecret), Encoding.UTF8.GetBytes($"{Algorithm}\n{Hash(request)}")));
        headers["Authorization"] = $"{Algorithm} Credential={keyId},SignedHeaders={signed},Signature={signature}";
        return headers;
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
