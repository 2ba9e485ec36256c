using System.Text.Json;
using System.Text.Json.Serialization;
using TalentCode.Core.Cases;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

/// <summary>Internal notes: between the department and supervision.</summary>
[Trait("Category", "Core")]
public sealed class NoteTests(City city) : IClassFixture<City>
{
    private static readonly JsonSerializerOptions Plain = new() { ReferenceHandler = ReferenceHandler.IgnoreCycles, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Secret = "电话里说材料在老家";

    [Fact]
    public async Task A_note_has_author_and_time_and_is_read_by_the_department_and_by_supervision()
    {
        var id = await city.ReceiveAsync("P08");
        var (officer, supervisor) = (await city.OfficeAsync(id, StaffRole.Officer), await city.People.StaffAsync(StaffRole.Supervisor));
        await Notes.AddAsync(officer, id, $" {Secret} ");
        await Notes.AddAsync(supervisor, id, "请尽快联系");
        var notes = await Notes.ListAsync(await city.OfficeAsync(id), id);
        Assert.Equal([("请尽快联系", supervisor.Name.Zh), (Secret, officer.Name.Zh)], notes.Select(n => (n.Text, n.AuthorZh)));
        Assert.All(notes, n => Assert.Equal(city.Clock.UtcNow, n.At));
        Assert.Equal(2, (await city.Get<CaseSheets>().LoadAsync(officer, id)).Notes!.Count);
    }

    [Fact]
    public async Task Nobody_else_reads_or_writes_one_and_bounds_are_kept()
    {
        var who = await city.People.TalentAsync();
        var id = await city.ReceiveAsync("P08", who);
        foreach (var stranger in new[] { Actor.For(who), await city.People.StaffAsync(StaffRole.Officer, "education"), await city.People.StaffAsync(StaffRole.Steward), await city.People.StaffAsync(StaffRole.Hall), await city.People.StaffAsync(StaffRole.Coordinator) })
        {
            await Notes.AddAsync(stranger, id, Secret).IsRefusedAsync("no-such-case");
            await Notes.ListAsync(stranger, id).IsRefusedAsync("no-such-case");
        }
        var officer = await city.OfficeAsync(id, StaffRole.Officer);
        await Notes.AddAsync(officer, id, " \u3000").IsRefusedAsync("note-empty");
        await Notes.AddAsync(officer, id, new string('长', 1001)).IsRefusedAsync("note-long");
        await Notes.AddAsync(officer, Guid.NewGuid(), Secret).IsRefusedAsync("no-such-case");
        Assert.Empty(await Notes.ListAsync(officer, id));
    }

    [Fact]
    public async Task Nothing_the_holder_reads_of_the_case_carries_a_note()
    {
        var who = await city.People.TalentAsync();
        var id = await city.ReceiveAsync("P08", who);
        await Notes.AddAsync(await city.OfficeAsync(id, StaffRole.Officer), id, Secret);
        var everything = JsonSerializer.Serialize(await city.Get<CaseQueries>().ViewAsync(Actor.For(who), id), Plain);
        Assert.Contains(who.LegalName, everything, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, everything, StringComparison.Ordinal);
        Assert.Null((await city.Get<CaseSheets>().LoadAsync(Actor.For(who), id)).Notes);
        Assert.DoesNotContain(typeof(ServiceCase).GetProperties(), p => p.PropertyType.ToString().Contains(nameof(CaseNote), StringComparison.Ordinal));
    }

    private NoteService Notes => city.Get<NoteService>();
}
