using System.Globalization;
using TalentCode.Core.People;
using TalentCode.Core.Recognition;
using TalentCode.Core.Resources;
using TalentCode.Core.Time;

namespace TalentCode.Core.Filing;

/// <summary>The items that are filed with a form of their own. Every other item opens a direct request that names it.</summary>
public static class ItemForms
{
    public const string HouseholdRegistration = "P01";
    public const string GradeRecognition = "P05";
    public const string DirectRequest = "P06";
    public const string AccommodationRegistration = "P12";
    public const string TalentFlat = "P26";
    public const string YoungHousing = "P27";

    /// <summary>How a date and time stands in an answer: city time, to the minute.</summary>
    public const string DateTimeFormat = "yyyy-MM-dd'T'HH:mm";

    private static readonly Dictionary<string, ItemForm> Forms = new List<ItemForm>
    {
        Household(), Accommodation(), Request(), DependantsForm.Form(), Resources.RoundForms.School(), GradeForm.Create(), FlatForms.Talent(), FlatForms.Young(),
    }.ToDictionary(f => f.ItemId);

    public static ItemForm? For(string itemId) => Forms.GetValueOrDefault(itemId);

    private static ItemForm Household() => new(
        HouseholdRegistration,
        [
            new("address", new("落户地址", "New household address"), new("公安机关按这个地址登记户口", "The police register the household at this address"), FieldKind.Line, true, 120, t => t.HomeAddress),
            new("addressKind", new("地址性质", "Kind of address"), new("决定用哪一种地址证明", "Decides which proof of address counts"), FieldKind.Choice, true, 20, _ => "talent-flat")
            {
                Choices =
                [
                    ("own", new("自有住房", "Own home")),
                    ("talent-flat", new("人才公寓租约", "Talent flat (lease)")),
                    ("collective", new("单位或人才集体户", "Employer's or talent collective household")),
                ],
            },
        ],
        MayJoin: (member, day) => member.Nationality == "CHN" && member.Relation switch
        {
            FamilyRelation.Child => member.AgeOn(day) < 18,
            FamilyRelation.Parent => member.LivesTogether,
            _ => true,
        },
        FitsPerson: (talent, _) => talent.Kind == PersonKind.Mainland ? null
            : new("户口登记适用于中国大陆居民。你可以办理居留许可、永久居留推荐或境外人员住宿登记。", "Household registration is for mainland residents. For you there are the residence permit, the permanent-residence recommendation and the accommodation registration."));

    private static ItemForm Accommodation() => new(
        AccommodationRegistration,
        [
            new("address", new("住址", "Address"), new("派出所按这个地址登记", "The police station registers this address"), FieldKind.Line, true, 120, t => t.HomeAddress),
            new("movedIn", new("入住时间", "Moved in at"), new("入住后24小时内申报,从这个时间起算", "The 24 hours for registering run from here"), FieldKind.DateAndTime, true, 20, _ => null) { Check = CheckMovedIn },
            new("host", new("房东或留宿人姓名", "Landlord or host"), new("便于派出所核实,不影响登记", "Helps the police to verify; not a condition"), FieldKind.Line, false, 80, _ => null),
        ],
        MayJoin: null,
        FitsPerson: (talent, _) => talent.Kind != PersonKind.Mainland ? null
            : new("住宿登记适用于境外人员。你不需要办理。", "Accommodation registration is for people from outside the mainland. You do not need it."));

    private static ItemForm Request() => new(
        DirectRequest,
        [
            new("about", new("关于哪个事项", "About which service"), new("帮我们找对部门", "Helps us find the right department"), FieldKind.Line, false, 40, _ => null),
            new("message", new("你需要什么帮助", "What do you need help with?"), new("写一两句就够,联络员会与你联系", "A sentence or two is enough; the liaison officer will call you"), FieldKind.Text, true, 1000, _ => null),
            new("reach", new("希望怎样联系", "How to reach you"), new("联络员按你的选择联系", "The liaison officer goes by your choice"), FieldKind.Choice, true, 20, _ => "phone")
            {
                Choices =
                [
                    ("phone", new("打电话", "Call me")),
                    ("message", new("发站内消息", "Message me here")),
                    ("steward", new("由我的人才管家转达", "Through my steward")),
                ],
            },
        ],
        MayJoin: null,
        FitsPerson: null);

    private static LocalText? CheckMovedIn(string answer, CityClock clock)
    {
        if (MovedIn(answer, clock) is not { } movedIn)
            return new("请填写入住的日期和时间,例如 2026-11-23 18:30。", "Give date and time of moving in, such as 2026-11-23 18:30.");
        if (movedIn > clock.UtcNow.AddDays(1))
            return new("入住时间在一天以后。请在入住当天或之后再登记。", "That is more than a day ahead. Register on the day you move in or after.");
        return movedIn < clock.UtcNow.AddYears(-2)
            ? new("入住时间早于两年前,请核对年份。", "That is more than two years ago; check the year.")
            : null;
    }

    /// <summary>The instant in UTC, or null when the text is no date and time.</summary>
    public static DateTime? MovedIn(string answer, CityClock clock) =>
        DateTime.TryParseExact(answer.Replace(' ', 'T'), DateTimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? clock.At(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local))
            : null;
}
