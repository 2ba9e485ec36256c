using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Messaging;
using TalentCode.Core.Time;

namespace TalentCode.Core.Ratings;

/// <summary>Matters that can still be rated and are not.</summary>
internal sealed class OpenInvitations(CityClock clock) : OpenRows("rating-invited", "rating-visit", "rating-reminder")
{
    protected override Task<List<Guid>> RowsAsync(TalentDb db, Guid[] ids, Guid reader, CancellationToken cancel)
    {
        var now = clock.UtcNow;
        return db.Ratings.Where(r => EF.Parameter(ids).Contains(r.Id) && r.Status == RatingStatus.Invited && r.ClosesAt > now).Select(r => r.Id).ToListAsync(cancel);
    }
}
