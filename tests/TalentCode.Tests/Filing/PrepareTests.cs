using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Codes;
using TalentCode.Core.Filing;
using TalentCode.Core.People;
using TalentCode.Core.Scans;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Filing;

/// <summary>A counter prepares, the holder files.</summary>
[Trait("Category", "Core")]
public sealed class PrepareTests(City city) : IClassFixture<City>
{
    private static readonly Dictionary<string, string> Message = new() { ["message"] = "请联系我", ["about"] = "" };

    private FilingService Filing => city.Get<FilingService>();

    [Fact]
    public async Task A_counter_prepares_for_the_person_it_has_scanned_and_the_holder_is_told()
    {
        var (desk, talent, grant) = await ScannedAsync();
        var draft = await Filing.PrepareAsync(desk.Staff, grant, "P06", Message);
        var row = await city.CaseAsync(draft);
        Assert.Equal((talent.Id, CaseState.Draft, "请联系我", null), (row.TalentId, row.State, row.Answers["message"], row.Number));
        Assert.Equal(desk.Staff.Id, row.PreparedById);
        Assert.Empty(row.Events);
        var notice = await city.ReadAsync(db => db.Outbox.SingleAsync(m => m.RecipientId == talent.Id && m.Channel == "in-app" && m.Template == "draft-prepared"));
        Assert.Equal($"/apply/{draft}", notice.Link);
    }

    [Fact]
    public async Task Nothing_is_filed_until_the_holder_confirms()
    {
        var (desk, talent, grant) = await ScannedAsync();
        var draft = await Filing.PrepareAsync(desk.Staff, grant, "P06", Message);
        await city.Get<SubmitService>().SubmitAsync(desk.Staff, draft).IsRefusedAsync("not-yours");
        await Filing.ViewAsync(desk.Staff, draft).IsRefusedAsync("not-yours");
        Assert.Equal(CaseState.Draft, (await city.CaseAsync(draft)).State);
        await city.Get<SubmitService>().SubmitAsync(Actor.For(talent), draft);
        Assert.Equal(CaseState.Received, (await city.CaseAsync(draft)).State);
    }

    [Theory]
    [InlineData(StaffRole.Officer)]
    [InlineData(StaffRole.Approver)]
    [InlineData(StaffRole.Supervisor)]
    [InlineData(StaffRole.Coordinator)]
    [InlineData(StaffRole.Administrator)]
    public async Task Who_does_not_serve_people_prepares_nothing(StaffRole role)
    {
        var (_, talent, grant) = await ScannedAsync();
        var actor = await city.People.StaffAsync(role, "public-security");
        await Task.Run(() => Filing.PrepareAsync(actor, grant, "P06", Message)).IsRefusedAsync("not-allowed");
        await NothingOfAsync(talent);
    }

    [Theory]
    [InlineData(StaffRole.Hall)]
    [InlineData(StaffRole.Steward)]
    public async Task A_scan_by_somebody_else_gives_no_permission(StaffRole role)
    {
        var (desk, talent, grant) = await ScannedAsync();
        var other = await city.People.StaffAsync(role, null, desk.Windows[1]);
        await Filing.PrepareAsync(other, grant, "P06", Message).IsRefusedAsync("no-grant");
        await Filing.PrepareAsync(desk.Staff, Guid.NewGuid(), "P06", Message).IsRefusedAsync("no-grant");
        await NothingOfAsync(talent);
    }

    [Fact]
    public async Task A_holder_prepares_for_nobody()
    {
        var (_, talent, grant) = await ScannedAsync();
        await Task.Run(() => Filing.PrepareAsync(Actor.For(talent), grant, "P06", Message)).IsRefusedAsync("not-allowed");
    }

    [Theory]
    [InlineData(ScanPurpose.CheckIn)]
    [InlineData(ScanPurpose.AskProgress)]
    [InlineData(ScanPurpose.Deliver)]
    public async Task A_scan_for_something_else_gives_no_permission(ScanPurpose purpose)
    {
        var (desk, talent, grant) = await ScannedAsync(purpose);
        await Filing.PrepareAsync(desk.Staff, grant, "P06", Message).IsRefusedAsync("wrong-purpose");
        await NothingOfAsync(talent);
    }

    [Fact]
    public async Task The_permission_ends_with_its_minutes_and_with_the_holders_no()
    {
        var (desk, talent, grant) = await ScannedAsync();
        city.Pass(TimeSpan.FromMinutes(CodeRules.GrantMinutes));
        await Filing.PrepareAsync(desk.Staff, grant, "P06", Message).IsRefusedAsync("grant-over");
        var again = await desk.GrantAsync(talent);
        await city.Get<PersonService>().DenyAsync(Actor.For(talent), again);
        await Filing.PrepareAsync(desk.Staff, again, "P06", Message).IsRefusedAsync("grant-denied");
        await NothingOfAsync(talent);
    }

    [Fact]
    public async Task Pressing_many_times_prepares_one_draft_and_tells_once()
    {
        var (desk, talent, grant) = await ScannedAsync();
        var (drafts, refused) = await Refusals.AtOnceAsync(4, _ => Filing.PrepareAsync(desk.Staff, grant, "P01", new Dictionary<string, string>()));
        Assert.Empty(refused);
        Assert.Single(drafts.Append(await Filing.PrepareAsync(desk.Staff, grant, "P01", new Dictionary<string, string>())).Distinct());
        Assert.Equal(1, await city.ReadAsync(db => db.Cases.CountAsync(c => c.TalentId == talent.Id)));
        Assert.Equal(1, await city.ReadAsync(db => db.Outbox.CountAsync(m => m.RecipientId == talent.Id && m.Template == "draft-prepared" && m.Channel == "in-app")));
    }

    [Fact]
    public async Task A_counter_goes_on_with_the_draft_the_holder_has_begun()
    {
        var (desk, talent, grant) = await ScannedAsync();
        var own = await city.DraftAsync(talent, "P01", ("address", "新路 66 号"));
        Assert.Equal(own, await Filing.PrepareAsync(desk.Staff, grant, "P01", new Dictionary<string, string> { ["addressKind"] = "own" }));
        var answers = (await city.CaseAsync(own)).Answers;
        Assert.Equal(("新路 66 号", "own"), (answers["address"], answers["addressKind"]));
    }

    [Fact]
    public async Task An_item_nobody_knows_is_refused()
    {
        var (desk, talent, grant) = await ScannedAsync();
        await Filing.PrepareAsync(desk.Staff, grant, "X99", Message).IsRefusedAsync("no-such-item");
        await NothingOfAsync(talent);
    }

    private async Task<(Desk Desk, Talent Talent, Guid Grant)> ScannedAsync(ScanPurpose purpose = ScanPurpose.FileService)
    {
        var desk = await Desk.OpenAsync(city);
        var talent = await city.People.TalentAsync();
        return (desk, talent, await desk.GrantAsync(talent, purpose));
    }

    private async Task NothingOfAsync(Talent talent) => Assert.Equal(0, await city.ReadAsync(db => db.Cases.CountAsync(c => c.TalentId == talent.Id)));
}
