using TalentCode.Core.Codes;

namespace TalentCode.Tests.Codes;

public sealed class SignedPathTests : IDisposable
{
    private readonly CodeFixture codes = new();
    private readonly SignedPath paths;

    public SignedPathTests() => paths = new SignedPath(codes.Ring.Secret);

    public void Dispose() => codes.Dispose();

    [Theory]
    [InlineData(SignedKind.Window, "12", "^/w/12\\.[0-9a-hjkmnp-tv-z]{10}$")]
    [InlineData(SignedKind.Item, "housing-rent", "^/i/housing-rent\\.[0-9a-hjkmnp-tv-z]{10}$")]
    public void A_path_leads_back_to_its_id(SignedKind kind, string id, string form)
    {
        var path = paths.Create(kind, id);
        Assert.Matches(form, path);
        foreach (var text in (string[])[path, path[3..], "https://talent.example" + path])
        {
            Assert.True(paths.TryRead(kind, text, out var read));
            Assert.Equal(id, read);
        }
    }

    [Fact]
    public void Any_changed_character_is_refused()
    {
        var path = paths.Create(SignedKind.Window, "12");
        for (var at = 3; at < path.Length; at++)
        {
            var changed = path[..at] + (path[at] == '7' ? '8' : '7') + path[(at + 1)..];
            Assert.False(paths.TryRead(SignedKind.Window, changed, out var id));
            Assert.Equal("", id);
        }
    }

    [Fact]
    public void A_window_sign_is_no_item_sign_and_signs_of_another_service_do_not_count()
    {
        var path = paths.Create(SignedKind.Window, "12");
        Assert.False(paths.TryRead(SignedKind.Item, path[3..], out _));
        Assert.False(paths.TryRead(SignedKind.Item, "/i/" + path[3..], out _));
        using var other = new CodeFixture();
        Assert.False(new SignedPath(other.Ring.Secret).TryRead(SignedKind.Window, path, out _));
    }

    [Theory]
    [InlineData("/w/12")]
    [InlineData("/w/12.")]
    [InlineData("/w/.0123456789")]
    [InlineData("/w/1 2.0123456789")]
    [InlineData("/w/12.012345678十")]
    [InlineData("")]
    [InlineData(null)]
    public void Incomplete_and_odd_texts_are_refused(string? text) =>
        Assert.False(paths.TryRead(SignedKind.Window, text, out _));

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("窗口")]
    [InlineData("a.b")]
    public void Ids_that_do_not_belong_in_an_address_are_not_signed(string id) =>
        Assert.Throws<ArgumentException>(() => paths.Create(SignedKind.Window, id));
}
