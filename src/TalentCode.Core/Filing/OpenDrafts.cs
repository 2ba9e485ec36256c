using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Messaging;
using TalentCode.Core.Notifications;

namespace TalentCode.Core.Filing;

/// <summary>Applications prepared for somebody that are neither filed nor thrown away.</summary>
internal sealed class OpenDrafts() : OpenRows("draft-announced", "draft-prepared")
{
    private const string Page = "/apply/";

    // The key says for whom and for what; the draft itself stands in the link.
    protected override Guid? RowOf(OutboxMessage message) =>
        message.Link is { } link && link.StartsWith(Page, StringComparison.Ordinal) && Guid.TryParse(link.AsSpan(Page.Length), out var id) ? id : null;

    protected override Task<List<Guid>> RowsAsync(TalentDb db, Guid[] ids, Guid reader, CancellationToken cancel) =>
        db.Cases.Where(c => EF.Parameter(ids).Contains(c.Id) && c.State == CaseState.Draft).Select(c => c.Id).ToListAsync(cancel);
}
