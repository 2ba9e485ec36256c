using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Data;
using TalentCode.Core.Filing;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Time;

namespace TalentCode.Core.Families;

/// <summary>What members with own say are told, and the scientist about them.</summary>
internal static class MemberNotices
{
    // Steps a member wants to know of; the rest is between the department and the applicant.
    private static readonly CaseAction[] Told =
    [
        CaseAction.Accept, CaseAction.AcceptBySilence, CaseAction.RefuseAcceptance, CaseAction.AskCompletion, CaseAction.Grant, CaseAction.Refuse,
        CaseAction.Deliver, CaseAction.Withdraw, CaseAction.DeemWithdrawn, CaseAction.Terminate, CaseAction.Revoke, CaseAction.SetAside, CaseAction.SplitOff,
    ];

    /// <summary>The scientist as members know them: the name within a family is not masked.</summary>
    public static LocalText NameOf(Talent talent) => new(talent.LegalName, talent.LatinName ?? talent.LegalName);

    public static void Asked(TalentDb db, MemberRequest request, string template, Talent talent, ServiceItemVersion version, DateTime now, CityClock clock) =>
        db.Owe(template, request.Id.ToString("N"), Recipient.Member(request.FamilyMemberId), now, new()
        {
            ["who"] = NameOf(talent),
            ["item"] = version.Content.ShortName,
            ["department"] = version.Department!.Name,
            ["until"] = CaseNotices.Day(request.Until, clock),
        }, "/member");

    /// <summary>To the scientist: agreed, declined or no answer.</summary>
    public static void Answered(TalentDb db, MemberRequest request, string template, FamilyMember member, LocalText item, DateTime now) =>
        db.Owe(template, request.Id.ToString("N"), Recipient.Talent(request.TalentId), now, new()
        {
            ["who"] = new(member.LegalName, member.LegalName),
            ["item"] = item,
        }, $"/apply/{request.DraftId}");

    /// <summary>After filing: whoever has a part of it is informed. Where a duty set by law is the ground this is information, never a question.</summary>
    public static async Task FiledAsync(TalentDb db, ServiceCase filed, ItemForm form, DateTime now, CityClock clock)
    {
        var talent = await db.Talents.Include(t => t.Family).SingleAsync(t => t.Id == filed.TalentId);
        foreach (var member in FamilyConsents.MembersOf(form, talent, filed.Answers, clock.Today).Where(m => m.HasOwnSay(clock.Today)))
        {
            var part = filed.Children.Find(c => c.FamilyMemberId == member.Id) ?? filed;
            db.Owe(filed.ItemVersion!.Content.Ground == Ground.Consent ? "member-filed" : "member-informed", part.Id.ToString("N"), Recipient.Member(member.Id), now, new()
            {
                ["who"] = NameOf(talent),
                ["item"] = filed.ItemVersion.Content.ShortName,
                ["department"] = filed.Department!.Name,
                ["number"] = new(part.Number!, part.Number!),
            }, part.FamilyMemberId == member.Id ? $"/member/cases/{part.Id}" : "/member");
        }
        // Whoever was asked and left out after all has nothing to answer any more.
        foreach (var open in await db.MemberRequests.Where(r => r.DraftId == filed.Id && r.State == MemberRequestState.Open).ToListAsync())
            open.State = MemberRequestState.Dropped;
    }

    /// <summary>After a step: the members whose parts moved.</summary>
    public static async Task FollowAsync(TalentDb db, ServiceCase row, IEnumerable<ServiceCase> along, CaseAction action, DateTime now, CityClock clock)
    {
        if (!Told.Contains(action)) return;
        var parts = along.Append(row).Where(c => c.FamilyMemberId is not null).ToList();
        if (parts.Count == 0) return;
        var ids = parts.ConvertAll(c => c.FamilyMemberId!.Value);
        var members = (await db.FamilyMembers.Where(f => ids.Contains(f.Id) && f.Phone != null).ToListAsync()).FindAll(f => f.HasOwnSay(clock.Today));
        foreach (var part in parts.Where(p => members.Exists(m => m.Id == p.FamilyMemberId)))
            db.Owe(action == CaseAction.SplitOff ? "member-part-split" : "member-part-moved", $"{part.Id:N}:{part.Events.Count}", Recipient.Member(part.FamilyMemberId!.Value), now, new()
            {
                ["item"] = row.ItemVersion!.Content.ShortName,
                ["department"] = row.Department!.Name,
                ["state"] = CaseWords.Of(part.State, row.ItemVersion.Content.Regime),
                ["number"] = new(part.Number!, part.Number!),
            }, $"/member/cases/{part.Id}");
    }
}
