using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Filing;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Filing;

/// <summary>One draft open on a phone and on a tablet: nobody's words are overwritten without being asked.</summary>
[Trait("Category", "Core")]
public sealed class DraftOnTwoDevicesTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task What_was_changed_on_one_device_alone_stays_when_the_other_saves_its_old_page()
    {
        var (save, answers) = await OpenAsync();
        var shown = await answers();
        await save(new() { ["address"] = "新路 66 号", ["addressKind"] = shown["addressKind"] }, shown);
        var late = await save(new() { ["address"] = shown["address"], ["addressKind"] = "own" }, shown);
        Assert.Empty(late.Elsewhere);
        var now = await answers();
        Assert.Equal(("新路 66 号", "own"), (now["address"], now["addressKind"]));
    }

    [Fact]
    public async Task What_differs_is_named_and_left_as_it_is_until_the_person_decides()
    {
        var (save, answers) = await OpenAsync();
        var shown = await answers();
        await save(new() { ["address"] = "手机上写的" }, shown);
        var other = await save(new() { ["address"] = "平板上写的" }, shown);
        Assert.Equal("手机上写的", other.Elsewhere["address"]);
        Assert.Equal("手机上写的", (await answers())["address"]);
        // The person has seen it and keeps the own words.
        Assert.Empty((await save(new() { ["address"] = "平板上写的" }, other.Stored)).Elsewhere);
        Assert.Equal("平板上写的", (await answers())["address"]);
    }

    private async Task<(Func<Dictionary<string, string>, IReadOnlyDictionary<string, string>, Task<DraftSaved>> Save, Func<Task<Dictionary<string, string>>> Answers)> OpenAsync()
    {
        var who = await city.People.TalentAsync();
        var draft = await city.DraftAsync(who, "P01");
        return ((typed, shown) => city.Get<FilingService>().SaveAsync(Actor.For(who), draft, typed, shown),
            () => city.ReadAsync(db => db.Cases.Where(c => c.Id == draft).Select(c => c.Answers).SingleAsync()));
    }
}
