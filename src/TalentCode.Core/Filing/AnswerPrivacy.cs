using TalentCode.Core.Catalogue;
using TalentCode.Core.People;

namespace TalentCode.Core.Filing;

/// <summary>What somebody who fills in for another person may see of an answer that is already there.</summary>
public enum AnswerPrivacy
{
    /// <summary>Chosen from a list, or about a project: nothing personal in it.</summary>
    Open,

    /// <summary>A name, an address, a telephone number, words of one's own: for those who look after the person, masked at a window.</summary>
    Personal,

    /// <summary>The number of an identity paper or an account: masked for everybody.</summary>
    Number,
}

/// <summary>Which answers are personal, by where they come from and how they are checked; and how they look when they may not be seen.</summary>
public static class AnswerMasks
{
    private static readonly string[] Numbers = ["resident-id", "permanent-residence", "passport", "hk-macao-permit", "taiwan-permit", "identity", "bank-card"];

    /// <summary>What a question of the form data asks for.</summary>
    public static AnswerPrivacy Of(FieldContent field)
    {
        if (field.Check is { } check && Numbers.Contains(check) || field.Prefill.Any(s => s.EndsWith("Number", StringComparison.Ordinal))) return AnswerPrivacy.Number;
        var personal = field.Type == "text" || field.Check is "phone" or "email" || IsAddress(field.Key)
            || field.Prefill.Any(s => s.StartsWith("holder.", StringComparison.Ordinal) && s != "holder.field" || s.StartsWith("person.", StringComparison.Ordinal));
        return personal ? AnswerPrivacy.Personal : AnswerPrivacy.Open;
    }

    /// <summary>What a question of any form asks for; forms that are code have no data to tell by.</summary>
    public static AnswerPrivacy Of(FormField field) =>
        field.Privacy == AnswerPrivacy.Open && (field.Kind == FieldKind.Text || IsAddress(field.Key)) ? AnswerPrivacy.Personal : field.Privacy;

    /// <summary>The answer as it is shown to who may not see it.</summary>
    public static LocalText Masked(FormField field, string answer) => field switch
    {
        { Privacy: AnswerPrivacy.Number } => Same(Masking.PaperNumber(answer.Replace(" ", "", StringComparison.Ordinal))),
        { Kind: FieldKind.Text } => new($"本人已写{answer.Length}个字", answer.Length == 1 ? "1 character written by the holder" : $"{answer.Length} characters written by the holder"),
        { Kind: FieldKind.Date or FieldKind.DateAndTime or FieldKind.Year } => Same("****-**-**"),
        { InputMode: "tel" } => Same(Masking.Phone(string.Concat(answer.Where(char.IsAsciiDigit)))),
        { InputMode: "email" } => Same($"{answer[..1]}***"),
        _ when IsAddress(field.Key) => Same(Masking.Address(answer)),
        _ => Same(Masking.Name(answer)),
    };

    private static bool IsAddress(string key) => key.Split('@')[0].EndsWith("address", StringComparison.OrdinalIgnoreCase);

    private static LocalText Same(string text) => new(text, text);
}
