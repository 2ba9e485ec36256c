using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;

namespace TalentCode.Core.SignIn;

internal static class SignInMapping
{
    // Without the version two tries at once count as one, and one code lets two browsers in.
    public static void Map(ModelBuilder builder) => builder.Entity<SmsCode>().Versioned();
}
