using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Documents;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Documents;

/// <summary>An upload in pieces goes on where it was, whatever happened between.</summary>
[Trait("Category", "Core")]
public sealed class UploadTests(City city) : IClassFixture<City>
{
    private static readonly byte[] Photo = TestFiles.JpegOf(3 * UploadService.PieceBytes + 1000);
    private UploadService Uploads => city.Get<UploadService>();

    [Fact]
    public async Task After_the_last_piece_the_paper_is_on_file_and_the_pieces_are_gone()
    {
        var (holder, id) = await BeginAsync();
        var progress = await SendAsync(holder, id, 0, Photo.Length);
        Assert.NotNull(progress.DocumentId);
        var paper = await city.ReadAsync(db => db.Documents.SingleAsync(d => d.Id == progress.DocumentId));
        Assert.Equal(("passport", TrustLevel.C), (paper.Code, paper.Trust));
        Assert.False(await city.ReadAsync(db => db.Uploads.AnyAsync(u => u.Id == id)));
        Assert.False(await city.ReadAsync(db => db.UploadParts.AnyAsync(u => u.UploadId == id)));
    }

    [Fact]
    public async Task A_lost_answer_a_piece_sent_twice_and_another_server_change_nothing()
    {
        var (holder, id) = await BeginAsync();
        await SendAsync(holder, id, 0, UploadService.PieceBytes);
        var again = await Uploads.AddAsync(holder, id, 0, Photo[..UploadService.PieceBytes]);
        Assert.Equal(UploadService.PieceBytes, again.Received);
        Assert.Equal(UploadService.PieceBytes, (await Uploads.AddAsync(holder, id, 2 * UploadService.PieceBytes, Photo[..10])).Received);
        var other = (UploadService)city.AnotherServer().GetService(typeof(UploadService))!;
        Assert.Equal(UploadService.PieceBytes, (await other.FindAsync(holder, id)).Received);
        Assert.NotNull((await SendAsync(holder, id, UploadService.PieceBytes, Photo.Length)).DocumentId);
    }

    [Fact]
    public async Task A_piece_past_the_end_or_too_long_is_not_taken()
    {
        var (holder, id) = await BeginAsync();
        Assert.Equal(0, (await Uploads.AddAsync(holder, id, 0, new byte[UploadService.PieceBytes + 1])).Received);
        await Task.Run(() => Uploads.StartAsync(holder, "passport", null, DocumentService.MaxBytes + 1)).IsRefusedAsync("file-too-large");
        await Task.Run(() => Uploads.StartAsync(holder, "passport", null, 0)).IsRefusedAsync("file-empty");
    }

    [Fact]
    public async Task Nobody_goes_on_with_somebody_elses_upload()
    {
        var (_, id) = await BeginAsync();
        var stranger = Actor.For(await city.People.TalentAsync());
        await Uploads.FindAsync(stranger, id).IsRefusedAsync("no-such-upload");
        await Uploads.AddAsync(stranger, id, 0, Photo[..100]).IsRefusedAsync("no-such-upload");
    }

    [Fact]
    public async Task What_turns_out_to_be_no_picture_is_refused_and_forgotten()
    {
        var holder = Actor.For(await city.People.TalentAsync());
        var id = (await Uploads.StartAsync(holder, "passport", null, 5)).Id;
        await Uploads.AddAsync(holder, id, 0, "words"u8.ToArray()).IsRefusedAsync("file-type");
        Assert.False(await city.ReadAsync(db => db.Uploads.AnyAsync(u => u.Id == id)));
    }

    private async Task<(Actor Holder, Guid Id)> BeginAsync()
    {
        var holder = Actor.For(await city.People.TalentAsync());
        return (holder, (await Uploads.StartAsync(holder, "passport", null, Photo.Length)).Id);
    }

    private async Task<UploadProgress> SendAsync(Actor holder, Guid id, int from, int to)
    {
        var progress = await Uploads.FindAsync(holder, id);
        for (var at = from; at < to; at = progress.Received) progress = await Uploads.AddAsync(holder, id, at, Photo[at..Math.Min(at + UploadService.PieceBytes, Photo.Length)]);
        return progress;
    }
}
