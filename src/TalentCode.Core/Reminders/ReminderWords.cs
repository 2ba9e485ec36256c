using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.People;

namespace TalentCode.Core.Reminders;

/// <summary>What the words of reminders need beyond a date: who it is about, masked, and which case.</summary>
internal sealed class ReminderWords
{
    private readonly Dictionary<Guid, PersonKind> _kinds;
    private readonly Dictionary<Guid, LocalText> _members;
    private readonly Dictionary<Guid, (LocalText Item, string? Number)> _cases;

    private ReminderWords(Dictionary<Guid, PersonKind> kinds, Dictionary<Guid, LocalText> members, Dictionary<Guid, (LocalText, string?)> cases) => (_kinds, _members, _cases) = (kinds, members, cases);

    public static async Task<ReminderWords> LoadAsync(TalentDb db, IReadOnlyCollection<ReminderSource> rows, DateOnly today, CancellationToken cancel)
    {
        var people = rows.Select(r => r.TalentId).Distinct().ToArray();
        var families = rows.Where(r => r.MemberId is not null).Select(r => r.TalentId).Distinct().ToArray();
        var ids = rows.Where(r => r.CaseId is not null).Select(r => r.CaseId!.Value).Distinct().ToArray();
        var kinds = people.Length == 0 ? [] : await db.Talents.Where(t => EF.Parameter(people).Contains(t.Id)).Select(t => new { t.Id, t.Kind }).ToDictionaryAsync(t => t.Id, t => t.Kind, cancel);
        var members = families.Length == 0 ? [] : await db.FamilyMembers.Where(f => EF.Parameter(families).Contains(f.TalentId)).OrderBy(f => f.Id).ToListAsync(cancel);
        var cases = ids.Length == 0 ? [] : await db.Cases.Where(c => EF.Parameter(ids).Contains(c.Id)).Include(c => c.ItemVersion).OrderBy(c => c.Id).ToListAsync(cancel);
        return new(kinds,
            members.GroupBy(m => m.TalentId).SelectMany(family => FamilyLabels.Of(new Talent { Family = [.. family] }, today)).ToDictionary(l => l.Member.Id, l => l.Label),
            cases.ToDictionary(c => c.Id, c => (c.ItemVersion!.Content.ShortName, c.Number)));
    }

    public PersonKind KindOf(Guid talentId) => _kinds.GetValueOrDefault(talentId);

    public LocalText? MemberOf(ReminderSource row) => row.MemberId is { } id && _members.TryGetValue(id, out var label) ? label : null;

    public Dictionary<string, LocalText> AddTo(Dictionary<string, LocalText> values, ReminderSource row)
    {
        if (row.CaseId is not { } id || !_cases.TryGetValue(id, out var about)) return values;
        (values["item"], values["number"]) = (about.Item, new(about.Number ?? "", about.Number ?? ""));
        return values;
    }
}
