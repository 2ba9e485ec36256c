using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Codes;
using TalentCode.Core.Documents;
using TalentCode.Core.Filing;
using TalentCode.Core.People;
using TalentCode.Core.Scans;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Filing;

/// <summary>Staff fill in for somebody: who may, what they see, and that the phone's words are never lost.</summary>
[Trait("Category", "Core")]
public sealed class PreparedFormTests(City city) : IClassFixture<City>
{
    private PreparedService Prepared => city.Get<PreparedService>();
    private FilingService Filing => city.Get<FilingService>();

    [Fact]
    public async Task A_window_fills_in_what_the_holder_then_files()
    {
        var (desk, who, at) = await ScannedAsync();
        var draft = await Prepared.OpenAsync(desk.Staff, at, "P23");
        var sheet = (await Prepared.FindAsync(desk.Staff, at, "P23"))!;
        var open = sheet.Fields.Where(f => f.Problem is not null).ToList();
        Assert.NotEmpty(open);
        Assert.Equal(0, await city.ReadAsync(db => db.Outbox.CountAsync(m => m.RecipientId == who.Id && m.Template == "draft-prepared")));
        var saved = await Prepared.SaveAsync(desk.Staff, at, draft, [.. open.Select(f => new DeskChange(f.Field.Key, AnswerTo(f.Field), f.Seen))]);
        Assert.DoesNotContain(saved.Fields, f => f.Problem is not null);
        for (var i = 0; i < 2; i++) await Prepared.SendAsync(desk.Staff, at, draft);
        Assert.Equal(1, await city.ReadAsync(db => db.Outbox.CountAsync(m => m.RecipientId == who.Id && m.Template == "draft-prepared" && m.Channel == "in-app")));
        Assert.Empty((await Filing.ViewAsync(Actor.For(who), draft)).Check.Answers);
        await city.Get<SubmitService>().SubmitAsync(desk.Staff, draft).IsRefusedAsync("not-yours");
    }

    [Fact]
    public async Task A_steward_files_under_a_mandate_for_that_item_and_nobody_without_one()
    {
        var (desk, who, at) = await ScannedAsync();
        var (steward, scope) = (await StewardOfAsync(who), PreparedFor.InCare(who.Id));
        var draft = await Prepared.OpenAsync(steward, scope, "P23");
        var sheet = (await Prepared.FindAsync(steward, scope, "P23"))!;
        await Prepared.SaveAsync(steward, scope, draft, [.. sheet.Fields.Where(f => f.Problem is not null).Select(f => new DeskChange(f.Field.Key, AnswerTo(f.Field), f.Seen))]);
        Assert.False(await Prepared.MayFileAsync(steward, scope, "P23"));
        await Prepared.FileAsync(steward, scope, draft).IsRefusedAsync("no-mandate");

        await city.Get<Mandates>().GiveAsync(Actor.For(who), new("P23", MandateScope.FileAndFollow, City.Day("2026-09-30"), false));
        Assert.True(await Prepared.MayFileAsync(steward, scope, "P23"));
        Assert.Equal(draft, await Prepared.FileAsync(steward, scope, draft));
        var row = await city.CaseAsync(draft);
        Assert.NotEqual(CaseState.Draft, row.State);
        var submit = row.Events.First(e => e.Action == CaseAction.Submit);
        Assert.Contains("受本人委托提交", submit.Note, StringComparison.Ordinal);
        Assert.Equal((ActorKind.Staff, steward.Id, $"{steward.Name.Zh}(受本人委托)", true), (submit.ActorKind, submit.ActorId, submit.ActorZh, submit.ByMandate));
        Assert.Equal(["case-filed-for-you"], await city.OwedAboutAsync(draft));
        Assert.Single(await city.Get<PersonService>().WhoLookedAsync(Actor.For(who)), e => e.WhatZh.StartsWith("受你委托提交", StringComparison.Ordinal));
        await Prepared.FileAsync(desk.Staff, at, draft).IsRefusedAsync("no-mandate");
    }

    [Fact]
    public async Task What_is_personal_is_masked_at_a_window_and_numbers_for_everybody()
    {
        var (desk, who, at) = await ScannedAsync();
        await city.DraftAsync(who, "P25", ("kind", "rent"), ("bankAccount", "6222020000000000018"));
        await city.DraftAsync(who, "P06", ("message", "只给本人看的话"));
        foreach (var (staff, scope, inCare) in new[] { (desk.Staff, at, false), (await StewardOfAsync(who), PreparedFor.InCare(who.Id), true) })
        {
            foreach (var item in new[] { "P25", "P06", "P22" })
            {
                await Prepared.OpenAsync(staff, scope, item);
                var sheet = (await Prepared.FindAsync(staff, scope, item))!;
                var shown = string.Join('|', sheet.Fields.SelectMany(f => new[] { f.Value, f.Hidden?.Zh, f.Hidden?.En }));
                Assert.DoesNotContain("6222020000000000018", shown, StringComparison.Ordinal);
                Assert.Equal(inCare, sheet.Person.Zh == "林知远");
                if (item == "P25") Assert.Equal("622************0018", Field(sheet, "bankAccount").Hidden!.Value.Zh);
                if (!inCare) Assert.DoesNotContain("8 号 3 栋", shown, StringComparison.Ordinal);
                if (!inCare) Assert.DoesNotContain("只给本人看的话", shown, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task What_the_phone_changed_meanwhile_stays_even_where_the_desk_sees_it_masked()
    {
        var (desk, who, at) = await ScannedAsync();
        var draft = await Prepared.OpenAsync(desk.Staff, at, "P01");
        var seen = Field((await Prepared.FindAsync(desk.Staff, at, "P01"))!, "address");
        Assert.Equal(("", "金凤路***"), (seen.Value, seen.Hidden!.Value.Zh));
        Assert.Equal("来自档案", seen.Source!.Value.Zh);
        await Filing.SaveAsync(Actor.For(who), draft, new Dictionary<string, string> { ["address"] = "新路 66 号" });
        var saved = await Prepared.SaveAsync(desk.Staff, at, draft, [new("address", "旧街 1 号", seen.Seen)]);
        Assert.True(Field(saved, "address").ChangedElsewhere);
        Assert.Equal("新路***", Field(saved, "address").Hidden!.Value.Zh);
        Assert.Equal("新路 66 号", (await city.CaseAsync(draft)).Answers["address"]);
        // Knowing of it, the desk may still decide for its own.
        await Prepared.SaveAsync(desk.Staff, at, draft, [new("address", "旧街 1 号", Field(saved, "address").Seen)]);
        Assert.Equal("旧街 1 号", (await city.CaseAsync(draft)).Answers["address"]);
    }

    [Fact]
    public async Task The_right_ends_with_the_scan_and_with_the_holders_no()
    {
        var (desk, who, at) = await ScannedAsync();
        var draft = await Prepared.OpenAsync(desk.Staff, at, "P24");
        await city.Get<PersonService>().DenyAsync(Actor.For(who), at.GrantId!.Value);
        await Prepared.FindAsync(desk.Staff, at, "P24").IsRefusedAsync("grant-denied");
        await Prepared.SaveAsync(desk.Staff, at, draft, []).IsRefusedAsync("grant-denied");
        await Prepared.SendAsync(desk.Staff, at, draft).IsRefusedAsync("grant-denied");
        await Prepared.AddPaperAsync(desk.Staff, at, draft, "passport", TestFiles.Jpeg()).IsRefusedAsync("grant-denied");
        // A code is good for one use: the next one is shown.
        city.Pass(TimeSpan.FromMinutes(1));
        var later = PreparedFor.AtWindow(await desk.GrantAsync(who));
        Assert.NotNull(await Prepared.FindAsync(desk.Staff, later, "P24"));
        city.Pass(TimeSpan.FromMinutes(CodeRules.GrantMinutes));
        await Prepared.SaveAsync(desk.Staff, later, draft, []).IsRefusedAsync("grant-over");
    }

    [Theory]
    [InlineData(ScanPurpose.AskProgress)]
    [InlineData(ScanPurpose.CheckIn)]
    public async Task Another_purpose_and_another_persons_draft_open_nothing(ScanPurpose purpose)
    {
        var (desk, _, at) = await ScannedAsync(purpose);
        await Prepared.OpenAsync(desk.Staff, at, "P24").IsRefusedAsync("wrong-purpose");
        var (other, whose, theirs) = await ScannedAsync();
        var draft = await Prepared.OpenAsync(other.Staff, theirs, "P24");
        var (third, _, mine) = await ScannedAsync();
        await Prepared.SaveAsync(third.Staff, mine, draft, []).IsRefusedAsync("no-such-draft");
        await Prepared.FindAsync(third.Staff, theirs, "P24").IsRefusedAsync("no-grant");
        // What the holder has begun alone is not read before the window has opened it.
        await city.DraftAsync(whose, "P13");
        Assert.Null(await Prepared.FindAsync(other.Staff, theirs, "P13"));
    }

    [Fact]
    public async Task A_steward_fills_in_for_the_own_people_only_and_they_read_of_it_once()
    {
        var who = await city.People.TalentAsync();
        var steward = await StewardOfAsync(who);
        var scope = PreparedFor.InCare(who.Id);
        for (var i = 0; i < 2; i++) await Prepared.OpenAsync(steward, scope, "P24");
        Assert.Single(await city.Get<PersonService>().WhoLookedAsync(Actor.For(who)), e => e.WhatZh.Contains("代为填写", StringComparison.Ordinal));
        var stranger = await city.People.StaffAsync(StaffRole.Steward);
        await Prepared.OpenAsync(stranger, scope, "P24").IsRefusedAsync("not-in-care");
        await Prepared.FindAsync(stranger, scope, "P24").IsRefusedAsync("not-in-care");
        var hall = await city.People.StaffAsync(StaffRole.Hall);
        await Prepared.OpenAsync(hall, scope, "P24").IsRefusedAsync("not-allowed");
        await Prepared.OpenAsync(await city.People.StaffAsync(StaffRole.Officer, "health"), scope, "P24").IsRefusedAsync("not-allowed");
        await Prepared.OpenAsync(Actor.For(who), scope, "P24").IsRefusedAsync("not-allowed");
    }

    [Fact]
    public async Task A_paper_handed_in_at_the_window_counts_like_the_holders_own_and_only_where_one_is_missing()
    {
        var (desk, who, at) = await ScannedAsync();
        var draft = await Prepared.OpenAsync(desk.Staff, at, "P01");
        var missing = (await Prepared.FindAsync(desk.Staff, at, "P01"))!.Papers.First(p => p.Key is not null);
        await Prepared.AddPaperAsync(desk.Staff, at, draft, "no-such-paper", TestFiles.Jpeg()).IsRefusedAsync("paper-not-missing");
        await Prepared.AddPaperAsync(desk.Staff, at, draft, missing.Key!, [1, 2, 3]).IsRefusedAsync("file-type");
        await Prepared.AddPaperAsync(desk.Staff, at, draft, missing.Key!, TestFiles.Jpeg());
        var paper = await city.ReadAsync(db => db.Documents.SingleAsync(d => d.TalentId == who.Id));
        Assert.Equal(TrustLevel.C, paper.Trust);
        Assert.Contains((await Prepared.FindAsync(desk.Staff, at, "P01"))!.Papers, p => p.Trust == TrustLevel.C && p.Key is null);
        await Prepared.AddPaperAsync(desk.Staff, at, draft, missing.Key!, TestFiles.Jpeg(9)).IsRefusedAsync("paper-not-missing");
    }

    [Fact]
    public async Task Once_filed_or_discarded_on_the_phone_the_desk_is_told_and_changes_nothing()
    {
        var (desk, who, at) = await ScannedAsync();
        var draft = await Prepared.OpenAsync(desk.Staff, at, "P22");
        await city.SubmitAsync(who, draft);
        await Prepared.SaveAsync(desk.Staff, at, draft, [new("kind", "change", default)]).IsRefusedAsync("draft-filed");
        await Prepared.SendAsync(desk.Staff, at, draft).IsRefusedAsync("draft-filed");
        Assert.Null(await Prepared.FindAsync(desk.Staff, at, "P22"));
        Assert.Equal("new", (await city.CaseAsync(draft)).Answers["kind"]);
    }

    private static DeskField Field(DeskDraft sheet, string key) => sheet.Fields.Single(f => f.Field.Key == key);

    private static string AnswerTo(FormField field) => field.Kind switch
    {
        FieldKind.Choice or FieldKind.Choices => field.Choices[0].Value,
        FieldKind.Number => field.Least ?? "1",
        FieldKind.Date => "2026-09-20",
        FieldKind.Year => "2020",
        _ => "测试路 1 号",
    };

    private async Task<(Desk Desk, Talent Who, PreparedFor At)> ScannedAsync(ScanPurpose purpose = ScanPurpose.FileService)
    {
        var desk = await Desk.OpenAsync(city);
        var who = await city.People.TalentAsync();
        return (desk, who, PreparedFor.AtWindow(await desk.GrantAsync(who, purpose)));
    }

    private async Task<Actor> StewardOfAsync(Talent who)
    {
        var steward = await city.People.StaffAsync(StaffRole.Steward);
        await city.WriteAsync(async db => (await db.Talents.SingleAsync(t => t.Id == who.Id)).StewardId = steward.Id);
        return steward;
    }
}
