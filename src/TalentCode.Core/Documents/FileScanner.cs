using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace TalentCode.Core.Documents;

/// <summary>Looks for malware in files people send.</summary>
public interface IFileScanner
{
    /// <summary>Whether there is a scanner behind this; the upload page says so.</summary>
    bool IsOn { get; }

    /// <exception cref="RefusedException">The file is infected, or the scanner that should look at it does not answer.</exception>
    Task ScanAsync(byte[] bytes);
}

/// <summary>For operators without a scanner.</summary>
public sealed class NoFileScanner : IFileScanner
{
    public bool IsOn => false;

    public Task ScanAsync(byte[] bytes) => Task.CompletedTask;
}

/// <summary>Asks clamd over TCP by its INSTREAM command (clamd(8)); without an answer nothing is taken.</summary>
/// <param name="host">Host and port of clamd.</param>
public sealed class ClamdScanner(string host, int port) : IFileScanner
{
    private const int Piece = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public bool IsOn => true;

    public async Task ScanAsync(byte[] bytes)
    {
        string answer;
        try
        {
            using var time = new CancellationTokenSource(Patience);
            answer = await AskAsync(bytes, time.Token);
        }
        catch (Exception error) when (error is SocketException or IOException or OperationCanceledException)
        {
            throw Silent();
        }
        if (answer.EndsWith("OK", StringComparison.Ordinal)) return;
        if (answer.EndsWith("FOUND", StringComparison.Ordinal))
            throw new RefusedException("file-infected", "安全检查发现这个文件带有恶意内容,没有收下。请在别的设备上重新拍照或导出。", "The security check found malicious content; the file was not taken. Take the photo or export the PDF again on another device.");
        throw Silent();
    }

    private async Task<string> AskAsync(byte[] bytes, CancellationToken cancel)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host, port, cancel);
        await using var stream = client.GetStream();
        await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), cancel);
        var length = new byte[4];
        for (var at = 0; at < bytes.Length; at += Piece)
        {
            var piece = bytes.AsMemory(at, Math.Min(Piece, bytes.Length - at));
            BinaryPrimitives.WriteInt32BigEndian(length, piece.Length);
            await stream.WriteAsync(length, cancel);
            await stream.WriteAsync(piece, cancel);
        }
        await stream.WriteAsync(new byte[4], cancel);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return (await reader.ReadToEndAsync(cancel)).TrimEnd('\0', '\n');
    }

    private static RefusedException Silent() => new("scanner-silent", "安全检查暂时不可用,文件没有收下。请几分钟后再试;填写的内容都在。", "The security check is not available at the moment, so the file was not taken. Try again in a few minutes; what you entered is kept.");
}
