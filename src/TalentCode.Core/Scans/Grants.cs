using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Codes;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;

namespace TalentCode.Core.Scans;

/// <summary>Opening and checking the time-boxed permission that a scan gives.</summary>
internal static class Grants
{
    /// <summary>Writes the grant and the line the holder will read about it.</summary>
    public static AccessGrant Open(TalentDb db, Actor staff, HallWindow window, Guid talentId, ScanPurpose purpose, ScanSource source, DateTime now, string? reason = null)
    {
        var grant = new AccessGrant
        {
            Id = Guid.CreateVersion7(now),
            TalentId = talentId,
            StaffId = staff.Id,
            WindowId = window.Id,
            Purpose = purpose,
            Source = source,
            At = now,
            Until = now.AddMinutes(CodeRules.GrantMinutes),
            Reason = reason,
        };
        db.Grants.Add(grant);
        var what = ScanSentences.Of(purpose);
        var shows = ScanSentences.Shows(purpose);
        db.AccessEntries.Add(new AccessEntry
        {
            Id = Guid.CreateVersion7(now),
            TalentId = talentId,
            At = now,
            StaffId = staff.Id,
            WhereZh = window.Place.Zh,
            WhereEn = window.Place.En,
            WhatZh = $"{what.Zh}:{shows.Zh}",
            WhatEn = $"{what.En}: {shows.En}",
            Flagged = reason is not null,
            Reason = reason,
            GrantId = grant.Id,
        });
        return grant;
    }

    /// <exception cref="RefusedException">Not this staff member's, over, or denied by the holder.</exception>
    public static async Task<AccessGrant> RequireOpenAsync(TalentDb db, Actor staff, Guid grantId, DateTime now)
    {
        var grant = await db.Grants.Include(g => g.Window!).ThenInclude(w => w.Hall).SingleOrDefaultAsync(g => g.Id == grantId && g.StaffId == staff.Id)
            ?? throw new RefusedException("no-grant", "没有查看权限。请扫描持码人的人才码。", "You have no permission to see this person. Scan the talent code.");
        if (grant.DeniedAt is not null)
            throw new RefusedException("grant-denied", "持码人在手机上拒绝了查看。请当面问明后重新扫码。", "The holder declined on the phone. Ask in person and scan again.");
        if (now >= grant.Until)
            throw new RefusedException("grant-over", $"查看时间已到({CodeRules.GrantMinutes}分钟)。需要继续请重新扫码。", $"The {CodeRules.GrantMinutes} minutes are over. Scan again to go on.");
        return grant;
    }

    /// <exception cref="RefusedException">The grant was given for something else.</exception>
    public static void RequirePurpose(AccessGrant grant, ScanPurpose purpose)
    {
        if (grant.Purpose != purpose)
            throw new RefusedException("wrong-purpose",
                $"这次扫码的用途是“{ScanSentences.Of(grant.Purpose).Zh}”,不能用来“{ScanSentences.Of(purpose).Zh}”。请按正确用途重新扫码。",
                $"This scan was for “{ScanSentences.Of(grant.Purpose).En}”, not for “{ScanSentences.Of(purpose).En}”. Scan again for the right purpose.");
    }
}
