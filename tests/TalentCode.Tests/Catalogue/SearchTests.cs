using TalentCode.Core.Catalogue;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Catalogue;

/// <summary>Services are found by whatever people type.</summary>
[Trait("Category", "Core")]
public sealed class SearchTests(City city) : IClassFixture<City>
{
    [Theory]
    [InlineData("落户", "P01")]
    [InlineData("luohu", "P01")]
    [InlineData("luo hu", "P01")]
    [InlineData("护照", "P13")]
    [InlineData("huzhao", "P13")]
    [InlineData("hz", "P13")]
    [InlineData("驾照", "P14")]
    [InlineData("driving", "P14")]
    [InlineData("RESIDENCE PERMIT", "P10")]
    [InlineData("gjj", "P25")]
    [InlineData("子女上学问题", "P15")]
    [InlineData("Z19", "Z19")]
    [InlineData("yingcaijihua", "Z01")]
    public async Task What_is_meant_is_among_the_first_five(string typed, string item)
    {
        var found = await city.Get<CatalogueQueries>().SearchAsync(typed);
        Assert.Contains(item, found.Take(5).Select(i => i.Id));
    }

    [Theory]
    [InlineData("wwwqqq")]
    [InlineData("   ")]
    [InlineData("")]
    public async Task Nonsense_finds_nothing(string typed) => Assert.Empty(await city.Get<CatalogueQueries>().SearchAsync(typed));

    [Theory]
    [InlineData("初到", "arriving")]
    [InlineData("chudao", "arriving")]
    [InlineData("leaving", "leaving")]
    public void Situations_are_found_as_well(string typed, string situation) => Assert.Contains(situation, CatalogueSearch.SituationsFor(typed).Select(s => s.Id));

    [Fact]
    public async Task Every_chinese_name_and_keyword_can_be_typed_in_pinyin()
    {
        var known = CatalogueSearch.Spelled;
        var missing = (await city.ItemsAsync()).SelectMany(i => i.Content.KeywordsZh.Append(i.Content.Zh).Append(i.Content.ShortZh)).Where(t => !known.Contains(t));
        Assert.Empty(missing);
    }
}
