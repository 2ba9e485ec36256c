using TalentCode.Core;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Catalogue;

/// <summary>Finding a service by the words people use.</summary>
[Trait("Category", "Core")]
public sealed class CatalogueSearchTests(City city) : IClassFixture<City>
{
    [Theory]
    [InlineData("落户", "P01", "P02")]
    [InlineData("幼儿园", "P17")]
    [InlineData("绿卡", "P11")]
    [InlineData("看病", "P20")]
    [InlineData("人才公寓", "P26")]
    public async Task Chinese_words_find_the_service(string words, params string[] expected) =>
        Assert.Empty(expected.Except(await FoundAsync(words)));

    [Theory]
    [InlineData("hukou", "P01", "P02")]
    [InlineData("HUKOU", "P01", "P02")]
    [InlineData("green card", "P11")]
    [InlineData("kindergarten", "P17")]
    [InlineData("patent", "Z19", "Z20", "M07")]
    [InlineData("driving licence", "P14")]
    public async Task English_words_find_the_service_in_any_case(string words, params string[] expected) =>
        Assert.Empty(expected.Except(await FoundAsync(words)));

    [Theory]
    [InlineData("落户", "P01")]
    [InlineData("school", "P15")]
    [InlineData("p26", "P26")]
    [InlineData("P26", "P26")]
    [InlineData("R签证", "P09")]
    [InlineData("school transfer", "P16")]
    public async Task The_name_comes_before_a_keyword_and_a_keyword_before_the_summary(string words, string first) =>
        Assert.Equal(first, (await FoundAsync(words))[0]);

    [Fact]
    public async Task Every_word_must_be_met()
    {
        var both = await FoundAsync("专利 预审");
        Assert.Equal("Z20", both[0]);
        Assert.DoesNotContain("M07", both);
        Assert.Equal(both, await FoundAsync("  预审,专利、 "));
        Assert.Empty(await FoundAsync("专利 幼儿园"));
    }

    [Theory]
    [InlineData("zzzz")]
    [InlineData("火星移民")]
    [InlineData("%")]
    [InlineData("' OR 1=1 --")]
    public async Task What_nothing_fits_finds_nothing(string words) => Assert.Empty(await FoundAsync(words));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(",,")]
    public async Task Without_words_nothing_is_searched(string? words) => Assert.Empty(await FoundAsync(words));

    [Fact]
    public async Task A_closed_service_is_found_with_its_reason()
    {
        await using var own = await City.FreshAsync();
        var catalogue = own.Get<CatalogueQueries>();
        await catalogue.SetOpenAsync(await own.People.StaffAsync(StaffRole.Administrator), "P17", false, new LocalText("假期", "holidays"));
        var found = (await catalogue.SearchAsync("kindergarten")).Single(i => i.Id == "P17");
        Assert.Equal((false, "holidays"), (found.Open, found.ClosedReason.En));
    }

    private async Task<List<string>> FoundAsync(string? words) => [.. (await city.Get<CatalogueQueries>().SearchAsync(words)).Select(i => i.Id)];
}
