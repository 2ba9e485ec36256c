using TalentCode.Core.Codes;
using TalentCode.Core.People;
using TalentCode.Core.Scans;
using TalentCode.Core.Staff;

namespace TalentCode.Tests.Support;

/// <summary>A hall with windows and somebody at the first of them.</summary>
internal sealed record Desk(City City, IReadOnlyList<HallWindow> Windows, Actor Staff)
{
    public static async Task<Desk> OpenAsync(City city, int windows = 2)
    {
        var hall = await city.People.HallAsync(windows);
        return new(city, hall, await city.People.StaffAsync(StaffRole.Hall, null, hall[0]));
    }

    /// <summary>What the holder's phone shows now, from the beginning of a slot on, so that the seconds of a test count from there.</summary>
    public async Task<string> CodeAsync(Talent talent, bool alignToSlot = true)
    {
        var into = City.Clock.UtcNow.Ticks % (CodeRules.SlotSeconds * TimeSpan.TicksPerSecond);
        if (alignToSlot && into != 0) City.Pass(TimeSpan.FromSeconds(CodeRules.SlotSeconds) - TimeSpan.FromTicks(into));
        var sheet = await City.Get<CodeService>().SheetAsync(talent.Id);
        return City.Get<CodeLink>().For(sheet.Slots[0].Digits);
    }

    public Task<ScanAnswer> ScanAsync(string scanned, ScanPurpose purpose = ScanPurpose.FileService, Actor? by = null, HallWindow? window = null) =>
        City.Get<ScanService>().ScanAsync(by ?? Staff, (window ?? Windows[0]).Id, purpose, scanned);

    public async Task<ScanAnswer> ScansAsAsync(ScanOutcome expected, string scanned)
    {
        var answer = await ScanAsync(scanned);
        Assert.Equal(expected, answer.Outcome);
        Assert.Equal(expected == ScanOutcome.Valid, answer.GrantId is not null);
        Refusals.IsSentence(answer.Sentence);
        return answer;
    }

    public async Task<Guid> GrantAsync(Talent talent, ScanPurpose purpose = ScanPurpose.FileService) =>
        (await ScanAsync(await CodeAsync(talent), purpose)).GrantId ?? throw new InvalidOperationException("The scan opened nothing.");
}
