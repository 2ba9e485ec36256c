using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TalentCode.Core.Messaging.Signing;

/// <summary>Signature v3 of Tencent Cloud's API (TC3-HMAC-SHA256), as its document "Signature v3" describes it; content type and host are signed.</summary>
public static class TencentSignature
{
    public const string ContentType = "application/json; charset=utf-8";
    private const string Algorithm = "TC3-HMAC-SHA256";
    private const string Signed = "content-type;host";

    /// <summary>The Authorization header of a POST of JSON to "/".</summary>
    /// <param name="service">First label of the host, such as "sms".</param>
    public static string Authorization(string secretId, string secretKey, string host, string service, string payload, DateTime utc)
    {
        var day = utc.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var scope = $"{day}/{service}/tc3_request";
        var request = $"POST\n/\n\ncontent-type:{ContentType}\nhost:{host}\n\n{Signed}\n{Hash(payload)}";
        var told = $"{Algorithm}\n{Seconds(utc)}\n{scope}\n{Hash(request)}";
        var key = Mac(Mac(Mac(Encoding.UTF8.GetBytes("TC3" + secretKey), day), service), "tc3_request");
        return $"{Algorithm} Credential={secretId}/{scope}, SignedHeaders={Signed}, Signature={Convert.ToHexStringLower(Mac(key, told))}";
    }

    /// <summary>As the header X-TC-Timestamp has it.</summary>
    public static string Seconds(DateTime utc) => new DateTimeOffset(utc).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
