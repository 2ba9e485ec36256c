using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Documents;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Documents;

/// <summary>What is taken as a paper, and whose.</summary>
[Trait("Category", "Core")]
public sealed class DocumentTests(City city) : IClassFixture<City>
{
    private static readonly byte[] Jpeg = TestFiles.Jpeg();

    private DocumentService Documents => city.Get<DocumentService>();

    public static TheoryData<string, byte[]> Accepted() => new()
    {
        { "image/jpeg", Jpeg },
        { "image/png", TestFiles.Png() },
        { "application/pdf", TestFiles.Pdf() },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task Photos_and_PDF_files_are_known_by_their_content(string mediaType, byte[] bytes)
    {
        var talent = await city.People.TalentAsync();
        await Documents.AddAsync(Actor.For(talent), "passport", null, bytes);
        var row = await OnlyOfAsync(talent);
        Assert.Equal(("passport", TrustLevel.C, null, mediaType, 1), (row.Code, row.Trust, row.FamilyMemberId, row.Pages[0].MediaType, row.Pages[0].Number));
    }

    public static TheoryData<byte[]> Refused() =>
    [
        "<html><script>alert(1)</script>"u8.ToArray(),
        "MZ\u0090"u8.ToArray(),
        "PK\u0003\u0004"u8.ToArray(),
        "GIF89a"u8.ToArray(),
        " %PDF-1.7"u8.ToArray(),
        [0xFF, 0xD8],
        [0x89, 0x50, 0x4E, 0x47],
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Anything_else_is_refused_whatever_it_is_called(byte[] bytes)
    {
        var talent = await city.People.TalentAsync();
        await Task.Run(() => Documents.AddAsync(Actor.For(talent), "passport", null, bytes)).IsRefusedAsync("file-type");
        Assert.Equal(0, await city.ReadAsync(db => db.Documents.CountAsync(d => d.TalentId == talent.Id)));
    }

    [Fact]
    public async Task An_empty_file_is_refused()
    {
        var talent = await city.People.TalentAsync();
        await Task.Run(() => Documents.AddAsync(Actor.For(talent), "passport", null, [])).IsRefusedAsync("file-empty");
    }

    [Fact]
    public async Task Ten_megabytes_are_taken_and_one_byte_more_is_not()
    {
        var talent = await city.People.TalentAsync();
        static byte[] FileOf(int size) => TestFiles.JpegOf(size);
        var refusal = await Task.Run(() => Documents.AddAsync(Actor.For(talent), "passport", null, FileOf(DocumentService.MaxBytes + 1))).IsRefusedAsync("file-too-large");
        Assert.Contains("10MB", refusal.Sentence.Zh, StringComparison.Ordinal);
        await Documents.AddAsync(Actor.For(talent), "passport", null, FileOf(10 * 1024 * 1024));
        await OnlyOfAsync(talent);
    }

    [Fact]
    public async Task A_paper_about_somebody_elses_family_is_refused()
    {
        var child = TestPeople.Child("2019-03-02");
        var parent = await city.People.TalentAsync(t => t.Family.Add(child));
        var stranger = await city.People.TalentAsync();
        await Documents.AddAsync(Actor.For(stranger), "birth-certificate", child.Id, Jpeg).IsRefusedAsync("not-family");
        await Documents.AddAsync(Actor.For(stranger), "birth-certificate", Guid.NewGuid(), Jpeg).IsRefusedAsync("not-family");
        Assert.Equal(0, await city.ReadAsync(db => db.Documents.CountAsync(d => d.TalentId == stranger.Id || d.TalentId == parent.Id)));
        await Documents.AddAsync(Actor.For(parent), "birth-certificate", child.Id, Jpeg);
        Assert.Equal(child.Id, (await OnlyOfAsync(parent)).FamilyMemberId);
    }

    [Fact]
    public async Task Staff_put_nothing_into_anybodys_papers()
    {
        var clerk = await city.People.StaffAsync(StaffRole.Hall);
        await Task.Run(() => Documents.AddAsync(clerk, "passport", null, Jpeg)).IsRefusedAsync("not-yours");
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing_and_another_one_is_kept_beside_it()
    {
        var talent = await city.People.TalentAsync();
        for (var i = 0; i < 2; i++) await Documents.AddAsync(Actor.For(talent), "passport", null, Jpeg);
        await OnlyOfAsync(talent);
        await Documents.AddAsync(Actor.For(talent), "passport", null, TestFiles.Jpeg(shade: 4));
        await Documents.AddAsync(Actor.For(talent), "address-proof", null, Jpeg);
        Assert.Equal(3, await city.ReadAsync(db => db.Documents.CountAsync(d => d.TalentId == talent.Id)));
    }

    private Task<DocumentOnFile> OnlyOfAsync(Talent talent) => city.ReadAsync(db => db.Documents.Include(d => d.Pages).SingleAsync(d => d.TalentId == talent.Id));
}
