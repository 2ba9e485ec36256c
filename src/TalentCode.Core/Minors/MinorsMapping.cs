using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;

namespace TalentCode.Core.Minors;

internal static class MinorsMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<MinorAccess>(access =>
        {
            access.Versioned();
            access.Ignore(a => a.Staff).Ignore(a => a.Office);
            access.Property(a => a.Reason).HasMaxLength(MinorAccessService.LongestReason);
            access.Property(a => a.Note).HasMaxLength(MinorAccessService.LongestReason);
            access.HasIndex(a => new { a.CaseId, a.FamilyMemberId, a.StaffId }, "IX_MinorAccesses_OnePending").IsUnique().HasFilter("\"State\" = 'Pending'");
            access.HasIndex(a => new { a.CaseId, a.StaffId });
            access.HasIndex(a => new { a.State, a.AskedAt });
        });
        builder.Entity<MinorLook>(look =>
        {
            look.Ignore(l => l.What);
            look.HasOne(l => l.Access).WithMany().HasForeignKey(l => l.AccessId).OnDelete(DeleteBehavior.Restrict);
            look.HasIndex(l => l.At);
        });
    }
}
