using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.SignIn;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Families;

/// <summary>A member as the scientist's own page shows it: the name is the family's own and not masked.</summary>
/// <param name="Phone">Masked; null for whoever does not sign in.</param>
/// <param name="Waiting">The member has been asked about a part and has not answered.</param>
public sealed record FamilyLine(Guid Id, string Name, FamilyRelation Relation, int Age, string? Phone, bool MaySignIn, bool Shares, bool Waiting);

/// <summary>The scientist's family: who signs in on an own phone. A number belongs to one person, whoever that is.</summary>
public sealed class FamilyService(Store store, CityClock clock)
{
    public Task<IReadOnlyList<FamilyLine>> MineAsync(Actor holder) => store.ReadAsync<IReadOnlyList<FamilyLine>>(async db =>
    {
        holder.RequireTalent(holder.Id);
        var today = clock.Today;
        var members = await db.FamilyMembers.Where(f => f.TalentId == holder.Id).ToListAsync();
        var asked = await FamilyConsents.Open(db, clock.UtcNow).Where(r => r.TalentId == holder.Id).Select(r => r.FamilyMemberId).ToListAsync();
        return [.. members.OrderBy(f => f.Relation).ThenBy(f => f.BirthDate).ThenBy(f => f.Id).Select(f =>
            new FamilyLine(f.Id, f.LegalName, f.Relation, f.AgeOn(today), f.Phone is { } phone ? Masking.Phone(phone) : null, f.AgeOn(today) >= Ages.OwnSay, f.SharesDetails, asked.Contains(f.Id)))];
    });

    /// <summary>Lets a member sign in with this number; the same number again changes nothing, another one signs the old phone out.</summary>
    /// <exception cref="RefusedException">Not one's own family, under 14, no number, a number that is somebody's already, or a question waits for the member.</exception>
    public Task SetPhoneAsync(Actor holder, Guid memberId, string? typed) => store.WriteAsync(async db =>
    {
        var member = await OwnAsync(db, holder, memberId);
        if (member.AgeOn(clock.Today) < Ages.OwnSay)
            throw new RefusedException("member-too-young", "未满14周岁的孩子由监护人代办,不单独登录。满14周岁后可以在这里登记号码。", "Children under 14 are represented by their guardian and do not sign in themselves. From 14 on the number can be entered here.");
        var phone = PhoneNumbers.Normalise(typed)
            ?? throw new RefusedException("phone-malformed", "请填写手机号,国外号码以 + 和国家代码开头。", "Enter a mobile number; numbers from abroad begin with + and the country code.");
        if (member.Phone == phone) return;
        await RequireNothingWaitsAsync(db, member);
        // Whose it is, nobody learns here.
        if (await db.Talents.AnyAsync(t => t.Phone == phone) || await db.FamilyMembers.AnyAsync(f => f.Phone == phone))
            throw new RefusedException("phone-taken", "这个号码不能用来给这位家人登录,一个号码只能登记给一个人。请换一个;确实是本人号码的,请联系你的人才管家。", "This number cannot be used for this member: a number is entered for one person only. Use another one, or ask your steward if it really is theirs.");
        (member.Phone, member.SessionStamp) = (phone, Guid.NewGuid());
        var talent = await db.Talents.SingleAsync(t => t.Id == member.TalentId);
        db.Owe("member-welcome", $"{member.Id:N}:{member.SessionStamp:N}", Recipient.Member(member.Id), clock.UtcNow, new() { ["who"] = MemberNotices.NameOf(talent) }, "/member");
    });

    /// <summary>Takes the number away and signs the phone out. What the member decided stays decided.</summary>
    /// <exception cref="RefusedException">Not one's own family, or a question waits for the member.</exception>
    public Task RemovePhoneAsync(Actor holder, Guid memberId) => store.WriteAsync(async db =>
    {
        var member = await OwnAsync(db, holder, memberId);
        if (member.Phone is null) return;
        await RequireNothingWaitsAsync(db, member);
        (member.Phone, member.SessionStamp, member.SharesDetails) = (null, null, false);
    });

    // Otherwise a number would be taken away, or exchanged, to answer in somebody's place.
    private async Task RequireNothingWaitsAsync(TalentDb db, FamilyMember member)
    {
        if (member.Phone is not null && await FamilyConsents.Open(db, clock.UtcNow).AnyAsync(r => r.FamilyMemberId == member.Id))
            throw new RefusedException("member-asked", "有一件事正等这位家人自己答复,现在不能换掉或移除号码。等本人答复,或先删除那份草稿,再来操作。", "Something waits for this member’s own answer, so the number stays for now. Wait for the answer, or discard that draft first.");
    }

    private static async Task<FamilyMember> OwnAsync(TalentDb db, Actor holder, Guid memberId)
    {
        holder.RequireTalent(holder.Id);
        return await db.FamilyMembers.SingleOrDefaultAsync(f => f.Id == memberId && f.TalentId == holder.Id)
            ?? throw new RefusedException("not-family", "找不到这位家庭成员。", "This family member cannot be found.");
    }
}
