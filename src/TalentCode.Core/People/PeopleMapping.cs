using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;

namespace TalentCode.Core.People;

internal static class PeopleMapping
{
    /// <param name="ordinal">The collation that compares character by character: what begins with a text lies in one stretch of its index.</param>
    public static void Map(ModelBuilder builder, string ordinal)
    {
        builder.Entity<Talent>(talent =>
        {
            talent.Versioned();
            talent.HasIndex(t => t.Phone).IsUnique();
            talent.HasIndex(t => t.StewardId);
            talent.HasOne(t => t.Employer).WithMany().HasForeignKey(t => t.EmployerId);
            talent.HasOne(t => t.Steward).WithMany().HasForeignKey(t => t.StewardId).OnDelete(DeleteBehavior.Restrict);
            talent.HasMany(t => t.Grades).WithOne().HasForeignKey(g => g.TalentId);
            talent.HasMany(t => t.Family).WithOne().HasForeignKey(f => f.TalentId);
            talent.HasMany(t => t.Papers).WithOne().HasForeignKey(p => p.TalentId);
        });
        builder.Entity<NamePart>(part =>
        {
            part.HasKey(p => new { p.TalentId, p.Part });
            part.HasIndex(p => new { p.Part, p.TalentId });
            part.Property(p => p.Part).HasMaxLength(NamePart.Longest).UseCollation(ordinal);
            part.HasOne<Talent>().WithMany().HasForeignKey(p => p.TalentId);
        });
        builder.Entity<FamilyMember>(member =>
        {
            member.Versioned();
            // A number belongs to one person; FamilyService looks at the talents as well.
            member.HasIndex(f => f.Phone).IsUnique().HasFilter("\"Phone\" IS NOT NULL");
            member.HasMany(f => f.Papers).WithOne().HasForeignKey(p => p.FamilyMemberId);
        });
    }
}
