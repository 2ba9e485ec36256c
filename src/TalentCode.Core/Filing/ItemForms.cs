using System.Globalization;
using TalentCode.Core.Catalogue;
using TalentCode.Core.People;
using TalentCode.Core.Recognition;
using TalentCode.Core.Resources;
using TalentCode.Core.Time;

namespace TalentCode.Core.Filing;

/// <summary>The form of each item. Nearly all are data of the item version; the few whose questions follow from points, rounds or homes are made here.</summary>
public static class ItemForms
{
    public const string HouseholdRegistration = "P01";
    public const string Dependants = "P02";
    public const string GradeRecognition = "P05";
    public const string DirectRequest = "P06";
    public const string AccommodationRegistration = "P12";
    public const string TalentFlat = "P26";
    public const string YoungHousing = "P27";

    /// <summary>How a date and time stands in an answer: city time, to the minute.</summary>
    public const string DateTimeFormat = "yyyy-MM-dd'T'HH:mm";

    private static readonly Dictionary<string, ItemForm> Forms = new List<ItemForm>
    {
        Request(), Resources.RoundForms.School(), GradeForm.Create(), FlatForms.Talent(), FlatForms.Young(),
    }.ToDictionary(f => f.ItemId);

    /// <summary>The form of an item version; null for what is booked, where the time is chosen and not filed for.</summary>
    public static ItemForm? Of(ItemContent item) => Forms.GetValueOrDefault(item.Id) ?? (item.Kind == ItemKind.Booking ? null : DataForms.Of(item));

    /// <summary>The form as one family sees it: with its people, and the schools of the round.</summary>
    public static ItemForm? Of(ItemContent item, Talent talent, Round? round, IReadOnlyDictionary<string, string> answers, DateOnly today) =>
        Of(item) is { } form ? RoundForms.Fit(DataForms.Fit(form, item.Form, talent, today), talent, round, answers, today) : null;

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

    /// <summary>The instant in UTC, or null when the text is no date and time.</summary>
    public static DateTime? MovedIn(string answer, CityClock clock) =>
        DateTime.TryParseExact(answer.Replace(' ', 'T'), DateTimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? clock.At(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local))
            : null;
}
