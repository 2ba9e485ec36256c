using System.Net;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Codes;
using TalentCode.Core.Data;
using TalentCode.Core.Filing;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;
using TalentCode.Tests.Support;
using TalentCode.Web.Hosting;

namespace TalentCode.Tests.Web;

/// <summary>Handing in papers over HTTP, as a browser without script does.</summary>
[Trait("Category", "Web")]
public sealed class PaperTests(RunningCity city) : IClassFixture<RunningCity>
{
    private static readonly byte[] Photo = TestFiles.Jpeg();
    private static int _number;

    [Theory]
    [InlineData("zh", "一次最多上传 30 MB")]
    [InlineData("en", "One upload takes at most 30 MB")]
    public async Task Too_much_for_one_upload_is_said_on_the_page_and_what_was_typed_is_kept(string language, string sentence)
    {
        var (holder, draft, _) = await BeginAsync("P01");
        using (holder)
        {
            (await holder.GetAsync($"/lang/{language}")).Dispose();
            using var answer = await holder.PostFilesAsync($"/apply/{draft}", "apply", [("address", "新路 66 号")], ("employment-contract", Large(9)), ("address-proof", Large(LargeForms.MaxTogether / 1024 / 1024)));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains(sentence, await TextAsync(answer), StringComparison.Ordinal);
            Assert.Contains("新路 66 号", await holder.ReadAsync($"/apply/{draft}"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_request_that_is_only_just_not_too_much_is_read_and_its_large_file_refused_by_name()
    {
        var (holder, draft, _) = await BeginAsync("P01");
        using (holder)
        {
            using var answer = await holder.PostFilesAsync($"/apply/{draft}", "apply", [("keep", "papers")], ("employment-contract", Photo), ("address-proof", Large(30)));
            var page = await TextAsync(answer);
            Assert.Contains("文件超过10MB", page, StringComparison.Ordinal);
            Assert.DoesNotContain("name=\"employment-contract\"", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Too_large_an_upload_without_the_forms_token_is_refused()
    {
        var (holder, draft, _) = await BeginAsync("P01");
        using (holder)
        {
            using var content = new MultipartFormDataContent { { new StringContent("apply"), "_handler" }, { new StringContent("别的路"), "address" }, { new ByteArrayContent(Large(32)), "address-proof", "a.jpg" } };
            using var answer = await holder.PostAsync($"/apply/{draft}", content);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.DoesNotContain("别的路", await holder.ReadAsync($"/apply/{draft}"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_list_of_missing_papers_gets_shorter_with_every_upload_and_nothing_is_filed()
    {
        var (holder, draft, child) = await BeginAsync("P01");
        using (holder)
        {
            Assert.Contains("还差 3 份材料", await holder.ReadAsync($"/apply/{draft}"), StringComparison.Ordinal);
            foreach (var (name, left) in new[] { ("employment-contract", 2), ("address-proof", 1) })
                Assert.Contains($"还差 {left} 份材料", await KeepAsync(name, Photo), StringComparison.Ordinal);
            var refused = await KeepAsync($"birth-certificate:{child:N}", [1, 2, 3]);
            Assert.Contains("只能用照片", refused, StringComparison.Ordinal);
            Assert.Contains("还差 1 份材料", refused, StringComparison.Ordinal);
            Assert.DoesNotContain("还差", await KeepAsync($"birth-certificate:{child:N}", Photo), StringComparison.Ordinal);
            Assert.Equal(CaseState.Draft, (await city.Get<Store>().ReadAsync(db => Task.FromResult(db.Cases.Single(c => c.Id == draft)))).State);
        }

        async Task<string> KeepAsync(string name, byte[] bytes)
        {
            using var answer = await holder.PostFilesAsync($"/apply/{draft}", "apply", [("keep", "papers"), ("members", child.ToString())], (name, bytes));
            return await TextAsync(answer);
        }
    }

    [Fact]
    public async Task A_steward_hands_in_a_paper_and_every_page_of_a_pdf_says_what_it_is_opened_for()
    {
        var (holder, own, _) = await BeginAsync("P13");
        using var phone = holder;
        var (who, steward) = await city.Get<Store>().WriteAsync(async db =>
        {
            var talent = await db.Talents.SingleAsync(t => db.Cases.Any(c => c.Id == own && c.TalentId == t.Id));
            var staff = await db.Users.Include(s => s.Roles).SingleAsync(s => s.UserName == "steward1");
            talent.StewardId = staff.Id;
            return (talent.Id, Actor.For(staff));
        });
        var draft = await city.Get<PreparedService>().OpenAsync(steward, PreparedFor.InCare(who), "P01");
        using var desk = await new Visitor(city.Address).AsStaffAsync("steward1");
        var token = await desk.TokenOnAsync("/steward");
        async Task<HttpStatusCode> HandInAsync(Visitor by, string? with, byte[] bytes)
        {
            using var content = new MultipartFormDataContent { { new StringContent("employment-contract"), "key" }, { new ByteArrayContent(bytes), "file", "a.pdf" } };
            if (with is not null) content.Add(new StringContent(with), "__RequestVerificationToken");
            using var answer = await by.PostAsync($"/desk/prepare/papers?person={who}&draft={draft}", content);
            return answer.StatusCode;
        }
        Assert.Equal(HttpStatusCode.BadRequest, await HandInAsync(desk, null, TestFiles.Pdf()));
        Assert.Equal(HttpStatusCode.Conflict, await HandInAsync(desk, token, [1, 2, 3]));
        Assert.Equal(HttpStatusCode.OK, await HandInAsync(desk, token, TestFiles.Pdf(pages: 2)));
        Assert.NotEqual(HttpStatusCode.OK, await HandInAsync(holder, token, TestFiles.Pdf()));

        var document = await city.Get<Store>().ReadAsync(db => db.Documents.SingleAsync(d => d.TalentId == who));
        using var opened = await holder.GetAsync($"/papers/{document.Id}/1");
        using var pdf = UglyToad.PdfPig.PdfDocument.Open(await opened.Content.ReadAsByteArrayAsync());
        Assert.All(pdf.GetPages(), page => Assert.Contains("Own view, for no other use", page.Text, StringComparison.Ordinal));
    }

    private static byte[] Large(int megabytes) => [.. Photo, .. new byte[megabytes * 1024 * 1024]];

    private static async Task<string> TextAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    /// <summary>A holder with one child and no papers on file, signed in, with a draft.</summary>
    private async Task<(Visitor Holder, Guid Draft, Guid Child)> BeginAsync(string item)
    {
        var child = TestPeople.Child(city.Get<CityClock>().Today.AddYears(-5).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        var talent = new Talent
        {
            Id = Guid.NewGuid(),
            LegalName = "林知远",
            BirthDate = new DateOnly(1988, 4, 12),
            Phone = $"8618800000{Interlocked.Increment(ref _number):D3}",
            Employer = new Employer { Id = Guid.NewGuid(), NameZh = "云岭实验室", NameEn = "Yunling Laboratory" },
            HomeAddress = "金凤路 8 号 3 栋",
            SessionStamp = Guid.NewGuid(),
            Family = [child],
            Grades = [TestPeople.GradeOf(GradeLevel.B)],
        };
        await city.Get<Store>().WriteAsync(db => db.AddRangeAsync(talent, new TalentCodeState { TalentId = talent.Id, Until = new DateOnly(2029, 6, 30) }));
        var draft = await city.Get<FilingService>().StartAsync(Actor.For(talent), item);
        return (await new Visitor(city.Address).AsHolderAsync(talent.Phone[2..]), draft, child.Id);
    }
}
