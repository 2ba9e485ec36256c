namespace TalentCode.Core.Data;

/// <summary>Ids that sort by time and, within one millisecond, in the order in which this process made them.</summary>
public static class OrderedId
{
    private static int _made;

    /// <summary>A version 7 id with a counter of 32 bits behind its time (RFC 9562, 6.2); the rest is random.</summary>
    public static Guid Next(DateTime now)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(now).TryWriteBytes(bytes, bigEndian: true, out _);
        var count = (uint)Interlocked.Increment(ref _made);
        // Around the version (upper half of byte 6) and the variant (upper two bits of byte 8), which stay as they are.
        bytes[6] = (byte)((bytes[6] & 0xF0u) | (count >> 28));
        bytes[7] = (byte)(count >> 20);
        bytes[8] = (byte)((bytes[8] & 0xC0u) | ((count >> 14) & 0x3F));
        bytes[9] = (byte)(count >> 6);
        bytes[10] = (byte)((count << 2) | (bytes[10] & 0x03u));
        return new Guid(bytes, bigEndian: true);
    }
}
