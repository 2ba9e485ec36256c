using TalentCode.Core;
using TalentCode.Core.Documents;

namespace TalentCode.Web.Hosting;

/// <summary>Where things are: read once at start from configuration.</summary>
public sealed record WebSettings(string Connection, string KeyFolder, Uri PublicAddress, bool Demo)
{
    /// <summary>1 for the whole pool of flats in the demo; tests take every so many-th only.</summary>
    public int FlatShare { get; init; } = 1;

    /// <summary>Host and port of clamd ("127.0.0.1:3310"); null where files are not scanned here.</summary>
    public string? Clamd { get; init; }

    public static WebSettings From(IConfiguration configuration, string contentRoot)
    {
        var section = configuration.GetSection("TalentCode");
        var data = Path.GetFullPath(section["DataFolder"] ?? "data", contentRoot);
        return new(
            configuration.GetConnectionString("TalentCode") is { Length: > 0 } given ? given : $"Data Source={Path.Combine(data, "talentcode.db")}",
            section["KeyFolder"] is { Length: > 0 } keys ? Path.GetFullPath(keys, contentRoot) : Path.Combine(data, "keys"),
            new Uri(section["PublicAddress"] ?? "http://localhost:5080"),
            section.GetValue("Demo", false))
        { FlatShare = Math.Max(1, section.GetValue("FlatShare", 1)), Clamd = section["Clamd"] is { Length: > 0 } clamd ? clamd : null };
    }

    /// <summary>The scanner to ask; null without one.</summary>
    public IFileScanner? Scanner() => Clamd?.Split(':') is [var host, var port] ? new ClamdScanner(host, int.Parse(port, System.Globalization.CultureInfo.InvariantCulture)) : null;

    public CoreOptions ToCore() => new(Connection, KeyFolder, PublicAddress);
}
