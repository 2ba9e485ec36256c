using Microsoft.EntityFrameworkCore;

namespace TalentCode.Core.Consents;

internal static class ConsentsMapping
{
    public static void Map(ModelBuilder builder) => builder.Entity<Consent>(consent =>
    {
        consent.Ignore(c => c.IsInForce);
        consent.HasIndex(c => new { c.TalentId, c.ItemId });
        consent.HasIndex(c => c.CaseId).HasFilter("\"CaseId\" IS NOT NULL");
        consent.HasIndex(c => c.FamilyMemberId).HasFilter("\"FamilyMemberId\" IS NOT NULL");
    });
}
