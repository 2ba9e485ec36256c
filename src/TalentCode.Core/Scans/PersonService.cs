using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Scans;

/// <summary>What a counter sees of a person under a grant: masked, and no more than the purpose needs.</summary>
public sealed record PersonView(
    AccessGrant Grant, LocalText Name, LocalText? Employer, GradeLevel? Grade, DateOnly? GradeUntil,
    IReadOnlyList<(string Key, LocalText Label)> Family, IReadOnlyList<CaseLine> OpenCases, IReadOnlyList<string> Papers, bool MayPrepare, PersonKind Kind);

/// <summary>The view a scan opens, the look-up without a code, and the holder's list of who looked.</summary>
public sealed class PersonService(Store store, CaseQueries cases, CityClock clock)
{
    /// <exception cref="RefusedException">No grant, over, or denied.</exception>
    public async Task<PersonView> ViewAsync(Actor staff, Guid grantId)
    {
        var (grant, talent, papers) = await store.ReadAsync(async db =>
        {
            var grant = await Grants.RequireOpenAsync(db, staff, grantId, clock.UtcNow);
            var talent = await db.Talents.Include(t => t.Employer).Include(t => t.Grades).Include(t => t.Family).AsSplitQuery().SingleAsync(t => t.Id == grant.TalentId);
            var papers = await db.Documents.Where(d => d.TalentId == talent.Id).Select(d => d.Code).Distinct().ToListAsync();
            return (grant, talent, papers);
        });
        var purpose = grant.Purpose;
        var grade = talent.GradeOn(clock.Today);
        var open = purpose is ScanPurpose.FileService or ScanPurpose.AskProgress or ScanPurpose.Deliver ? await cases.OpenOfAsync(talent.Id, explained: true) : [];
        return new(grant, new(Masking.Name(talent.LegalName), Masking.Name(talent.LatinName ?? talent.LegalName)),
            purpose is ScanPurpose.FileService or ScanPurpose.CheckIn ? talent.Employer!.Name : null, grade?.Level, grade?.Until,
            purpose == ScanPurpose.FileService ? [.. FamilyLabels.Of(talent, clock.Today).Select(f => (f.Member.Id.ToString(), f.Label))] : [],
            open, purpose == ScanPurpose.FileService ? papers : [],
            purpose == ScanPurpose.FileService && staff.May(Permission.PrepareApplications), talent.Kind);
    }

    /// <summary>Asks for the view's page, every few seconds, whether it may stay open. One row is read and nothing is noted.</summary>
    /// <exception cref="RefusedException">No grant, over, or denied.</exception>
    public Task RequireOpenAsync(Actor staff, Guid grantId) => store.ReadAsync(db => Grants.RequireOpenAsync(db, staff, grantId, clock.UtcNow));

    /// <summary>Looks a person up without a code, by full phone number and typed reason. Flagged, and the holder is told at once.</summary>
    /// <exception cref="RefusedException">No permission, no reason, or nobody with this number.</exception>
    public Task<Guid> LookUpAsync(Actor staff, string windowId, string phone, ScanPurpose purpose, string? reason) => store.WriteAsync(async db =>
    {
        staff.Require(Permission.ScanCodes);
        staff.Require(ScanPurposes.PermissionFor(purpose));
        reason = reason?.Trim();
        if (reason is not { Length: >= 8 and <= 200 })
            throw new RefusedException("reason-missing", "请写明理由(8到200字),并核对身份证件。持码人会看到这条记录。", "Give the reason (8 to 200 characters) and check an identity document. The holder will see this entry.");
        var window = await db.Windows.Include(w => w.Hall).SingleOrDefaultAsync(w => w.Id == windowId)
            ?? throw new RefusedException("no-window", "请先选择你今天所在的窗口。", "Choose the window you are at today first.");
        var number = SignIn.PhoneNumbers.Normalise(phone);
        var talent = number is null ? null : await db.Talents.SingleOrDefaultAsync(t => t.Phone == number && t.Status == TalentStatus.Active);
        if (talent is null)
            throw new RefusedException("nobody", "没有找到这个手机号对应的持码人。请核对号码。", "Nobody is registered with this number. Please check it.");
        var now = clock.UtcNow;
        var grant = Grants.Open(db, staff, window, talent.Id, purpose, ScanSource.NoCode, now, reason);
        db.ScanEvents.Add(new ScanEvent { Id = Guid.CreateVersion7(now), At = now, StaffId = staff.Id, WindowId = windowId, Purpose = purpose, Source = ScanSource.NoCode, Outcome = ScanOutcome.Valid, TalentId = talent.Id });
        db.Owe("looked-up", grant.Id.ToString("N"), Recipient.Talent(talent.Id), now,
            new Dictionary<string, LocalText> { ["place"] = window.Place, ["note"] = new(reason, reason) }, "/me/access");
        return grant.Id;
    });

    /// <summary>The holder says no on the own phone: the counter's view closes at once.</summary>
    public Task DenyAsync(Actor holder, Guid grantId) => store.WriteAsync(db =>
    {
        var now = clock.UtcNow;
        return db.Grants.Where(g => g.Id == grantId && g.TalentId == holder.Id && g.DeniedAt == null && g.Until > now)
            .ExecuteUpdateAsync(s => s.SetProperty(g => g.DeniedAt, now));
    });

    /// <summary>"Who looked at my data", newest first.</summary>
    public Task<List<AccessEntry>> WhoLookedAsync(Actor holder) =>
        store.ReadAsync(db => db.AccessEntries.Where(a => a.TalentId == holder.Id).OrderByDescending(a => a.At).Take(100).ToListAsync());

    /// <summary>Sets the counter a staff member sits at today.</summary>
    public Task SitAtAsync(Actor staff, string windowId) => store.WriteAsync(async db =>
    {
        staff.Require(Permission.ScanCodes);
        var row = await db.Users.SingleAsync(s => s.Id == staff.Id);
        var window = await db.Windows.SingleOrDefaultAsync(w => w.Id == windowId && w.HallId == row.HallId)
            ?? throw new RefusedException("no-window", "这个窗口不在你的大厅。", "This window is not in your hall.");
        row.WindowId = window.Id;
    });
}
