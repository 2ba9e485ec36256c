using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core;
using TalentCode.Core.Cases;
using TalentCode.Core.Codes;
using TalentCode.Core.Data;
using TalentCode.Core.Data.Seed;
using TalentCode.Core.Scans;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Core.Time;
using TalentCode.Tests.Support;
using TalentCode.Web.Shared;

namespace TalentCode.Tests.Web;

/// <summary>Papers: who reads them, in which language, and where their symbol leads.</summary>
[Trait("Category", "Web")]
public sealed partial class PaperPageTests(RunningCity city) : IClassFixture<RunningCity>
{
    private const string Prevails = "Translation for reference; the Chinese text prevails";
    private static readonly string Chen = DemoPeople.Chen.Phone[2..];
    private static Visitor? _chen;

    [Fact]
    public async Task The_holder_reads_the_paper_in_chinese_and_with_its_translation()
    {
        var (_, path, paper) = await PaperAsync();
        var holder = await ChenAsync();
        var chinese = await holder.ReadAsync("/cases/" + path);
        Assert.Contains("补正告知书", chinese, StringComparison.Ordinal);
        Assert.Contains(paper.Number, chinese, StringComparison.Ordinal);
        Assert.Contains("陈修远", chinese, StringComparison.Ordinal);
        Assert.Contains("电子印章位置", chinese, StringComparison.Ordinal);
        Assert.DoesNotContain("Translation for reference", chinese, StringComparison.Ordinal);

        var english = await holder.ReadAsync("/cases/" + path + "?lang=en");
        Assert.Contains("Translation for reference; the Chinese text prevails", english, StringComparison.Ordinal);
        Assert.Contains("Notice of what is to be completed", english, StringComparison.Ordinal);
        Assert.Contains("Complete by", english, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_department_reads_it_with_the_name_masked_and_nobody_else_does()
    {
        var (row, path, paper) = await PaperAsync();
        using var officer = await new Visitor(city.Address).AsStaffAsync("officer." + row.DepartmentId);
        var shown = await officer.ReadAsync("/dept/cases/" + path);
        Assert.Contains(paper.Number, shown, StringComparison.Ordinal);
        Assert.DoesNotContain("陈修远", shown, StringComparison.Ordinal);

        using var elsewhere = await new Visitor(city.Address).AsStaffAsync("officer.education");
        Assert.DoesNotContain(paper.Number, await elsewhere.ReadAsync("/dept/cases/" + path), StringComparison.Ordinal);
        using var another = await new Visitor(city.Address).AsHolderAsync(DemoPeople.Schmidt.Phone[2..]);
        Assert.DoesNotContain(paper.Number, await another.ReadAsync("/cases/" + path), StringComparison.Ordinal);
        using var stranger = new Visitor(city.Address);
        Assert.Equal(HttpStatusCode.Found, (await stranger.GetAsync("/cases/" + path)).StatusCode);
    }

    [Fact]
    public async Task A_paper_of_one_case_is_not_found_under_another()
    {
        var (_, path, paper) = await PaperAsync();
        using var holder = await new Visitor(city.Address).AsHolderAsync(DemoPeople.Zhang.Phone[2..]);
        var own = await city.Get<Store>().ReadAsync(db => db.Cases.Where(c => c.TalentId == DemoPeople.Zhang.Id).Select(c => c.Id).FirstAsync());
        Assert.DoesNotContain(paper.Number, await holder.ReadAsync($"/cases/{own}/papers/{path.Split('/')[^1]}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_symbol_leads_each_to_their_own_page_and_strangers_to_the_neutral_one()
    {
        var (row, _, _) = await PaperAsync();
        var signed = city.Get<SignedPath>().Create(SignedKind.Paper, row.Id.ToString("N"));
        using var officer = await new Visitor(city.Address).AsStaffAsync("officer." + row.DepartmentId);
        Assert.Equal($"/dept/cases/{row.Id}", (await officer.GetAsync(signed)).Headers.Location?.ToString());
        using var elsewhere = await new Visitor(city.Address).AsStaffAsync("officer.education");
        using var stranger = new Visitor(city.Address);
        var neutral = await stranger.ReadAsync("/c/123456");
        Assert.Equal(neutral, await stranger.ReadAsync(signed));
        Assert.Equal(neutral, await elsewhere.ReadAsync(signed));
        Assert.Equal(neutral, await officer.ReadAsync(Last().Replace(signed, m => m.Value == "0" ? "1" : "0")));
    }

    [Fact]
    public async Task Every_kind_of_paper_has_its_number_day_symbol_and_an_english_version_that_says_what_it_is()
    {
        var (row, _, _) = await PaperAsync();
        var papers = await OneOfEachAsync(row);
        Assert.Equal(Enum.GetValues<NoticeKind>().Length + 1, papers.Count);
        var symbol = city.Get<QrDrawing>().Print(city.Get<CodeLink>().ForPath(city.Get<SignedPath>().Create(SignedKind.Paper, row.Id.ToString("N")))).Value;
        var holder = await ChenAsync();
        foreach (var paper in papers)
        {
            var (title, day) = (CasePapers.Title(paper, null), DayText.Of(city.Get<CityClock>().DateOf(paper.IssuedAt), withYear: true));
            foreach (var english in new[] { false, true })
            {
                var page = await holder.ReadAsync($"/cases/{row.Id}/papers/{paper.Id}{(english ? "?lang=en" : "")}");
                var sheet = page[page.IndexOf("<article", StringComparison.Ordinal)..page.IndexOf("</article>", StringComparison.Ordinal)];
                foreach (var part in new[] { $"<h1>{title.In(english)}</h1>", (english ? "No. " : "编号：") + paper.Number, day.In(english), symbol, english ? "place of the electronic seal" : "电子印章位置" })
                    Assert.Contains(part, sheet, StringComparison.Ordinal);
                Assert.Equal(english, sheet.Contains(Prevails, StringComparison.Ordinal));
                Assert.All(paper.Lines, line => Assert.Contains(new LocalText(line.Zh, line.En).In(english), sheet, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public async Task A_steward_opens_a_persons_papers_and_supplies_what_is_asked_only_under_a_mandate()
    {
        var (row, path, paper) = await PaperAsync();
        var steward = await StewardAsync();
        using var desk = await new Visitor(city.Address).AsStaffAsync("steward1");
        var holder = await ChenAsync();
        var (page, token) = ($"/steward/cases/{row.Id}", await desk.TokenOnAsync("/steward"));
        foreach (var mandate in await city.Get<Mandates>().MineAsync(Holder)) await city.Get<Mandates>().WithdrawAsync(Holder, mandate.Row.Id);
        var without = await desk.ReadAsync(page);
        Assert.Contains("我的委托", without, StringComparison.Ordinal);
        foreach (var hidden in new[] { "/desk/mandate/papers", "data-test=\"complete\"", "/steward/cases/" + path }) Assert.DoesNotContain(hidden, without, StringComparison.Ordinal);
        // The person stands beside the case either way.
        foreach (var shown in new[] { Show.Phone(DemoPeople.Chen.Phone), $"/steward/person/{row.TalentId}#contacts" }) Assert.Contains(shown, without, StringComparison.Ordinal);
        Assert.DoesNotContain(paper.Number, await desk.ReadAsync("/steward/cases/" + path), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, await HandInAsync(desk, token, TestFiles.Pdf()));

        await city.Get<Mandates>().GiveAsync(Holder, new(row.ItemId, MandateScope.Follow, null, true));
        var under = await desk.ReadAsync(page);
        foreach (var shown in new[] { $"/desk/mandate/papers?case={row.Id}", "data-test=\"complete\"", "/steward/cases/" + path }) Assert.Contains(shown, under, StringComparison.Ordinal);
        var read = await desk.ReadAsync("/steward/cases/" + path);
        foreach (var shown in new[] { paper.Number, "陈修远" }) Assert.Contains(shown, read, StringComparison.Ordinal);
        Assert.Contains(await city.Get<PersonService>().WhoLookedAsync(Holder), look => look.StaffId == steward.Id && look.WhatZh.Contains(paper.Number, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, await HandInAsync(desk, null, TestFiles.Pdf()));
        Assert.Equal(HttpStatusCode.Conflict, await HandInAsync(desk, token, [1, 2, 3]));
        Assert.Equal(HttpStatusCode.OK, await HandInAsync(desk, token, TestFiles.Pdf()));
        Assert.NotEqual(HttpStatusCode.OK, await HandInAsync(holder, token, TestFiles.Pdf()));

        async Task<HttpStatusCode> HandInAsync(Visitor by, string? forgery, byte[] bytes)
        {
            using var content = new MultipartFormDataContent { { new StringContent("point-0"), "key" }, { new ByteArrayContent(bytes), "file", "a.pdf" } };
            if (forgery is not null) content.Add(new StringContent(forgery), "__RequestVerificationToken");
            using var answer = await by.PostAsync($"/desk/mandate/papers?case={row.Id}", content);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task The_paper_of_a_mandate_is_chinese_first_and_opens_for_its_giver_and_the_department_it_was_used_at()
    {
        var (row, _, _) = await PaperAsync();
        var steward = await StewardAsync();
        var id = await city.Get<Mandates>().GiveAsync(Holder, new(row.ItemId, MandateScope.FileAndFollow, null, true));
        var sheet = await city.Get<MandatePapers>().OwnAsync(Holder, id);
        var symbol = city.Get<QrDrawing>().Print(city.Get<CodeLink>().ForPath(city.Get<SignedPath>().Create(SignedKind.Paper, id.ToString("N")))).Value;
        var holder = await ChenAsync();
        // Whatever language the pages around it have.
        (await holder.GetAsync("/lang/en")).Dispose();
        var chinese = await holder.ReadAsync($"/me/mandates/{id}");
        foreach (var part in new[] { "<h1>授权委托书</h1>", "编号：" + sheet.Number, DayText.Of(city.Get<CityClock>().Today, withYear: true).In(english: false), "签名位置", "陈修远", steward.Name.Zh, symbol })
            Assert.Contains(part, chinese, StringComparison.Ordinal);
        Assert.DoesNotContain(Prevails, chinese, StringComparison.Ordinal);
        var english = await holder.ReadAsync($"/me/mandates/{id}?lang=en");
        foreach (var part in new[] { Prevails, "No. " + sheet.Number, "place of the signature", "File and follow it", symbol }) Assert.Contains(part, english, StringComparison.Ordinal);
        (await holder.GetAsync("/lang/zh")).Dispose();

        using var officer = await new Visitor(city.Address).AsStaffAsync("officer." + row.DepartmentId);
        var (at, signed) = ($"/dept/cases/{row.Id}/mandate/{id}", city.Get<SignedPath>().Create(SignedKind.Paper, id.ToString("N")));
        Assert.DoesNotContain(sheet.Number, await officer.ReadAsync(at), StringComparison.Ordinal);
        await city.Get<Store>().WriteAsync(db => { db.CaseEvents.Add(Filed(row, steward)); return Task.CompletedTask; });
        Assert.Contains(at, await officer.ReadAsync($"/dept/cases/{row.Id}"), StringComparison.Ordinal);
        var opened = await officer.ReadAsync(at);
        Assert.Contains(sheet.Number, opened, StringComparison.Ordinal);
        Assert.DoesNotContain("陈修远", opened, StringComparison.Ordinal);
        Assert.Equal([at, $"/me/mandates/{id}"], new List<string?> { (await officer.GetAsync(signed)).Headers.Location?.ToString(), (await holder.GetAsync(signed)).Headers.Location?.ToString() });
        using var stranger = new Visitor(city.Address);
        Assert.Equal(await stranger.ReadAsync("/c/123456"), await stranger.ReadAsync(signed));
    }

    private static Actor Holder => new(ActorKind.Talent, DemoPeople.Chen.Id, new("本人", "the applicant"), new HashSet<Permission>(), null);

    /// <summary>The step a filing under a mandate leaves; the case itself is left as it stands.</summary>
    private CaseEvent Filed(ServiceCase row, Actor steward) => new()
    {
        Id = Guid.CreateVersion7(city.Get<CityClock>().UtcNow),
        CaseId = row.Id,
        Sequence = 900,
        At = city.Get<CityClock>().UtcNow,
        ActorKind = ActorKind.Staff,
        ActorId = steward.Id,
        ActorZh = steward.Name.Zh,
        ActorEn = steward.Name.En,
        Action = CaseAction.Submit,
        From = CaseState.Draft,
        To = CaseState.Submitted,
    };

    // One sign-in for all tests here: a number is sent so many codes in an hour and no more.
    private async Task<Visitor> ChenAsync() => _chen ??= await new Visitor(city.Address).AsHolderAsync(Chen);

    /// <summary>Puts Chen into the care of the first steward.</summary>
    private Task<Actor> StewardAsync() => city.Get<Store>().WriteAsync(async db =>
    {
        var staff = await db.Users.Include(s => s.Roles).SingleAsync(s => s.UserName == "steward1");
        (await db.Talents.SingleAsync(t => t.Id == DemoPeople.Chen.Id)).StewardId = staff.Id;
        return Actor.For(staff);
    });

    /// <summary>The papers the case has, and one of every kind it has not; of decisions a grant and a refusal.</summary>
    private Task<List<CaseNotice>> OneOfEachAsync(ServiceCase row) => city.Get<Store>().WriteAsync(async db =>
    {
        var all = await db.CaseNotices.Where(n => n.CaseId == row.Id).ToListAsync();
        foreach (var (kind, decided) in Enum.GetValues<NoticeKind>().Select(k => (k, "准予")).Append((NoticeKind.Decision, "不予")).Where(k => k.Item1 == NoticeKind.Decision || !all.Exists(n => n.Kind == k.Item1)))
        {
            var paper = new CaseNotice { Id = Guid.NewGuid(), CaseId = row.Id, Kind = kind, Number = $"{row.Number}-{kind}-{decided}", IssuedAt = city.Get<CityClock>().UtcNow, Lines = [new("决定", "Decision", decided, decided == "准予" ? "granted" : "refused"), new("说明", "Note", $"第 {kind} 份", $"Sheet {kind}")] };
            db.CaseNotices.Add(paper);
            all.Add(paper);
        }
        return all.GroupBy(n => (n.Kind, CasePapers.Title(n, null))).Select(g => g.First()).ToList();
    });

    private async Task<(ServiceCase Row, string Path, CaseNotice Paper)> PaperAsync()
    {
        var row = await city.Get<Store>().ReadAsync(db => db.Cases.Include(c => c.Notices).SingleAsync(c => c.TalentId == DemoPeople.Chen.Id && c.State == CaseState.AwaitingCompletion));
        var paper = row.Notices.Single(n => n.Kind == NoticeKind.Completion);
        return (row, $"{row.Id}/papers/{paper.Id}", paper);
    }

    [GeneratedRegex(".$")]
    private static partial Regex Last();
}
