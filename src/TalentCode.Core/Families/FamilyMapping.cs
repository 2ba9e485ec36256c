using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;

namespace TalentCode.Core.Families;

internal static class FamilyMapping
{
    public static void Map(ModelBuilder builder) => builder.Entity<MemberRequest>(request =>
    {
        request.Versioned();
        // Asked once at a time: two taps, or two drafts of one service, meet in the same question.
        request.HasIndex(r => new { r.FamilyMemberId, r.ItemId }, "IX_MemberRequests_OneOpen").IsUnique().HasFilter("\"State\" = 'Open'");
        request.HasIndex(r => new { r.State, r.NextAt });
        request.HasIndex(r => r.DraftId);
    });
}
