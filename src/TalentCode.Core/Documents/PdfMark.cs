using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace TalentCode.Core.Documents;

/// <summary>
/// Writes across every page of a PDF what it is opened for, by whom and when. Made anew each time it is served and never
/// stored. In Latin letters only: the fonts every reader has know no others.
/// </summary>
public static class PdfMark
{
    /// <summary>Reason of the refusal when a PDF cannot be read: it is not served without the words.</summary>
    public const string Unreadable = "paper-unreadable";

    private const byte Grey = 130;

    // Parsing takes memory by the page; more than two at once would make a small server ill.
    private static readonly SemaphoreSlim Turns = new(2);

    /// <exception cref="RefusedException">The PDF cannot be read.</exception>
    public static async Task<byte[]> StampAsync(byte[] pdf, string words)
    {
        await Turns.WaitAsync();
        try
        {
            return Stamp(pdf, Latin(words));
        }
#pragma warning disable CA1031 // A parser of other people's files fails in many ways; to the reader they are all the same.
        catch (Exception)
#pragma warning restore CA1031
        {
            throw new RefusedException(Unreadable, "这份PDF加不上用途水印,不能在这里打开。请持码人重新上传,或当面看原件。", "This PDF cannot be marked with its purpose, so it is not opened here. Ask the holder to upload it again, or look at the original.");
        }
        finally
        {
            Turns.Release();
        }
    }

    private static byte[] Stamp(byte[] pdf, string words)
    {
        using var source = PdfDocument.Open(pdf);
        using var builder = new PdfDocumentBuilder { IncludeDocumentInformation = false };
        var font = builder.AddStandard14Font(Standard14Font.HelveticaBold);
        for (var number = 1; number <= source.NumberOfPages; number++)
        {
            var page = builder.AddPage(source, number, new PdfDocumentBuilder.AddPageOptions { KeepAnnotations = false });
            Write(page, source.GetPage(number).CropBox.Bounds, font, words);
        }
        return builder.Build();
    }

    // From side to side and in rows all over, every other one shifted, so that nothing can be cut off to lose it.
    private static void Write(PdfPageBuilder page, PdfRectangle box, PdfDocumentBuilder.AddedFont font, string words)
    {
        const double Sample = 10;
        var wide = page.MeasureText(words, Sample, new PdfPoint(0, 0), font)[^1].Location.X;
        var size = Math.Clamp(Sample * box.Width * 0.86 / Math.Max(1, wide), 5, Math.Max(6, box.Height / 24));
        page.SetTextAndFillColor(Grey, Grey, Grey);
        var row = 0;
        for (var y = box.Bottom + size * 3; y < box.Top - size; y += size * 7)
            page.AddText(words, size, new PdfPoint(box.Left + box.Width * (row++ % 2 == 0 ? 0.02 : 0.1), y), font);
        page.ResetColor();
    }

    private static string Latin(string words) => string.Concat(words.Select(c => c is >= ' ' and <= '~' ? c : c is '·' or '–' or '—' ? '-' : '?'));
}
