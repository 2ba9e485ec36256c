using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Writer;

namespace TalentCode.Core.Documents;

/// <summary>A file as it is kept: drawn anew from its content, without what a phone or a program hid in it.</summary>
public sealed record CleanFile(string MediaType, byte[] Bytes);

/// <summary>
/// Looks at what a file is by its content, never by its name, and writes it anew: pictures upright, no larger than a reader
/// needs and without place, camera and thumbnails; PDF pages without scripts, attachments and author. What cannot be read
/// by a reader cannot be read by an officer either, and is refused in words.
/// </summary>
public static class FileCleaner
{
    /// <summary>40 million: four times a sheet of A4 at 300 dpi; a picture that claims more is not opened at all.</summary>
    public const int MostPixels = 40_000_000;

    /// <summary>A sheet of A4 at 300 dpi is 3,508 pixels high.</summary>
    public const int LongestSide = 3600;

    public const int MostPdfPages = 60;
    private const int Quality = 88;

    // Decoding takes up to 120 MB; more than two at once would make a small server ill.
    private static readonly SemaphoreSlim Turns = new(2);

    private static readonly Configuration Formats = new(new JpegConfigurationModule(), new PngConfigurationModule(), new SixLabors.ImageSharp.Formats.Webp.WebpConfigurationModule());

    /// <exception cref="RefusedException">Not a picture or PDF, damaged, locked, or too large to be opened.</exception>
    public static async Task<CleanFile> CleanAsync(byte[] bytes)
    {
        var kind = KindOf(bytes);
        await Turns.WaitAsync();
        try
        {
            return kind == FileKind.Pdf ? CleanPdf(bytes) : CleanPicture(bytes);
        }
        finally
        {
            Turns.Release();
        }
    }

    private enum FileKind { Picture, Pdf }

    private static FileKind KindOf(byte[] bytes) => bytes switch
    {
        [0xFF, 0xD8, 0xFF, ..] or [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..] => FileKind.Picture,
        [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x45, 0x42, 0x50, ..] => FileKind.Picture,
        [0x25, 0x50, 0x44, 0x46, 0x2D, ..] => FileKind.Pdf,
        [_, _, _, _, 0x66, 0x74, 0x79, 0x70, 0x68, 0x65, 0x69, ..] => throw new RefusedException("file-heic",
            "这是HEIC格式的照片,部门打不开。请在手机“设置 · 相机 · 格式”里选“兼容性最佳”后重拍,或截屏后上传。",
            "This photo is in HEIC format, which departments cannot open. Choose “Most compatible” under Settings, Camera, Formats and take it again, or send a screenshot."),
        _ => throw new RefusedException("file-type", "只能用照片(JPG、PNG、WebP)或PDF。这个文件的内容不是。", "Only photos (JPG, PNG, WebP) and PDF files are taken; by its content this is neither."),
    };

    private static CleanFile CleanPicture(byte[] bytes)
    {
        try
        {
            using var stream = new MemoryStream(bytes, writable: false);
            if (Image.Identify(Formats, stream) is not { } info) throw Damaged();
            if ((long)info.Width * info.Height > MostPixels) throw new RefusedException("file-pixels",
                $"照片有{info.Width}×{info.Height}像素,太大了。请用普通拍照模式重拍,或截屏后上传。", $"The picture has {info.Width} × {info.Height} pixels, which is too large. Take it in the ordinary photo mode, or send a screenshot.");
            using var picture = Image.Load<Rgb24>(Formats, bytes, out var format);
            picture.Mutate(p =>
            {
                p.AutoOrient();
                if (Math.Max(picture.Width, picture.Height) > LongestSide) p.Resize(new ResizeOptions { Mode = ResizeMode.Max, Size = new Size(LongestSide, LongestSide) });
            });
            (picture.Metadata.ExifProfile, picture.Metadata.IptcProfile, picture.Metadata.XmpProfile, picture.Metadata.IccProfile) = (null, null, null, null);
            while (picture.Frames.Count > 1) picture.Frames.RemoveFrame(1);
            // Drawings and screenshots stay sharp; photographs stay small.
            var png = format is PngFormat && bytes.Length < 2_000_000;
            using var memory = new MemoryStream();
            picture.Save(memory, png ? new PngEncoder { IgnoreMetadata = true } : (IImageEncoder)new JpegEncoder { Quality = Quality });
            return new(png ? "image/png" : "image/jpeg", memory.ToArray());
        }
        catch (Exception error) when (error is ImageFormatException or InvalidDataException or EndOfStreamException or IndexOutOfRangeException or ArgumentException or NotSupportedException)
        {
            throw Damaged();
        }
    }

    private static CleanFile CleanPdf(byte[] bytes)
    {
        try
        {
            using var document = PdfDocument.Open(bytes);
            if (document.IsEncrypted) throw Locked();
            if (document.NumberOfPages > MostPdfPages) throw new RefusedException("file-pages", $"PDF有{document.NumberOfPages}页,最多{MostPdfPages}页。请只上传需要的页。", $"The PDF has {document.NumberOfPages} pages; at most {MostPdfPages} are taken. Send the pages that are needed.");
            if (document.NumberOfPages == 0) throw Damaged();
            using var builder = new PdfDocumentBuilder { IncludeDocumentInformation = false };
            for (var page = 1; page <= document.NumberOfPages; page++) builder.AddPage(document, page, new PdfDocumentBuilder.AddPageOptions { KeepAnnotations = false });
            return new("application/pdf", builder.Build());
        }
        catch (UglyToad.PdfPig.Exceptions.PdfDocumentEncryptedException)
        {
            throw Locked();
        }
#pragma warning disable CA1031 // A parser of other people's files fails in many ways; to the applicant they are all the same.
        catch (Exception error) when (error is not RefusedException)
#pragma warning restore CA1031
        {
            throw Damaged();
        }
    }

    private static RefusedException Damaged() => new("file-damaged", "文件打不开,可能没有传完整。请重新拍照或重新导出后再选。", "The file cannot be opened; it may be incomplete. Take the photo again or export the PDF anew.");

    private static RefusedException Locked() => new("file-locked", "这个PDF设了密码,部门打不开。请去掉密码后再上传。", "This PDF is locked with a password. Remove the password and upload it again.");
}
