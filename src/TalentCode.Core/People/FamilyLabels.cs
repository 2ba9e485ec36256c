namespace TalentCode.Core.People;

/// <summary>How members of a family are called on a screen: 配偶 陈*, 子女1(小学), 父母 张*.</summary>
public static class FamilyLabels
{
    public static IEnumerable<(FamilyMember Member, LocalText Label)> Of(Talent talent, DateOnly today)
    {
        var child = 0;
        foreach (var member in talent.Family.OrderBy(f => f.Relation).ThenBy(f => f.BirthDate).ThenBy(f => f.Id))
        {
            var name = Masking.Name(member.LegalName);
            yield return (member, member.Relation switch
            {
                FamilyRelation.Child => Masking.Child(++child, member.AgeOn(today)),
                FamilyRelation.Spouse => new($"配偶 {name}", $"Spouse {name}"),
                _ => new($"父母 {name}", $"Parent {name}"),
            });
        }
    }
}
