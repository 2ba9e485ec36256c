using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;

namespace TalentCode.Core.SignIn;

internal static class SignInMapping
{
    public static void Map(ModelBuilder builder) => builder.Entity<SmsCode>(code =>
    {
        // Without the version two tries at once count as one, and one code lets two browsers in.
        code.Versioned();
        code.HasIndex(c => new { c.Phone, c.SentAt });
        // One open code per number: of several who ask at once one writes, the others wait for it and then see it.
        code.HasIndex(c => c.Phone, "IX_SmsCodes_OneOpen").IsUnique().HasFilter("\"ClosedAt\" IS NULL");
    });
}
