using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Consents;
using TalentCode.Core.Data;
using TalentCode.Core.Filing;
using TalentCode.Core.People;
using TalentCode.Core.Resources;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Families;

/// <summary>How far the consent about one member stands.</summary>
public enum ConsentStanding { Given, ToConfirm, ToAsk, Waiting, Lapsed, Declined }

/// <summary>The consent about one member of an application.</summary>
/// <param name="Capacity">As what it is, or would be, given.</param>
/// <param name="Until">Until when the member can answer; null unless asked.</param>
public sealed record MemberConsent(FamilyMember Member, LocalText Label, ConsentCapacity Capacity, ConsentStanding Standing, DateTime? Until);

/// <summary>
/// Consent about the members of an application, where consent is the ground. Members with own say are asked themselves and
/// the draft waits for them; for all others the scientist confirms, as guardian or for the family, and that is recorded.
/// </summary>
public sealed class FamilyConsents(Store store, FilingService filing, CityClock clock)
{
    /// <summary>Days a member has to answer. A service level of the platform, not of a law.</summary>
    public const int AnswerDays = 7;

    /// <summary>So many days before the last one the member is reminded, once.</summary>
    public const int RemindDaysBefore = 2;

    /// <summary>Questions that can still be answered: the draft that asks is still a draft.</summary>
    internal static IQueryable<MemberRequest> Open(TalentDb db, DateTime now) =>
        db.MemberRequests.Where(r => r.State == MemberRequestState.Open && r.Until > now && db.Cases.Any(c => c.Id == r.DraftId && c.State == CaseState.Draft));

    /// <summary>The members an application is about: those ticked, the one chosen, or the child of a school place.</summary>
    internal static IReadOnlyList<FamilyMember> MembersOf(ItemForm form, Talent talent, IReadOnlyDictionary<string, string> answers, DateOnly today)
    {
        if (form.MayJoin is { } mayJoin)
        {
            var chosen = FormPeople.Chosen(answers);
            return talent.Family.FindAll(f => chosen.Contains(f.Id) && mayJoin(f, today));
        }
        var one = form.ItemId == RoundForms.SchoolPlace && Guid.TryParse(answers.GetValueOrDefault(RoundForms.Child), out var child) ? child : form.PersonOf(answers);
        return talent.Family.FindAll(f => f.Id == one);
    }

    /// <summary>Where each member's consent stands; nothing for items that rest on a duty.</summary>
    internal static async Task<IReadOnlyList<MemberConsent>> StandingAsync(TalentDb db, ServiceCase draft, ItemForm form, Talent talent, CityClock clock)
    {
        if (draft.ItemVersion!.Content.Ground != Ground.Consent) return [];
        var (today, now) = (clock.Today, clock.UtcNow);
        var members = MembersOf(form, talent, draft.Answers, today);
        if (members.Count == 0) return [];
        var ids = members.Select(m => m.Id).ToList();
        var (item, department) = (draft.ItemId, draft.ItemVersion.DepartmentId);
        var given = await db.Consents.Where(c => c.FamilyMemberId != null && ids.Contains(c.FamilyMemberId.Value) && c.ItemId == item && c.DepartmentId == department).ToListAsync();
        // A question of a draft that was thrown away is nobody's any more.
        var asked = await db.MemberRequests.Where(r => ids.Contains(r.FamilyMemberId) && r.ItemId == item && (r.State != MemberRequestState.Open || r.DraftId == draft.Id)).ToListAsync();
        return [.. FamilyLabels.Of(talent, today).Where(f => ids.Contains(f.Member.Id))
            .Select(f => Standing(f.Member, f.Label, [.. given.Where(c => c.FamilyMemberId == f.Member.Id)], asked.Where(r => r.FamilyMemberId == f.Member.Id).MaxBy(r => r.AskedAt), today, now))];
    }

    private static MemberConsent Standing(FamilyMember member, LocalText label, List<Consent> given, MemberRequest? asked, DateOnly today, DateTime now)
    {
        var own = member.HasOwnSay(today);
        var capacity = own ? ConsentCapacity.Self : CapacityFor(member, today);
        // A no of one's own is remembered, and outlives the number one signed in with.
        var word = given.Where(c => c.Capacity == ConsentCapacity.Self).MaxBy(c => c.At);
        var standing = word is { IsInForce: true } || (!own && word is null && given.Exists(c => c.IsInForce)) ? ConsentStanding.Given
            : word is not null ? ConsentStanding.Declined
            : !own ? ConsentStanding.ToConfirm
            : asked?.State == MemberRequestState.Open ? asked.Until > now ? ConsentStanding.Waiting : ConsentStanding.Lapsed
            : asked?.State == MemberRequestState.Lapsed ? ConsentStanding.Lapsed : ConsentStanding.ToAsk;
        return new(member, label, capacity, standing, standing == ConsentStanding.Waiting ? asked!.Until : null);
    }

    private static ConsentCapacity CapacityFor(FamilyMember member, DateOnly today) =>
        member.Relation == FamilyRelation.Child && member.IsMinor(today) ? ConsentCapacity.Guardian : ConsentCapacity.Family;

    /// <summary>Why an application cannot go to the department yet; null when everybody has agreed.</summary>
    internal static RefusedException? Obstacle(IReadOnlyList<MemberConsent> members)
    {
        if (members.FirstOrDefault(m => m.Standing == ConsentStanding.Declined) is { } no)
            return new("member-declined", $"{no.Label.Zh}没有同意,这件申请不能包括这一份。请取消勾选后为其他人提交;草稿已保留。", $"{no.Label.En} does not agree, so that part cannot be filed. Leave it out and file for the others; your draft is kept.");
        if (members.FirstOrDefault(m => m.Standing == ConsentStanding.ToConfirm) is { } mine)
            return new("family-consent-missing", $"还要你确认:是否同意使用{mine.Label.Zh}的信息。不同意的,请取消勾选这位家人。", $"Please confirm whether data about {mine.Label.En} may be used, or leave that member out.");
        return members.FirstOrDefault(m => m.Standing != ConsentStanding.Given) is { } asked
            ? new("member-to-agree", $"还要等{asked.Label.Zh}在自己的手机上同意。草稿已保留;等不及的,可以先取消勾选,为其他人提交。", $"This waits for {asked.Label.En} to agree on the own phone. Your draft is kept; or leave that part out and file for the others now.")
            : null;
    }

    /// <summary>The scientist confirms for members who do not sign in themselves. Those who do are left out: nobody answers in their place.</summary>
    public Task ConfirmForAsync(Actor holder, Guid draftId, IReadOnlyCollection<Guid> members) => store.WriteAsync(async db =>
    {
        var (draft, view) = await DraftAsync(db, holder, draftId);
        foreach (var one in view.Members.Where(m => m.Standing == ConsentStanding.ToConfirm && members.Contains(m.Member.Id)))
            db.Consents.Add(new Consent
            {
                Id = Guid.CreateVersion7(clock.UtcNow),
                TalentId = draft.TalentId,
                FamilyMemberId = one.Member.Id,
                ItemId = draft.ItemId,
                DepartmentId = draft.ItemVersion!.DepartmentId,
                Given = true,
                At = clock.UtcNow,
                ById = holder.Id,
                Capacity = one.Capacity,
            });
    });

    /// <summary>Asks every member with own say who has not been asked yet, or whose time to answer ran out.</summary>
    /// <returns>Whether somebody still has to answer, so that nothing can be filed.</returns>
    public Task<bool> AskAsync(Actor holder, Guid draftId) => store.WriteAsync(async db =>
    {
        var (draft, view) = await DraftAsync(db, holder, draftId);
        var (now, today) = (clock.UtcNow, clock.Today);
        var talent = await db.Talents.SingleAsync(t => t.Id == draft.TalentId);
        foreach (var one in view.Members.Where(m => m.Standing is ConsentStanding.ToAsk or ConsentStanding.Lapsed))
        {
            // One that ran out between two sweeps, or belongs to a draft that is gone, would stand in the way of the new one.
            foreach (var old in await db.MemberRequests.Where(r => r.FamilyMemberId == one.Member.Id && r.ItemId == draft.ItemId && r.State == MemberRequestState.Open).ToListAsync())
                (old.State, old.NextAt) = (MemberRequestState.Dropped, null);
            await db.SaveChangesAsync();
            var request = new MemberRequest
            {
                Id = Guid.CreateVersion7(now),
                TalentId = draft.TalentId,
                FamilyMemberId = one.Member.Id,
                DraftId = draft.Id,
                ItemId = draft.ItemId,
                DepartmentId = draft.ItemVersion!.DepartmentId,
                State = MemberRequestState.Open,
                AskedAt = now,
                Until = clock.EndOf(today.AddDays(AnswerDays)),
                NextAt = clock.StartOf(today.AddDays(AnswerDays - RemindDaysBefore)),
            };
            db.MemberRequests.Add(request);
            MemberNotices.Asked(db, request, "member-asked", talent, draft.ItemVersion, now, clock);
        }
        return view.Members.Any(m => m.Standing is ConsentStanding.ToAsk or ConsentStanding.Lapsed or ConsentStanding.Waiting);
    });

    private async Task<(ServiceCase Draft, DraftView View)> DraftAsync(TalentDb db, Actor holder, Guid draftId)
    {
        holder.RequireTalent(holder.Id);
        var draft = await db.Cases.Include(c => c.ItemVersion!).ThenInclude(v => v.Department).Include(c => c.Department).SingleOrDefaultAsync(c => c.Id == draftId && c.TalentId == holder.Id && c.State == CaseState.Draft)
            ?? throw new RefusedException("no-such-draft", "找不到这份草稿,可能已经提交或删除。", "This draft cannot be found; it may have been filed or discarded.");
        return (draft, await filing.ViewAsync(db, draft));
    }
}
