using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Messaging;
using TalentCode.Core.Time;

namespace TalentCode.Core.Resources;

/// <summary>Bookings that are still ahead.</summary>
internal sealed class OpenBookings(CityClock clock) : OpenRows("booking-tomorrow")
{
    protected override Task<List<Guid>> RowsAsync(TalentDb db, Guid[] ids, Guid reader, CancellationToken cancel)
    {
        var now = clock.UtcNow;
        return db.Bookings.Where(b => EF.Parameter(ids).Contains(b.Id) && b.State == BookingState.Booked && b.StartAt > now).Select(b => b.Id).ToListAsync(cancel);
    }
}

/// <summary>Windows in which the reader can still file and has not.</summary>
internal sealed class OpenRounds(CityClock clock) : OpenRows("round-opened", "round-closing")
{
    protected override Task<List<Guid>> RowsAsync(TalentDb db, Guid[] ids, Guid reader, CancellationToken cancel)
    {
        var now = clock.UtcNow;
        return db.Rounds.Where(r => EF.Parameter(ids).Contains(r.Id) && r.ClosesAt > now && !db.Cases.Any(c => c.TalentId == reader && c.RoundId == r.Id)).Select(r => r.Id).ToListAsync(cancel);
    }
}
