using TalentCode.Core.Documents;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Graphics.Operations.SpecialGraphicsState;
using UglyToad.PdfPig.Writer;

namespace TalentCode.Tests.Documents;

/// <summary>Every page of a PDF says what it was opened for, whatever the page itself does, and nothing of it is kept.</summary>
public sealed class PdfMarkTests
{
    private const string Words = "Only for case 2026-1 (P04) - staff-7 - 2026-11-27 17:05";

    [Fact]
    public async Task Every_page_carries_the_words_several_times_within_its_borders_and_keeps_its_own()
    {
        var marked = await PdfMark.StampAsync(TestFiles.Pdf(pages: 3), Words);
        using var pdf = PdfDocument.Open(marked);
        Assert.Equal(3, pdf.NumberOfPages);
        foreach (var page in pdf.GetPages())
        {
            Assert.Contains($"Page {page.Number}", page.Text, StringComparison.Ordinal);
            Assert.InRange(Times(page.Text, Words), 4, 40);
            Assert.All(page.Letters, letter => Assert.InRange(letter.Location.X, 0, page.Width));
        }
    }

    [Fact]
    public async Task A_page_that_leaves_its_own_scale_behind_is_marked_as_well()
    {
        using var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        var page = builder.AddPage(PageSize.A4);
        page.CurrentStream.Operations.Add(new ModifyCurrentTransformationMatrix([0.2, 0, 0, 0.2, 0, 0]));
        page.AddText("Own words", 60, new PdfPoint(250, 3500), font);
        using var pdf = PdfDocument.Open(await PdfMark.StampAsync(builder.Build(), Words));
        var marks = pdf.GetPage(1).Letters.Where(l => l.FontName!.Contains("Bold", StringComparison.Ordinal)).ToList();
        Assert.True(marks.Max(l => l.Location.X) - marks.Min(l => l.Location.X) > pdf.GetPage(1).Width / 2, "The words are squeezed into a corner.");
        Assert.True(marks.Max(l => l.Location.Y) - marks.Min(l => l.Location.Y) > pdf.GetPage(1).Height / 2, "The words are squeezed into a corner.");
    }

    [Fact]
    public async Task Letters_the_font_does_not_know_never_stop_it()
    {
        using var pdf = PdfDocument.Open(await PdfMark.StampAsync(TestFiles.Pdf(), "窗口 3 · staff-7"));
        Assert.Contains("?? 3 - staff-7", pdf.GetPage(1).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%PDF-1.7\nnothing more")]
    [InlineData("no PDF at all")]
    public async Task What_cannot_be_read_is_not_served_without_the_words(string content) =>
        await PdfMark.StampAsync(System.Text.Encoding.ASCII.GetBytes(content), Words).IsRefusedAsync(PdfMark.Unreadable);

    private static int Times(string text, string words) => (text.Length - text.Replace(words, "", StringComparison.Ordinal).Length) / words.Length;
}

/// <summary>What stands across a PDF says case, item and account.</summary>
[Trait("Category", "Core")]
public sealed class PdfMarkVaultTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task A_department_reads_case_item_and_its_own_account_and_the_stored_page_stays_clean()
    {
        var who = await city.People.TalentAsync();
        var document = await city.Get<DocumentService>().AddAsync(Actor.For(who), "resident-id", null, TestFiles.Pdf());
        var id = await city.SubmitAsync(who, await city.DraftAsync(who, "P04"));
        var officer = await city.People.StaffAsync(StaffRole.Officer, "justice");
        var shown = await city.Get<Vault>().OfCaseAsync(officer, id, document, 1);
        Assert.Matches(@"^Only for case .+ \(P04\) - staff-\d+$", shown.Mark);
        using var marked = PdfDocument.Open(await PdfMark.StampAsync(shown.Page.Bytes, shown.Mark));
        Assert.Contains("(P04)", marked.GetPage(1).Text, StringComparison.Ordinal);
        using var kept = PdfDocument.Open((await city.Get<Vault>().OfCaseAsync(officer, id, document, 1)).Page.Bytes);
        Assert.DoesNotContain("Only for case", kept.GetPage(1).Text, StringComparison.Ordinal);
    }
}
