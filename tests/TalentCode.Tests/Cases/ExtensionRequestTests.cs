using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Families;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>An extension is asked for, approved or declined, and what is said about it stays inside. Monday 10 August 2026.</summary>
[Trait("Category", "Core")]
public sealed class ExtensionRequestTests() : InOwnCity("2026-08-10")
{
    private const string Why = "还在等使馆回函,请再给十天", No = "材料已经够了,请按期决定", Told = "境外学历需要核实";
    private static readonly JsonSerializerOptions Plain = new() { ReferenceHandler = ReferenceHandler.IgnoreCycles, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Joint handling (行政许可法 42): no shipped item is one.</summary>
    internal static ExtensionRule ByGovernment { get; } = new(15, "本级人民政府负责人", "the head of the people’s government at this level", "行政许可法第42条", "Administrative Licensing Law, art. 42", ExtendedBy.Government);

    internal static IReadOnlyList<ItemLimit> Joint { get; } =
        [new() { Outer = new() { N = 45, Unit = "workday", From = "accepted", Kind = LimitKind.Statutory }, Promised = new() { N = 40, Unit = "workday", From = "accepted", Kind = LimitKind.Platform } }];

    [Fact]
    public async Task Asking_tells_the_heads_of_the_department_and_nobody_else_and_happens_once_until_it_is_answered()
    {
        var (id, officer, head) = await ReviewAsync();
        var second = await City.OfficeAsync(id, StaffRole.Head);
        await City.People.StaffAsync(StaffRole.Head, "education");
        await City.People.StaffAsync(StaffRole.CityLead);
        await City.ActAsync(officer, id, CaseAction.AskExtension, Why);
        Assert.Equal(new[] { head.Id, second.Id }.Order(), await ToldOfAsync("extension-asked"));
        Assert.Equal($"/dept/cases/{id}", (await City.ReadAsync(db => db.Outbox.FirstAsync(m => m.Template == "extension-asked"))).Link);
        await City.ActAsync(officer, id, CaseAction.AskExtension, "再问一次").IsRefusedAsync("extension-asked");
        var sheet = await City.Get<CaseSheets>().LoadAsync(head, id);
        var asked = Assert.IsType<CaseEvent>(sheet.View.Row.ExtensionAsked);
        Assert.Equal(Why, Assert.Single(sheet.Notes!, n => n.BelongsTo(asked)).Text);
        Assert.Contains(CaseAction.DeclineExtension, sheet.View.Actions.Select(a => a.Action));
    }

    [Fact]
    public async Task Declining_tells_the_officer_moves_nothing_and_lets_it_be_asked_again()
    {
        var (id, officer, head) = await ReviewAsync();
        var before = (await City.WholeAsync(id)).OuterDueAt;
        await City.ActAsync(head, id, CaseAction.DeclineExtension, No).IsRefusedAsync("step-not-possible");
        await City.ActAsync(officer, id, CaseAction.AskExtension, Why);
        await City.ActAsync(await City.OfficeAsync(id), id, CaseAction.DeclineExtension, No).IsRefusedAsync("step-not-yours");
        await City.ActAsync(head, id, CaseAction.DeclineExtension, No);
        Assert.Equal([officer.Id], await ToldOfAsync("extension-declined"));
        Assert.Equal((before, null), ((await City.WholeAsync(id)).OuterDueAt, (await City.WholeAsync(id)).ExtensionAsked));
        await City.ActAsync(officer, id, CaseAction.AskExtension, Why);
        await City.ActAsync(head, id, CaseAction.Extend, Told);
        Assert.Equal([officer.Id], await ToldOfAsync("extension-granted"));
        await City.ActAsync(officer, id, CaseAction.AskExtension, Why).IsRefusedAsync("extended-once");
    }

    [Fact]
    public async Task Nothing_the_applicant_or_the_steward_reads_carries_what_was_said_inside()
    {
        var steward = await City.People.StaffAsync(StaffRole.Steward);
        var who = await City.People.TalentAsync(t => t.StewardId = steward.Id);
        var (id, officer, head) = await ReviewAsync(who);
        foreach (var answer in new[] { CaseAction.DeclineExtension, CaseAction.Extend })
        {
            await City.ActAsync(officer, id, CaseAction.AskExtension, Why);
            await City.ActAsync(head, id, answer, answer == CaseAction.Extend ? Told : No);
        }
        foreach (var reader in new[] { Actor.For(who), steward })
        {
            var view = await City.Get<CaseQueries>().ViewAsync(reader, id);
            Assert.DoesNotContain(view.Row.Events, e => e.Action is CaseAction.AskExtension or CaseAction.DeclineExtension);
            var everything = JsonSerializer.Serialize(view, Plain);
            Assert.Contains(Told, everything, StringComparison.Ordinal);
            Assert.All(new[] { Why, No }, said => Assert.DoesNotContain(said, everything, StringComparison.Ordinal));
        }
        Assert.Equal(5, (await City.Get<CaseQueries>().ViewAsync(head, id)).Row.Events.Count(e => e.Action is CaseAction.AskExtension or CaseAction.DeclineExtension or CaseAction.Extend or CaseAction.Accept));
        var row = await City.WholeAsync(id);
        Assert.All(row.Events.Where(e => e.StaysInside), e => Assert.Null(e.Note));
        var (told, papers) = (JsonSerializer.Serialize(await City.ReadAsync(db => db.Outbox.ToListAsync()), Plain), JsonSerializer.Serialize(row.Notices, Plain));
        Assert.All(new[] { Why, No }, said => Assert.DoesNotContain(said, told + papers, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_member_of_the_family_reads_nothing_of_it_either()
    {
        var who = await City.People.TalentAsync(t => t.Family.Add(TestPeople.Child("2011-03-02")));
        var id = await City.FileHouseholdAsync(who);
        var officer = await City.ReviewAsync(id);
        await City.OfficeAsync(id, StaffRole.Head);
        await City.ActAsync(officer, id, CaseAction.AskExtension, Why);
        var part = (await City.CaseAsync(id)).Children.Single(c => c.FamilyMemberId is not null);
        Assert.Contains(part.Events, e => e is { Action: CaseAction.AskExtension, Note: null });
        await City.WriteAsync(db => db.FamilyMembers.Where(f => f.TalentId == who.Id).ExecuteUpdateAsync(set => set.SetProperty(f => f.Phone, "8613700000001").SetProperty(f => f.SessionStamp, Guid.NewGuid())));
        var member = await City.ReadAsync(db => db.FamilyMembers.SingleAsync(f => f.TalentId == who.Id));
        var steps = (await City.Get<MemberArea>().PartAsync(Actor.For(member), part.Id)).Steps;
        Assert.NotEmpty(steps);
        Assert.DoesNotContain(steps, s => s.Action == CaseAction.AskExtension);
        Assert.Single(await City.ReadAsync(db => db.Notes.ToListAsync()));
    }

    [Fact]
    public async Task Whoever_asks_is_told_at_once_where_nobody_could_approve_it_and_nothing_is_kept_of_it()
    {
        var id = await City.ReceiveAsync("P08");
        var officer = await City.OfficeAsync(id, StaffRole.Officer);
        await City.ReviewAsync(id, officer);
        await City.People.StaffAsync(StaffRole.Head, "education");
        await City.ActAsync(officer, id, CaseAction.AskExtension, Why).IsRefusedAsync("no-head");
        var gone = await City.OfficeAsync(id, StaffRole.Head);
        await City.WriteAsync(db => db.Users.Where(u => u.Id == gone.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.Disabled, true)));
        await City.ActAsync(officer, id, CaseAction.AskExtension, Why).IsRefusedAsync("no-head");
        Assert.Equal((0, null), (await City.ReadAsync(db => db.Notes.CountAsync()), (await City.WholeAsync(id)).ExtensionAsked));
    }

    [Fact]
    public async Task It_is_not_asked_for_where_the_item_knows_none_or_the_limit_has_passed()
    {
        var (id, officer, _) = await ReviewAsync();
        City.MoveTo("2026-09-30");
        await City.ActAsync(officer, id, CaseAction.AskExtension, Why).IsRefusedAsync("limit-over");
        var other = await City.ReceiveAsync("P07");
        var clerk = await City.OfficeAsync(other, StaffRole.Officer);
        await City.ReviewAsync(other, clerk);
        await City.ActAsync(clerk, other, CaseAction.AskExtension, Why).IsRefusedAsync("no-extension");
    }

    [Fact]
    public async Task What_the_government_extends_is_asked_of_the_city_and_a_result_answers_what_was_asked()
    {
        await City.ChangeItemAsync("P08", item => item with { Extension = ByGovernment, Limits = Joint });
        var (id, officer, _) = await ReviewAsync();
        await City.ActAsync(officer, id, CaseAction.AskExtension, Why).IsRefusedAsync("no-head");
        var lead = await City.People.StaffAsync(StaffRole.CityLead);
        await City.ActAsync(officer, id, CaseAction.AskExtension, Why);
        Assert.Equal([lead.Id], await ToldOfAsync("extension-asked"));
        Assert.Equal($"/board/cases/{id}", (await City.ReadAsync(db => db.Outbox.FirstAsync(m => m.Template == "extension-asked"))).Link);
        Assert.Contains(CaseAction.Extend, (await City.Get<CaseQueries>().ViewAsync(lead, id)).Actions.Select(a => a.Action));
        await City.ActAsync(await City.OfficeAsync(id), id, CaseAction.Refuse, "学历不符");
        await City.ActAsync(await City.OfficeAsync(id), id, CaseAction.Revoke, "漏看了一份材料");
        Assert.Null((await City.WholeAsync(id)).ExtensionAsked);
    }

    [Fact]
    public async Task A_family_application_for_a_licence_ends_forty_five_working_days_after_its_acceptance_and_fifteen_later_once_extended()
    {
        await City.ChangeItemAsync("P01", item => item with { Regime = Regime.Licence, Extension = ByGovernment, Limits = Joint });
        var family = await LateMemberAsync();
        var row = await City.WholeAsync(family);
        Assert.Equal((City.EndOf("2026-10-16"), City.EndOf("2026-10-16")), (row.PromisedDueAt, row.OuterDueAt));
        Assert.Equal(City.EndOf("2026-10-28"), row.Children.Max(c => c.OuterDueAt));
        var shown = (await City.Get<CaseQueries>().ViewAsync(row.Applicant(), family)).Dates.Outer!;
        Assert.Equal(row.OuterDueAt, shown.AtUtc);
        Assert.All(new[] { "整件申请受理后最长 45 个工作日", "行政许可法第42条" }, words => Assert.Contains(words, shown.Arithmetic.Zh, StringComparison.Ordinal));
        await City.ActAsync(await City.People.StaffAsync(StaffRole.CityLead), family, CaseAction.Extend, "两个部门还在核实");
        row = await City.WholeAsync(family);
        Assert.Equal((City.EndOf("2026-10-16"), City.EndOf("2026-11-06")), (row.PromisedDueAt, row.OuterDueAt));
        Assert.Contains("60 个工作日", (await City.Get<CaseQueries>().ViewAsync(row.Applicant(), family)).Dates.Outer!.Arithmetic.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Under_other_law_a_family_application_follows_its_latest_member()
    {
        await City.ChangeItemAsync("P01", item => item with { Limits = Joint });
        Assert.Equal(City.EndOf("2026-10-28"), (await City.WholeAsync(await LateMemberAsync())).OuterDueAt);
    }

    // One member completes papers while the others are in review, and is accepted eight working days after them.
    private async Task<Guid> LateMemberAsync()
    {
        var family = await City.FileHouseholdAsync(await City.People.TalentAsync(t => t.Family.Add(TestPeople.Child("2019-03-02"))));
        var office = await City.OfficeAsync(family);
        var child = (await City.CaseAsync(family)).Children[1].Id;
        await City.ActAsync(office, child, CaseAction.AskCompletion, detail: Walks.List);
        await City.ReviewAsync(family, office);
        City.MoveTo("2026-08-20");
        await City.ActAsync(await City.ApplicantAsync(family), child, CaseAction.Complete, "补了出生证明");
        await City.ActAsync(office, child, CaseAction.Accept);
        await City.ActAsync(office, child, CaseAction.StartReview);
        return family;
    }

    private async Task<(Guid Id, Actor Officer, Actor Head)> ReviewAsync(Talent? who = null)
    {
        var id = await City.ReceiveAsync("P08", who);
        var officer = await City.OfficeAsync(id, StaffRole.Officer);
        await City.ReviewAsync(id, officer);
        return (id, officer, await City.OfficeAsync(id, StaffRole.Head));
    }

    private async Task<IEnumerable<Guid>> ToldOfAsync(string template) =>
        (await City.ReadAsync(db => db.Outbox.Where(m => m.Template == template && m.Channel == "in-app").Select(m => m.RecipientId).ToListAsync())).Order();
}
