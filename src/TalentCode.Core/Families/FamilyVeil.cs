using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Documents;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using Microsoft.EntityFrameworkCore;

namespace TalentCode.Core.Families;

/// <summary>
/// Who sees what within a family: of a member with own say the scientist sees that there is a part, where it stands and
/// until when; answers and papers only if the member shares them. Applied to what was read, before anybody gets it.
/// What the department asks the applicant to supply stays visible: only the applicant can answer it.
/// </summary>
internal static class FamilyVeil
{
    public static bool Hides(FamilyMember? member, DateOnly today) => member is { SharesDetails: false } && member.HasOwnSay(today);

    /// <param name="row">With talent, family and children; not tracked.</param>
    public static void Apply(ServiceCase row, Actor reader, DateOnly today)
    {
        if (reader.Kind != ActorKind.Talent || row.Talent is not { } talent) return;
        foreach (var member in talent.Family.Where(f => Hides(f, today)))
        {
            // Questions asked of each person carry the person's id behind the name of the question.
            foreach (var part in row.Children.Append(row)) part.Answers = part.Answers.Where(a => !a.Key.EndsWith($"@{member.Id:N}", StringComparison.Ordinal)).ToDictionary();
            foreach (var part in row.Children.Append(row).Where(c => c.IsPersonsPart && c.FamilyMemberId == member.Id)) Cover(part);
        }
    }

    private static void Cover(ServiceCase part)
    {
        part.Answers = [];
        (part.DecisionReason, part.ResultZh, part.ResultEn) = (null, null, null);
        part.Notices.Clear();
        part.Pledges.Clear();
        foreach (var step in part.Events) (step.Note, step.Reasons) = (null, null);
        foreach (var request in part.CompletionRequests) request.Answer = null;
    }

    /// <summary>What a message to the applicant may say of a remark on one member's part alone: the member reads it on the own page.</summary>
    public static async Task<string?> RemarkAsync(TalentDb db, ServiceCase row, string? note, DateOnly today) =>
        note is not null && row.IsPersonsPart && row.FamilyMemberId is { } id && Hides(await db.FamilyMembers.FindAsync(id), today)
            ? "已告知本人 / told to the member" : note;

    /// <summary>Of these members' papers the scientist sees that they are on file, and opens none.</summary>
    public static async Task<HashSet<Guid>> HiddenMembersAsync(TalentDb db, Guid talentId, DateOnly today) =>
        [.. (await db.FamilyMembers.Where(f => f.TalentId == talentId && f.Phone != null).ToListAsync()).Where(f => Hides(f, today)).Select(f => f.Id)];

    public static bool Hides(DocumentOnFile document, HashSet<Guid> hidden) => document.FamilyMemberId is { } id && hidden.Contains(id);
}
