using SixLabors.ImageSharp;
using TalentCode.Core.Documents;
using TalentCode.Tests.Support;
using UglyToad.PdfPig;

namespace TalentCode.Tests.Documents;

/// <summary>Files are written anew: upright, of a sensible size, and without what was hidden in them.</summary>
[Trait("Category", "Core")]
public sealed class FileCleanerTests
{
    [Fact]
    public async Task A_photo_loses_place_and_camera_and_stands_upright()
    {
        var sent = TestFiles.JpegWithPlace();
        Assert.True(TestFiles.Contains(sent, "PhoneOfTheTest"));
        var kept = await FileCleaner.CleanAsync(sent);
        Assert.False(TestFiles.Contains(kept.Bytes, "PhoneOfTheTest"));
        var info = Image.Identify(kept.Bytes);
        Assert.Null(info.Metadata.ExifProfile);
        Assert.Equal((20, 60), (info.Width, info.Height));
    }

    [Fact]
    public async Task A_sheet_is_kept_no_larger_than_a_reader_needs()
    {
        var info = Image.Identify((await FileCleaner.CleanAsync(TestFiles.Jpeg(width: 6000, height: 3000))).Bytes);
        Assert.Equal((FileCleaner.LongestSide, FileCleaner.LongestSide / 2), (info.Width, info.Height));
    }

    [Fact]
    public async Task A_picture_that_claims_billions_of_pixels_is_not_opened() =>
        await FileCleaner.CleanAsync(TestFiles.PictureBomb()).IsRefusedAsync("file-pixels");

    [Fact]
    public async Task A_file_that_breaks_off_is_refused_in_words()
    {
        await FileCleaner.CleanAsync(TestFiles.Png()[..40]).IsRefusedAsync("file-damaged");
        await FileCleaner.CleanAsync(TestFiles.Pdf()[..200]).IsRefusedAsync("file-damaged");
    }

    [Fact]
    public async Task A_file_that_lies_about_what_it_is_is_refused()
    {
        await FileCleaner.CleanAsync([0xFF, 0xD8, 0xFF, .. "<script>alert(1)</script>"u8]).IsRefusedAsync("file-damaged");
        await FileCleaner.CleanAsync("%PDF-1.7 but no more than that"u8.ToArray()).IsRefusedAsync("file-damaged");
        await FileCleaner.CleanAsync([0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0]).IsRefusedAsync("file-heic");
    }

    [Fact]
    public async Task A_PDF_keeps_its_pages_and_loses_its_author()
    {
        var sent = TestFiles.Pdf(pages: 3, author: "Somebody private");
        Assert.True(TestFiles.Contains(sent, "Somebody private"));
        var kept = await FileCleaner.CleanAsync(sent);
        Assert.False(TestFiles.Contains(kept.Bytes, "Somebody private"));
        using var document = PdfDocument.Open(kept.Bytes);
        Assert.Equal(3, document.NumberOfPages);
        Assert.Contains("Page 2", document.GetPage(2).Text, StringComparison.Ordinal);
        await FileCleaner.CleanAsync(TestFiles.Pdf(FileCleaner.MostPdfPages + 1)).IsRefusedAsync("file-pages");
    }
}
