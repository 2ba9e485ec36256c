namespace TalentCode.Core.Codes;

/// <summary>Where the keys lie and which service they speak for.</summary>
/// <param name="Directory">A folder outside the database and its backups, readable by the service account only.</param>
/// <param name="Host">Public host as it stands in addresses (with the port when it is not the usual one). It is signed along with every code.</param>
public sealed record CodeKeyOptions(string Directory, string Host)
{
    public string Host { get; } = Checked(Host);

    private static string Checked(string host)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(host);
        return host.IndexOfAny(['/', '@', '|', '?', '#', ' ']) < 0
            ? host.ToLowerInvariant()
            : throw new ArgumentException("A host without scheme, path or user is expected.", nameof(host));
    }
}
