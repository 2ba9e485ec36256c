using TalentCode.Core.People;

namespace TalentCode.Core.Filing;

/// <summary>投靠落户: spouse, minor children or parents join the household of a holder who is registered in the city.</summary>
public static class DependantsForm
{
    public const string ItemId = "P02";
    private const string City = "重庆";

    internal static ItemForm Form() => new(
        ItemId,
        [
            new("address", new("落户地址", "Household address"), new("迁到你名下的户口地址;需要更正的可以修改", "The address of your own household; correct it if need be"), FieldKind.Line, true, 120, t => t.HouseholdAddress),
            new("household", new("投靠到谁的户口", "Whose household"), new("户口簿上的户主,公安机关按户核对", "The head of the household, as the police check it"), FieldKind.Choice, true, 20, _ => "own")
            {
                Choices =
                [
                    ("own", new("本人为户主", "I am the head of it")),
                    ("spouse", new("配偶为户主", "My spouse is the head of it")),
                    ("collective", new("单位或人才集体户", "Employer's or talent collective household")),
                ],
            },
        ],
        MayJoin: (member, day) => member.Nationality == "CHN" && (member.Relation != FamilyRelation.Child || member.AgeOn(day) < 18),
        FitsPerson: (talent, day) => Obstacle(talent, day))
    { WithHolder = false };

    private static LocalText? Obstacle(Talent talent, DateOnly day)
    {
        if (talent.Kind != PersonKind.Mainland)
            return new("户口登记适用于中国大陆居民。家属的停留居留可以办理“人才及家属签证、居留证件换发延期”。", "Household registration is for mainland residents. For your family there are visa and residence-permit services.");
        if (talent.HouseholdAddress?.Contains(City, StringComparison.Ordinal) != true)
            return new("家属投靠的前提是你自己的户口已在重庆。请先办理“人才及家属落户”,可以全家一次办完;这里已填写的内容会保留。", "Your own household has to be registered in Chongqing first. Use the talent household registration, where the whole family can move at once; what you entered here is kept.");
        return talent.Family.Exists(f => f.Nationality == "CHN" && (f.Relation != FamilyRelation.Child || f.AgeOn(day) < 18)) ? null
            : new("你登记的家庭成员里没有可以投靠的人(配偶、未满18周岁的子女、父母)。家庭信息有变化的,请人才管家更新。", "Nobody in your registered family can join (spouse, child under 18, parent). If your family has changed, ask your steward to update it.");
    }
}
