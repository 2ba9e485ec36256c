using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TalentCode.Core.Codes;
using TalentCode.Core.Scans;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Scans;

[Trait("Category", "Core")]
public sealed class CodeSheetTests : IAsyncLifetime
{
    private City _city = null!;

    public async Task InitializeAsync() => _city = await City.FreshAsync();

    public async Task DisposeAsync() => await _city.DisposeAsync();

    [Fact]
    public async Task Two_servers_asked_at_once_show_one_and_the_same_batch()
    {
        var talent = await _city.People.TalentAsync();
        var other = _city.AnotherServer().GetRequiredService<CodeService>();
        var (sheets, refused) = await Refusals.AtOnceAsync(8, i => (i % 2 == 0 ? _city.Get<CodeService>() : other).SheetAsync(talent.Id));
        Assert.Empty(refused);
        Assert.All(sheets, s => Assert.Equal(sheets[0].Slots, s.Slots));
        Assert.Equal(41, sheets[0].Slots.Count);
        Assert.All(sheets[0].Slots.Zip(sheets[0].Slots.Skip(1)), p => Assert.Equal(CodeRules.SlotSeconds, p.Second.Nbf - p.First.Nbf));
    }

    [Fact]
    public async Task Later_views_keep_what_is_there_and_mint_only_the_tail()
    {
        var talent = await _city.People.TalentAsync();
        var first = (await _city.Get<CodeService>().SheetAsync(talent.Id)).Slots;
        _city.Pass(TimeSpan.FromSeconds(90));
        Assert.Equal(first.Skip(3), (await _city.Get<CodeService>().SheetAsync(talent.Id)).Slots);
        _city.Pass(TimeSpan.FromSeconds(90));
        var third = (await _city.Get<CodeService>().SheetAsync(talent.Id)).Slots;
        Assert.Equal(first.Skip(6), third.Take(35));
        Assert.Equal(41, third.Count);
    }

    [Fact]
    public async Task After_hours_without_a_view_the_batch_begins_now()
    {
        var talent = await _city.People.TalentAsync();
        await _city.Get<CodeService>().SheetAsync(talent.Id);
        _city.Pass(TimeSpan.FromHours(5));
        var sheet = await _city.Get<CodeService>().SheetAsync(talent.Id);
        Assert.Equal(new DateTimeOffset(_city.Clock.UtcNow).ToUnixTimeSeconds(), sheet.Slots[0].Nbf);
        Assert.Equal(41, sheet.Slots.Count);
    }

    [Fact]
    public async Task A_code_shown_before_midnight_is_known_after_it_and_the_days_have_different_names()
    {
        _city.MoveTo("2026-09-18", 23, 59);
        _city.Pass(TimeSpan.FromSeconds(30));
        var desk = await Desk.OpenAsync(_city);
        var talent = await _city.People.TalentAsync();
        var old = await desk.CodeAsync(talent);
        _city.Pass(TimeSpan.FromSeconds(45));
        await desk.ScansAsAsync(ScanOutcome.Valid, old);
        await desk.ScansAsAsync(ScanOutcome.Valid, await desk.CodeAsync(talent, alignToSlot: false));
        var names = await _city.ReadAsync(db => db.Pseudonyms.Where(p => p.TalentId == talent.Id).OrderBy(p => p.Day).ToListAsync());
        Assert.Equal([City.Day("2026-09-18"), City.Day("2026-09-19")], names.Select(n => n.Day));
        Assert.NotEqual(names[0].Sub, names[1].Sub);
    }

    [Fact]
    public async Task Only_the_holder_or_somebody_allowed_freezes_and_the_holder_is_told()
    {
        var talent = await _city.People.TalentAsync();
        var codes = _city.Get<CodeService>();
        await Task.Run(async () => await codes.FreezeAsync(Actor.For(await _city.People.TalentAsync()), talent.Id, null)).IsRefusedAsync("not-yours");
        await Task.Run(async () => await codes.FreezeAsync(await _city.People.StaffAsync(StaffRole.Officer, "education"), talent.Id, null)).IsRefusedAsync("not-allowed");
        await codes.FreezeAsync(await _city.People.StaffAsync(StaffRole.Steward), talent.Id, "来电挂失");
        await codes.FreezeAsync(Actor.For(talent), talent.Id, "再按一次");
        Assert.Equal(1, await _city.ReadAsync(db => db.Outbox.CountAsync(m => m.Template == "code-frozen" && m.Channel == "in-app")));
        Assert.Equal("来电挂失", await _city.ReadAsync(db => db.CodeStates.Where(s => s.TalentId == talent.Id).Select(s => s.FrozenReason).SingleAsync()));
    }
}
