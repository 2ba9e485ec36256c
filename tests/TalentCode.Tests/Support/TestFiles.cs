using System.Text;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Metadata.Profiles.Exif;
using SixLabors.ImageSharp.PixelFormats;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace TalentCode.Tests.Support;

/// <summary>Files as phones and programs really make them.</summary>
public static class TestFiles
{
    /// <summary>A photograph; another shade makes another file.</summary>
    public static byte[] Jpeg(byte shade = 120, int width = 40, int height = 30, Action<Image<Rgb24>>? change = null)
    {
        using var picture = new Image<Rgb24>(width, height, new Rgb24(shade, 90, 60));
        change?.Invoke(picture);
        using var memory = new MemoryStream();
        picture.Save(memory, new JpegEncoder());
        return memory.ToArray();
    }

    public static byte[] Png(int width = 40, int height = 30)
    {
        using var picture = new Image<Rgb24>(width, height, new Rgb24(200, 30, 40));
        using var memory = new MemoryStream();
        picture.Save(memory, new PngEncoder());
        return memory.ToArray();
    }

    /// <summary>A photograph of a given size in bytes, as a large sensor makes it: the rest is padding a reader passes over.</summary>
    public static byte[] JpegOf(int bytes)
    {
        var photo = Jpeg();
        return [.. photo, .. new byte[bytes - photo.Length]];
    }

    /// <summary>A photograph that says where it was taken and with what, lying on its side.</summary>
    public static byte[] JpegWithPlace() => Jpeg(width: 60, height: 20, change: picture =>
    {
        picture.Metadata.ExifProfile = new ExifProfile();
        picture.Metadata.ExifProfile.SetValue(ExifTag.Model, "PhoneOfTheTest");
        picture.Metadata.ExifProfile.SetValue(ExifTag.GPSLatitudeRef, "N");
        picture.Metadata.ExifProfile.SetValue(ExifTag.Orientation, (ushort)6);
    });

    public static byte[] Pdf(int pages = 1, string author = "Author of the test")
    {
        using var builder = new PdfDocumentBuilder();
        builder.DocumentInformation.Author = author;
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        for (var i = 0; i < pages; i++) builder.AddPage(PageSize.A4).AddText($"Page {i + 1}", 12, new UglyToad.PdfPig.Core.PdfPoint(50, 700), font);
        return builder.Build();
    }

    /// <summary>A few bytes that claim to be a picture of 50,000 by 50,000 pixels.</summary>
    public static byte[] PictureBomb()
    {
        var png = Png();
        // Width and height stand at a fixed place in the header; its check sum is made anew.
        (byte[] width, byte[] height) = (BitConverter.GetBytes(50_000), BitConverter.GetBytes(50_000));
        Array.Reverse(width);
        Array.Reverse(height);
        width.CopyTo(png, 16);
        height.CopyTo(png, 20);
        var sum = BitConverter.GetBytes(CheckSum(png.AsSpan(12, 17)));
        Array.Reverse(sum);
        sum.CopyTo(png, 29);
        return png;
    }

    // CRC-32 as PNG has it (ISO 3309).
    private static uint CheckSum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++) sum = (sum >> 1) ^ ((sum & 1) * 0xEDB88320u);
        }
        return ~sum;
    }

    public static bool Contains(byte[] bytes, string text) => Encoding.Latin1.GetString(bytes).Contains(text, StringComparison.Ordinal);
}
