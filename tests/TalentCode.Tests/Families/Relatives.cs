using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Families;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Families;

/// <summary>Families with members who sign in themselves.</summary>
internal static class Relatives
{
    private static int _number;

    /// <summary>A number nobody else in any test has, as somebody would type it.</summary>
    public static string NewNumber() => "138" + Interlocked.Increment(ref _number).ToString("D8", CultureInfo.InvariantCulture);

    /// <summary>A spouse, somebody of fifteen and somebody of six.</summary>
    public static Task<Talent> HouseholdAsync(this City city) => city.People.TalentAsync(t =>
    {
        t.Family.Add(TestPeople.Spouse());
        t.Family.Add(TestPeople.Child("2011-03-02", "林知夏"));
        t.Family.Add(TestPeople.Child("2020-03-02", "林小苗"));
    });

    public static FamilyMember Spouse(this Talent who) => who.Family.Find(f => f.Relation == FamilyRelation.Spouse)!;

    public static FamilyMember Teen(this Talent who) => who.Family.Find(f => f.LegalName == "林知夏")!;

    public static FamilyMember Little(this Talent who) => who.Family.Find(f => f.LegalName == "林小苗")!;

    /// <summary>Gives the member a number of their own.</summary>
    /// <returns>The member as they act when signed in.</returns>
    public static async Task<Actor> OwnPhoneAsync(this City city, Talent who, FamilyMember member)
    {
        await city.Get<FamilyService>().SetPhoneAsync(Actor.For(who), member.Id, NewNumber());
        return Actor.For(member);
    }

    public static Task<FamilyMember> MemberAsync(this City city, FamilyMember member) => city.ReadAsync(db => db.FamilyMembers.SingleAsync(f => f.Id == member.Id));

    /// <summary>Templates of the in-app messages owed to a member, oldest first.</summary>
    public static async Task<List<string>> ToldAsync(this City city, Actor member) =>
        [.. (await city.ReadAsync(db => db.Outbox.Where(m => m.Channel == "in-app" && m.RecipientId == member.Id).Select(m => new { m.Id, m.Template }).ToListAsync())).OrderBy(m => m.Id).Select(m => m.Template)];
}
