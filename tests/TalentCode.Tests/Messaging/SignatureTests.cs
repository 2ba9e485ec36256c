using TalentCode.Core.Messaging.Signing;

namespace TalentCode.Tests.Messaging;

/// <summary>The examples with fixed values in the providers' own documents.</summary>
public sealed class SignatureTests
{
    [Fact]
    public void The_example_of_aliyuns_document_signs_as_it_says()
    {
        var query = AliyunSignature.Query([new("RegionId", "cn-shanghai"), new("ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd")]);
        var headers = AliyunSignature.Headers("YourAccessKeyId", "YourAccessKeySecret", "ecs.cn-shanghai.aliyuncs.com", "RunInstances", "2014-05-26", query,
            new DateTime(2023, 10, 26, 10, 22, 32, DateTimeKind.Utc), "3156853299f313e23d1673dc12e1703d");
        Assert.Equal("ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,"
            + "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0", headers["Authorization"]);
    }

    [Fact]
    public void The_example_of_tencents_document_signs_as_it_says() => Assert.Equal(
        "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host, Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168",
        TencentSignature.Authorization("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE", "cvm.tencentcloudapi.com", "cvm",
            "{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"], \"Name\": \"instance-name\"}]}", DateTimeOffset.FromUnixTimeSeconds(1551113065).UtcDateTime));

    [Fact]
    public void Chinese_blanks_and_signs_are_spelled_in_percent_and_names_are_in_order() =>
        Assert.Equal("A=%E5%AD%90%20%E5%A5%B3&B=%2A~-_.%2B&a=1", AliyunSignature.Query([new("a", "1"), new("B", "*~-_.+"), new("A", "子 女")]));
}
