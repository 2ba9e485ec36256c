using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Resources;
using TalentCode.Core.Scans;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Minors;

/// <summary>A minor's full data, as one approved look shows it.</summary>
public sealed record MinorFacts(string Name, Sex Sex, DateOnly BirthDate, string Nationality, IReadOnlyList<(PaperKind Kind, string Number)> Papers);

/// <summary>
/// Full data of minors is behind an approval: staff ask with a reason from the case, supervision decides, the approval ends by
/// itself, every look is written down in the transaction that gives it. A case is handled on the masked view all the same.
/// </summary>
public sealed class MinorAccessService(Store store, CaseQueries cases, CityClock clock)
{
    /// <summary>How long an approval lasts. Set by the platform: long enough for a day's work on the case, short enough to be asked for anew.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    public const int ShortestReason = 8, LongestReason = 300;

    /// <summary>Asks for one minor of a case. A second tap, or an approval that still runs, changes nothing.</summary>
    /// <exception cref="RefusedException">Not a case of this person's, nobody of that age in it, or no reason.</exception>
    public async Task AskAsync(Actor staff, Guid caseId, Guid memberId, string? reason)
    {
        await RequireStaffAsync(staff, caseId);
        var typed = Written(reason, "请写明为什么需要查看(8到300字),督办据此批准,监护人看得到。", "Say why you need it (8 to 300 characters): supervision decides by it and the guardian can read it.");
        await store.WriteAsync(async db =>
        {
            var row = await CaseAsync(db, caseId);
            var family = await db.FamilyMembers.Where(f => f.TalentId == row.TalentId).ToListAsync();
            if (!MinorsOf(row, family, clock.Today).Exists(m => m.Id == memberId)) throw NoMinor();
            var now = clock.UtcNow;
            var mine = await db.MinorAccesses.Where(a => a.CaseId == caseId && a.FamilyMemberId == memberId && a.StaffId == staff.Id).ToListAsync();
            if (mine.Exists(a => a.State == MinorAccessState.Pending || a.IsOpen(now))) return;
            var office = await OfficeAsync(db, staff);
            var access = new MinorAccess
            {
                Id = Guid.CreateVersion7(now),
                CaseId = caseId,
                TalentId = row.TalentId,
                FamilyMemberId = memberId,
                StaffId = staff.Id,
                StaffZh = staff.Name.Zh,
                StaffEn = staff.Name.En,
                OfficeZh = office.Zh,
                OfficeEn = office.En,
                Reason = typed,
                AskedAt = now,
                State = MinorAccessState.Pending,
            };
            db.MinorAccesses.Add(access);
            foreach (var supervisor in await db.Users.Where(s => !s.Disabled && s.Id != staff.Id && s.Roles.Any(r => r.Role == StaffRole.Supervisor)).OrderBy(s => s.Id).Select(s => s.Id).ToListAsync())
                db.Owe("minor-asked", access.Id.ToString("N"), Recipient.Staff(supervisor), now, Values(row, office, typed), "/board/minors");
        });
    }

    /// <summary>Supervision approves, for <see cref="Life"/>, or refuses with a reason. Nobody decides about an own request.</summary>
    /// <exception cref="RefusedException">No permission, an own request, decided already, or refused without a reason.</exception>
    public Task DecideAsync(Actor supervisor, Guid accessId, bool approve, string? note) => store.WriteAsync(async db =>
    {
        supervisor.Require(Permission.SuperviseCases);
        var access = await db.MinorAccesses.SingleOrDefaultAsync(a => a.Id == accessId)
            ?? throw new RefusedException("no-such-access", "找不到这条申请。", "This request cannot be found.");
        if (access.StaffId == supervisor.Id) throw new RefusedException("own-request", "自己的申请由另一位督办决定。", "Your own request is decided by another supervisor.");
        if (access.State != MinorAccessState.Pending) throw new RefusedException("decided-already", "这条申请刚刚已经有了决定,请刷新查看。", "This request has just been decided. Reload to see how.");
        var typed = approve ? note?.Trim() : Written(note, "不批准的,请写明理由(8到300字),申请人看得到。", "Say why it is not approved (8 to 300 characters); the one who asked reads it.");
        var now = clock.UtcNow;
        (access.State, access.DecidedAt, access.DecidedById, access.DecidedZh, access.DecidedEn) = (approve ? MinorAccessState.Approved : MinorAccessState.Refused, now, supervisor.Id, supervisor.Name.Zh, supervisor.Name.En);
        (access.Note, access.Until) = (string.IsNullOrEmpty(typed) ? null : typed, approve ? now + Life : null);
        var values = Values(await CaseAsync(db, access.CaseId), access.Office, typed ?? "");
        if (access.Until is { } until) values["until"] = DayText.Of(clock.ToCity(until));
        db.Owe(approve ? "minor-approved" : "minor-refused", access.Id.ToString("N"), Recipient.Staff(access.StaffId), now, values);
    });

    /// <summary>One look at the full data; written down for supervision and for the holder before it is shown.</summary>
    /// <exception cref="RefusedException">Not approved, or the approval has ended.</exception>
    public async Task<MinorFacts> LookAsync(Actor staff, Guid caseId, Guid memberId)
    {
        await RequireStaffAsync(staff, caseId);
        return await store.WriteAsync(async db =>
        {
            await NoteAsync(db, staff, caseId, memberId, new("姓名、性别、出生日期、国籍和证件号码", "name, sex, birth date, nationality and paper numbers"), clock);
            var member = await db.FamilyMembers.Include(f => f.Papers).SingleAsync(f => f.Id == memberId);
            return new MinorFacts(member.LegalName, member.Sex, member.BirthDate, member.Nationality, [.. member.Papers.Where(p => p.Current).OrderBy(p => p.Kind).Select(p => (p.Kind, p.Number))]);
        });
    }

    /// <summary>The minor a paper is about; null for all other papers.</summary>
    internal static async Task<Guid?> MinorOfAsync(TalentDb db, Guid documentId, DateOnly today)
    {
        var member = await db.FamilyMembers.SingleOrDefaultAsync(f => db.Documents.Any(d => d.Id == documentId && d.FamilyMemberId == f.Id));
        return member?.IsMinor(today) == true ? member.Id : null;
    }

    /// <summary>A look at a page of a minor's paper.</summary>
    internal static Task NotePageAsync(Store store, Actor staff, Guid caseId, Guid memberId, Guid documentId, CityClock clock) => store.WriteAsync(async db =>
    {
        var row = await db.Cases.Include(c => c.ItemVersion).SingleAsync(c => c.Id == caseId);
        var code = await db.Documents.Where(d => d.Id == documentId).Select(d => d.Code).SingleAsync();
        var name = row.ItemVersion!.Content.Materials.Where(m => m.Code == code).Select(m => m.Name).DefaultIfEmpty(new("材料", "paper")).First();
        await NoteAsync(db, staff, caseId, memberId, new($"材料“{name.Zh}”", $"the paper “{name.En}”"), clock);
    });

    /// <summary>At a window, where the guardian stands and the code was scanned: no approval is waited for, but the look is in the audit as well. The holder has it in the list through the grant.</summary>
    internal static Task NoteAtWindowAsync(Store store, Actor staff, AccessGrant grant, Guid memberId, CityClock clock) => store.WriteAsync(db =>
    {
        db.MinorLooks.Add(Look(staff, grant.Window!.Place, grant.TalentId, memberId, new("窗口核对的材料", "a paper compared at the window"), clock.UtcNow, null, grant.Id));
        return Task.CompletedTask;
    });

    private static MinorLook Look(Actor staff, LocalText office, Guid talentId, Guid memberId, LocalText what, DateTime now, Guid? access, Guid? grant) => new()
    {
        Id = OrderedId.Next(now),
        AccessId = access,
        GrantId = grant,
        TalentId = talentId,
        FamilyMemberId = memberId,
        StaffId = staff.Id,
        StaffZh = staff.Name.Zh,
        StaffEn = staff.Name.En,
        OfficeZh = office.Zh,
        OfficeEn = office.En,
        At = now,
        WhatZh = what.Zh,
        WhatEn = what.En,
    };

    private static async Task NoteAsync(TalentDb db, Actor staff, Guid caseId, Guid memberId, LocalText what, CityClock clock)
    {
        var now = clock.UtcNow;
        var access = (await db.MinorAccesses.Where(a => a.CaseId == caseId && a.FamilyMemberId == memberId && a.StaffId == staff.Id && a.State == MinorAccessState.Approved).ToListAsync()).Find(a => a.IsOpen(now))
            ?? throw new RefusedException("minor-not-approved", "未成年人的完整信息要先经督办批准。请在事项页面写明理由申请;办理可以按脱敏信息继续。", "A minor’s full data needs supervision’s approval first. Ask for it on the case page; the case can go on with masked data.");
        var talent = await db.Talents.Include(t => t.Family).SingleAsync(t => t.Id == access.TalentId);
        var child = FamilyLabels.Of(talent, clock.Today).Where(f => f.Member.Id == memberId).Select(f => f.Label).First();
        db.MinorLooks.Add(Look(staff, access.Office, access.TalentId, memberId, what, now, access.Id, null));
        db.AccessEntries.Add(new AccessEntry
        {
            Id = Guid.CreateVersion7(now),
            TalentId = access.TalentId,
            At = now,
            StaffId = staff.Id,
            WhereZh = access.OfficeZh,
            WhereEn = access.OfficeEn,
            WhatZh = $"经督办批准,查看了{child.Zh}的{what.Zh}。理由:{access.Reason.TrimEnd('。')}。",
            WhatEn = $"With supervision’s approval, looked at {what.En} of {child.En}. Reason: {access.Reason.TrimEnd('.')}.",
        });
    }

    /// <summary>The minors a case is about.</summary>
    /// <param name="row">With its children.</param>
    /// <param name="family">The applicant's.</param>
    internal static List<FamilyMember> MinorsOf(ServiceCase row, List<FamilyMember> family, DateOnly today)
    {
        var people = row.Children.Select(c => c.FamilyMemberId).Append(row.FamilyMemberId).OfType<Guid>().ToHashSet();
        if (row.ItemId == RoundForms.SchoolPlace && Guid.TryParse(row.Answers.GetValueOrDefault(RoundForms.Child), out var child)) people.Add(child);
        return family.FindAll(f => people.Contains(f.Id) && f.IsMinor(today));
    }

    private async Task RequireStaffAsync(Actor staff, Guid caseId)
    {
        if (staff.Kind != ActorKind.Staff || !await cases.MayOpenAsync(staff, caseId))
            throw new RefusedException("no-such-case", "找不到这件事,或者它不归你查看。", "This case cannot be found, or is not yours to see.");
    }

    private static Task<ServiceCase> CaseAsync(TalentDb db, Guid id) => db.Cases.Include(c => c.Children).SingleAsync(c => c.Id == id);

    private static async Task<LocalText> OfficeAsync(TalentDb db, Actor staff) =>
        staff.DepartmentId is { } id && await db.Departments.SingleOrDefaultAsync(d => d.Id == id) is { } department ? department.Name
            : staff.May(Permission.SuperviseCases) ? new("督办", "Supervision") : new("人才管家", "Steward");

    private static Dictionary<string, LocalText> Values(ServiceCase row, LocalText office, string note) => new()
    {
        ["number"] = new(row.Number ?? "", row.Number ?? ""),
        ["office"] = office,
        ["note"] = new(note.TrimEnd('。', '.'), note.TrimEnd('。', '.')),
    };

    private static string Written(string? text, string zh, string en) =>
        text?.Trim() is { Length: >= ShortestReason and <= LongestReason } typed ? typed : throw new RefusedException("reason-missing", zh, en);

    private static RefusedException NoMinor() => new("no-minor", "这件事里没有这位未成年人。", "There is no such minor in this case.");
}
