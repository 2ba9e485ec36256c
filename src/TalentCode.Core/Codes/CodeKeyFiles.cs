using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TalentCode.Core.Codes;

/// <summary>
/// The key folder on disk. Reading needs no lock: a file appears complete under its final name. Whoever wants to create
/// or revoke holds the lock file meanwhile, because a plain move "without overwriting" is look-then-rename on Unix and
/// two servers that start together would replace each other's key.
/// </summary>
internal sealed class CodeKeyFiles
{
    private const string Prefix = "code-key-";
    private const string Suffix = ".pem";
    private const string RevokedSuffix = ".revoked.pem";
    private const string SecretName = "code-secret.bin";
    private const int SecretBytes = 32;
    private const int LockTries = 500;
    private const int LockPauseMilliseconds = 10;
    private readonly string folder;

    public CodeKeyFiles(string directory)
    {
        folder = Path.GetFullPath(directory);
        if (Directory.Exists(folder))
            return;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Numbers in use and numbers that must never be trusted (or given out) again.</summary>
    public (HashSet<ushort> Live, HashSet<ushort> Revoked) List()
    {
        HashSet<ushort> live = [], revoked = [];
        foreach (var path in Names())
        {
            var name = Path.GetFileName(path)[Prefix.Length..];
            var gone = name.EndsWith(RevokedSuffix, StringComparison.Ordinal);
            var digits = name[..^(gone ? RevokedSuffix : Suffix).Length];
            if (ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
                (gone ? revoked : live).Add(number);
        }

        live.ExceptWith(revoked);
        return (live, revoked);
    }

    /// <summary>A folder that cannot be read trusts no key: codes are refused, nothing breaks for the reader.</summary>
    private string[] Names()
    {
        try
        {
            return Directory.GetFiles(folder, Prefix + "*" + Suffix);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Null when the file cannot be understood or is gone; the others must go on working.</summary>
    public CodeKey? Load(ushort number)
    {
        try
        {
            var text = File.ReadAllText(PathOf(number));
            using var key = ECDsa.Create();
            key.ImportFromPem(text);
            var curve = key.ExportParameters(includePrivateParameters: true);
            return key.KeySize == 256 && curve.Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value
                ? new CodeKey(number, Stamp(text, "not-before: "), Stamp(text, "not-after: "), curve)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Call with the lock held.</summary>
    public void Create(ushort number, DateTime notBefore, DateTime notAfter)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // RFC 7468 lets explaining lines stand before the key.
        var text = string.Create(CultureInfo.InvariantCulture,
            $"not-before: {notBefore:yyyy-MM-ddTHH:mm:ssZ}\nnot-after: {notAfter:yyyy-MM-ddTHH:mm:ssZ}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        Publish(PathOf(number), Encoding.ASCII.GetBytes(text));
    }

    /// <summary>Call with the lock held. The file stays, under a name that says so, for whoever investigates.</summary>
    public void Revoke(ushort number)
    {
        var path = PathOf(number);
        if (File.Exists(path))
            File.Move(path, path[..^Suffix.Length] + RevokedSuffix, overwrite: true);
    }

    /// <summary>The 32 bytes everything but the signatures hangs on; created once, never replaced by the program.</summary>
    public byte[] Secret()
    {
        var path = Path.Combine(folder, SecretName);
        if (!File.Exists(path))
        {
            using var gate = Lock();
            if (!File.Exists(path))
                Publish(path, RandomNumberGenerator.GetBytes(SecretBytes));
        }

        var bytes = File.ReadAllBytes(path);
        return bytes.Length == SecretBytes
            ? bytes
            : throw new InvalidDataException($"{SecretName} must hold {SecretBytes} bytes. It was left as it is: restore it from the key backup.");
    }

    /// <summary>Held by one process and one thread at a time; the system lets go of it when the process dies.</summary>
    public FileStream Lock()
    {
        var options = Private(FileMode.OpenOrCreate);
        for (var left = LockTries; ; left--)
        {
            try
            {
                return new FileStream(Path.Combine(folder, ".lock"), options);
            }
            catch (IOException e) when (left > 0 && e is not (DirectoryNotFoundException or PathTooLongException))
            {
                Thread.Sleep(LockPauseMilliseconds);
            }
        }
    }

    private void Publish(string path, byte[] content)
    {
        var draft = Path.Combine(folder, ".new-" + Guid.NewGuid().ToString("N"));
        using (var stream = new FileStream(draft, Private(FileMode.CreateNew)))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: false);
    }

    private static FileStreamOptions Private(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private static DateTime Stamp(string text, string label)
    {
        var line = text.Split('\n').FirstOrDefault(l => l.StartsWith(label, StringComparison.Ordinal))
            ?? throw new FormatException("The key file does not say when its key is valid.");
        return DateTime.ParseExact(line[label.Length..].Trim(), "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
    }

    private string PathOf(ushort number) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number:00000}{Suffix}"));
}
