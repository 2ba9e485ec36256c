using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.People;

namespace TalentCode.Core.Resources;

internal static class FlatsMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<FlatEstate>(estate =>
        {
            estate.Ignore(e => e.Name);
            estate.Ignore(e => e.Address);
        });
        builder.Entity<Flat>(flat =>
        {
            flat.Property(f => f.Id).ValueGeneratedNever();
            flat.Ignore(f => f.Place);
            flat.Ignore(f => f.Size);
            flat.Ignore(f => f.Rent);
            flat.HasOne(f => f.Estate).WithMany().HasForeignKey(f => f.EstateId).OnDelete(DeleteBehavior.Restrict);
            flat.HasIndex(f => new { f.EstateId, f.State, f.Bedrooms });
        });
        builder.Entity<FlatLease>(lease =>
        {
            lease.Versioned();
            lease.HasOne(l => l.Flat).WithMany().HasForeignKey(l => l.FlatId).OnDelete(DeleteBehavior.Restrict);
            lease.HasOne<Talent>().WithMany().HasForeignKey(l => l.TalentId).OnDelete(DeleteBehavior.Restrict);
            lease.HasOne<ServiceCase>().WithMany().HasForeignKey(l => l.CaseId).OnDelete(DeleteBehavior.Restrict);
            // Whatever else goes wrong: nobody has two flats, and no flat has two holders.
            lease.HasIndex(l => l.FlatId, "IX_FlatLeases_OneOpenPerFlat").IsUnique().HasFilter("\"EndedAt\" IS NULL");
            lease.HasIndex(l => l.TalentId, "IX_FlatLeases_OneOpenPerTalent").IsUnique().HasFilter("\"EndedAt\" IS NULL");
            lease.HasIndex(l => l.CaseId);
            lease.HasIndex(l => l.Until);
        });
        builder.Entity<FlatProposal>(proposal =>
        {
            proposal.Versioned();
            proposal.Ignore(p => p.Stands);
            proposal.HasOne(p => p.Flat).WithMany().HasForeignKey(p => p.FlatId).OnDelete(DeleteBehavior.Restrict);
            proposal.HasOne<ServiceCase>().WithMany().HasForeignKey(p => p.CaseId).OnDelete(DeleteBehavior.Restrict);
            proposal.HasIndex(p => p.FlatId, "IX_FlatProposals_OneStandingPerFlat").IsUnique().HasFilter("\"State\" IN ('Open', 'Accepted')");
            proposal.HasIndex(p => p.CaseId, "IX_FlatProposals_OneStandingPerCase").IsUnique().HasFilter("\"State\" IN ('Open', 'Accepted')");
            proposal.HasIndex(p => new { p.CaseId, p.Number }).IsUnique();
            proposal.HasIndex(p => new { p.State, p.ExpiresAt });
        });
    }
}
