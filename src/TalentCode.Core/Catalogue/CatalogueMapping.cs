using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;

namespace TalentCode.Core.Catalogue;

internal static class CatalogueMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<ServiceItem>().HasMany(i => i.Versions).WithOne().HasForeignKey(v => v.ItemId);
        builder.Entity<ServiceItemVersion>(version =>
        {
            version.Property(v => v.Content).AsSharedJson();
            version.HasIndex(v => new { v.ItemId, v.Number }).IsUnique();
            version.HasOne(v => v.Department).WithMany().HasForeignKey(v => v.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        });
    }
}
