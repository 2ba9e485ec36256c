using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Messaging;
using TalentCode.Core.Time;

namespace TalentCode.Core.Families;

/// <summary>Questions to a member that can still be answered.</summary>
internal sealed class OpenQuestions(CityClock clock) : OpenRows("member-asked", "member-asked-again")
{
    protected override Task<List<Guid>> RowsAsync(TalentDb db, Guid[] ids, Guid reader, CancellationToken cancel) =>
        FamilyConsents.Open(db, clock.UtcNow).Where(r => EF.Parameter(ids).Contains(r.Id)).Select(r => r.Id).ToListAsync(cancel);
}
