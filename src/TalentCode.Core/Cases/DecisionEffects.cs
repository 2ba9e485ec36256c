using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Filing;
using TalentCode.Core.Recognition;
using TalentCode.Core.Resources;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>What a favourable decision changes in the city's own records, in the transaction of the decision.</summary>
public static class DecisionEffects
{
    /// <summary>Whether a grant of this item has to name what it gives.</summary>
    public static bool NeedsDetail(string itemId) => itemId is ItemForms.GradeRecognition or ItemForms.TalentFlat or ItemForms.YoungHousing;

    /// <summary>Whether a grant changes the city's records by itself: there is no result that could be withheld afterwards.</summary>
    public static bool Acts(string itemId) => NeedsDetail(itemId) || itemId is ItemForms.HouseholdRegistration or ItemForms.Dependants or ItemForms.AccommodationRegistration;

    /// <summary>Whether a grant may give less than was applied for: what can be done about it is said with it.</summary>
    public static bool MayGiveLess(string itemId) => itemId == ItemForms.GradeRecognition;

    /// <summary>Looks at what is to be given before anything is changed.</summary>
    /// <exception cref="RefusedException">It is missing, of another kind, or cannot be given.</exception>
    internal static Task RequireAsync(TalentDb db, ServiceCase row, StepInput input, CityClock clock) => row.ItemId switch
    {
        ItemForms.GradeRecognition => GradeAward.RequireAsync(db, row, input, clock),
        ItemForms.TalentFlat or ItemForms.YoungHousing => FlatAllocation.RequireAsync(db, row, input.Detail as FlatChoice, clock),
        _ when input.Detail is not null => throw new RefusedException("detail-unknown", "这个事项的决定不需要附加内容,请刷新后重新操作。", "A decision on this service takes no further content. Reload and decide again."),
        _ => Task.CompletedTask,
    };

    internal static async Task ApplyAsync(TalentDb db, ServiceCase row, StepDetail? detail, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        if (row.RoundId is not null) await RoundPlaces.GiveAsync(db, row, now, calendar, clock);
        await OfItemAsync(db, row, detail, now, clock);
    }

    private static Task OfItemAsync(TalentDb db, ServiceCase row, StepDetail? detail, DateTime now, CityClock clock) => row.ItemId switch
    {
        ItemForms.GradeRecognition => GradeAward.ApplyAsync(db, row, (GradeDecision)detail!, now, clock),
        ItemForms.TalentFlat or ItemForms.YoungHousing => FlatAllocation.TakeAsync(db, row, (FlatChoice)detail!, now, clock),
        ItemForms.HouseholdRegistration => MoveHouseholdAsync(db, row),
        ItemForms.Dependants => MoveDependantsAsync(db, row),
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
            _ when row.Result is { } result => [result, handedOut],
            _ => [handedOut],
        };
    }

    private static async Task MoveHouseholdAsync(TalentDb db, ServiceCase row)
    {
        var address = row.Answers["address"];
        var talent = await db.Talents.SingleAsync(t => t.Id == row.TalentId);
        // Whose own part was withdrawn or is handled separately stays registered where they are.
        if (row is { Children.Count: 0, FamilyMemberId: null } || row.Children.Exists(c => c is { FamilyMemberId: null, Decision: CaseDecision.Granted })) talent.HouseholdAddress = address;
        await MoveDependantsAsync(db, row);
    }

    // Only who is in the grant moves, alone where the part was split off; of dependants the holder is registered there already.
    private static async Task MoveDependantsAsync(TalentDb db, ServiceCase row)
    {
        var members = row.Children.Append(row).Where(c => c is { Decision: CaseDecision.Granted, FamilyMemberId: not null }).Select(c => c.FamilyMemberId!.Value).ToList();
        foreach (var member in await db.FamilyMembers.Where(f => members.Contains(f.Id)).ToListAsync())
            member.HouseholdAddress = row.Answers["address"];
    }

    private static async Task RegisterHomeAsync(TalentDb db, ServiceCase row)
    {
        var talent = await db.Talents.SingleAsync(t => t.Id == row.TalentId);
        talent.HomeAddress = row.Answers["address"];
    }
}
