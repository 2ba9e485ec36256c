using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Filing;
using TalentCode.Core.Resources;

namespace TalentCode.Core.Cases;

/// <summary>What a favourable decision changes in the city's own records, in the transaction of the decision.</summary>
internal static class DecisionEffects
{
    public static async Task ApplyAsync(TalentDb db, ServiceCase row, DateTime now)
    {
        if (row.RoundId is not null) await RoundPlaces.GiveAsync(db, row, now);
        await OfItemAsync(db, row);
    }

    private static Task OfItemAsync(TalentDb db, ServiceCase row) => row.ItemId switch
    {
        ItemForms.HouseholdRegistration => MoveHouseholdAsync(db, row),
        DependantsForm.ItemId => MoveDependantsAsync(db, row),
        ItemForms.AccommodationRegistration => RegisterHomeAsync(db, row),
        _ => Task.CompletedTask,
    };

    /// <summary>What the grant changed, in words: shown when it is revoked, undone by an officer. What no record here knows (a certificate, money, a place) is named as well.</summary>
    public static IReadOnlyList<LocalText> Changed(ServiceCase row)
    {
        var address = row.Answers.GetValueOrDefault("address") ?? "";
        LocalText handedOut = new("准予决定已经带来的结果,如证照、款项、名额", "What the grant has led to, such as a certificate, money or a place");
        return row.ItemId switch
        {
            ItemForms.HouseholdRegistration => [new($"户籍登记地址已改为:{address}", $"The registered household address was changed to: {address}"), handedOut],
            ItemForms.AccommodationRegistration => [new($"居住地址已登记为:{address}", $"The home address was registered as: {address}"), handedOut],
            _ => [handedOut],
        };
    }

    private static async Task MoveHouseholdAsync(TalentDb db, ServiceCase row)
    {
        var address = row.Answers["address"];
        var talent = await db.Talents.SingleAsync(t => t.Id == row.TalentId);
        // Whose own part was withdrawn stays registered where they are.
        if (row.Children.Count == 0 || row.Children.Exists(c => c is { FamilyMemberId: null, Decision: CaseDecision.Granted })) talent.HouseholdAddress = address;
        var members = row.Children.Where(c => c.Decision == CaseDecision.Granted && c.FamilyMemberId != null).Select(c => c.FamilyMemberId!.Value).ToList();
        foreach (var member in await db.FamilyMembers.Where(f => members.Contains(f.Id)).ToListAsync())
            member.HouseholdAddress = address;
    }

    // Only who is in the grant moves; the holder is registered there already.
    private static async Task MoveDependantsAsync(TalentDb db, ServiceCase row)
    {
        var members = row.Children.Where(c => c is { Decision: CaseDecision.Granted, FamilyMemberId: not null }).Select(c => c.FamilyMemberId!.Value).ToList();
        foreach (var member in await db.FamilyMembers.Where(f => members.Contains(f.Id)).ToListAsync())
            member.HouseholdAddress = row.Answers["address"];
    }

    private static async Task RegisterHomeAsync(TalentDb db, ServiceCase row)
    {
        var talent = await db.Talents.SingleAsync(t => t.Id == row.TalentId);
        talent.HomeAddress = row.Answers["address"];
    }
}
