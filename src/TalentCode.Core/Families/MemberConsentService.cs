using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Consents;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Families;

/// <summary>A question to a member, with everything needed to decide it.</summary>
/// <param name="Kinds">The papers about this member that would go along.</param>
public sealed record MemberQuestion(MemberRequest Request, LocalText Who, LocalText Item, LocalText Recipient, LocalText Purpose, IReadOnlyList<LocalText> Kinds);

/// <summary>A consent about a member, as the member reads it.</summary>
/// <param name="ByOther">Given by the scientist before the member had own say.</param>
public sealed record MemberConsentLine(Consent Consent, LocalText Item, LocalText Recipient, LocalText Purpose, bool ByOther);

/// <summary>What a member with own say decides: answers, consents given and taken back. Nobody else can do it for them.</summary>
public sealed class MemberConsentService(Store store, CityClock clock)
{
    private static readonly LocalText Author = new("系统", "System");

    /// <summary>Questions that wait for this member.</summary>
    public Task<IReadOnlyList<MemberQuestion>> QuestionsAsync(Actor actor) => store.ReadAsync<IReadOnlyList<MemberQuestion>>(async db =>
    {
        var member = await MemberArea.RequireAsync(db, actor, clock);
        var open = await FamilyConsents.Open(db, clock.UtcNow).Where(r => r.FamilyMemberId == member.Id).OrderBy(r => r.Until).ToListAsync();
        if (open.Count == 0) return [];
        var who = MemberNotices.NameOf(await db.Talents.SingleAsync(t => t.Id == member.TalentId));
        var items = await ItemsAsync(db, open.Select(r => r.ItemId));
        return [.. open.Where(r => items.ContainsKey(r.ItemId)).Select(r => new MemberQuestion(r, who, items[r.ItemId].Content.ShortName, items[r.ItemId].Department!.Name, items[r.ItemId].Content.GroundText, Kinds(items[r.ItemId].Content, member)))];
    });

    private static IReadOnlyList<LocalText> Kinds(ItemContent item, FamilyMember member) =>
        [.. item.Materials.Where(m => m.PerMember == "each" || (m.PerMember == "child" && member.Relation == FamilyRelation.Child) || (m.PerMember == "spouse" && member.Relation == FamilyRelation.Spouse)).Select(m => m.Name)];

    /// <summary>The member's own answer. A second tap changes nothing; a no is remembered and not asked about again.</summary>
    /// <exception cref="RefusedException">Not this member's question, answered otherwise, run out, or no longer needed.</exception>
    public Task AnswerAsync(Actor actor, Guid requestId, bool agree) => store.WriteAsync(async db =>
    {
        var member = await MemberArea.RequireAsync(db, actor, clock);
        var request = await db.MemberRequests.SingleOrDefaultAsync(r => r.Id == requestId && r.FamilyMemberId == member.Id)
            ?? throw new RefusedException("no-such-question", "找不到这个问题,可能已经不需要了。", "This question cannot be found; it may no longer be needed.");
        if (request.State == (agree ? MemberRequestState.Agreed : MemberRequestState.Declined)) return;
        if (!await FamilyConsents.Open(db, clock.UtcNow).AnyAsync(r => r.Id == requestId))
            throw new RefusedException("question-over", "这个问题已经答复过、过期或不再需要,没有任何内容因此交给部门。", "This question was answered, has run out or is no longer needed. Nothing went to a department because of it.");
        var now = clock.UtcNow;
        (request.State, request.AnsweredAt, request.NextAt) = (agree ? MemberRequestState.Agreed : MemberRequestState.Declined, now, null);
        db.Consents.Add(New(member, request.ItemId, request.DepartmentId, agree, now));
        var item = (await ItemsAsync(db, [request.ItemId]))[request.ItemId].Content.ShortName;
        MemberNotices.Answered(db, request, agree ? "member-agreed" : "member-declined", member, item, now);
    });

    /// <summary>A yes after a no: the member may change their mind at any time, without being asked.</summary>
    /// <exception cref="RefusedException">An item that asks for no consent.</exception>
    public Task GiveAsync(Actor actor, string itemId) => store.WriteAsync(async db =>
    {
        var member = await MemberArea.RequireAsync(db, actor, clock);
        var version = await db.ItemVersions.SingleOrDefaultAsync(v => v.ItemId == itemId && v.Until == null);
        if (version is not { Content.Ground: Ground.Consent }) throw new RefusedException("no-consent-needed", "这个事项依法定职责办理,不需要你的同意。", "This service rests on a duty set by law and needs no consent.");
        var own = await db.Consents.Where(c => c.FamilyMemberId == member.Id && c.ItemId == itemId && c.DepartmentId == version.DepartmentId && c.Capacity == ConsentCapacity.Self).ToListAsync();
        if (own.MaxBy(c => c.At) is { IsInForce: true }) return;
        db.Consents.Add(New(member, itemId, version.DepartmentId, true, clock.UtcNow));
    });

    /// <summary>Takes a consent back, also one that was given for the member earlier. Cases under way are told in a note.</summary>
    /// <exception cref="RefusedException">Not about this member.</exception>
    public Task WithdrawAsync(Actor actor, Guid consentId) => store.WriteAsync(async db =>
    {
        var member = await MemberArea.RequireAsync(db, actor, clock);
        var consent = await db.Consents.SingleOrDefaultAsync(c => c.Id == consentId && c.FamilyMemberId == member.Id)
            ?? throw new RefusedException("no-such-consent", "找不到这项同意。", "This consent cannot be found.");
        if (!consent.IsInForce) return;
        var now = clock.UtcNow;
        consent.WithdrawnAt = now;
        // Whoever takes back what another gave says no in their own name.
        if (consent.Capacity != ConsentCapacity.Self) db.Consents.Add(New(member, consent.ItemId, consent.DepartmentId, false, now));
        var about = await db.Cases.Where(c => c.FamilyMemberId == member.Id && c.ItemId == consent.ItemId && CaseWorkflow.Working.Contains(c.State)).Select(c => c.ParentId ?? c.Id).Distinct().ToListAsync();
        foreach (var open in about)
            db.Notes.Add(new CaseNote { Id = OrderedId.Next(now), CaseId = open, At = now, AuthorZh = Author.Zh, AuthorEn = Author.En, Text = "一位家庭成员已撤回对使用本人信息的同意。请停止使用这位成员的信息,并与申请人联系是否撤回这一份。" });
    });

    /// <summary>Every answer and consent about this member, those in force first.</summary>
    public Task<IReadOnlyList<MemberConsentLine>> MineAsync(Actor actor) => store.ReadAsync<IReadOnlyList<MemberConsentLine>>(async db =>
    {
        var member = await MemberArea.RequireAsync(db, actor, clock);
        var rows = await db.Consents.Where(c => c.FamilyMemberId == member.Id).OrderByDescending(c => c.At).Take(200).ToListAsync();
        var items = await ItemsAsync(db, rows.Select(r => r.ItemId));
        return [.. rows.Where(r => items.ContainsKey(r.ItemId)).OrderBy(r => r.IsInForce ? 0 : 1)
            .Select(r => new MemberConsentLine(r, items[r.ItemId].Content.ShortName, items[r.ItemId].Department!.Name, items[r.ItemId].Content.GroundText, r.Capacity != ConsentCapacity.Self))];
    });

    private static Consent New(FamilyMember member, string itemId, string departmentId, bool given, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(now),
        TalentId = member.TalentId,
        FamilyMemberId = member.Id,
        ItemId = itemId,
        DepartmentId = departmentId,
        Given = given,
        At = now,
        ById = member.Id,
        Capacity = ConsentCapacity.Self,
    };

    private static Task<Dictionary<string, ServiceItemVersion>> ItemsAsync(TalentDb db, IEnumerable<string> ids)
    {
        var wanted = ids.Distinct().ToList();
        return db.ItemVersions.Include(v => v.Department).Where(v => wanted.Contains(v.ItemId) && v.Until == null).ToDictionaryAsync(v => v.ItemId);
    }
}
