using TalentCode.Core.Catalogue;
using TalentCode.Core.People;

namespace TalentCode.Core.Resources;

/// <summary>What one grade gets of an item.</summary>
/// <param name="PerYear">Bookings a calendar year; null where they are not numbered.</param>
/// <param name="Companions">People who may come along.</param>
public sealed record GradeBenefit(int? PerYear, int Companions, string? NoteZh = null, string? NoteEn = null);

/// <summary>How an item is booked: who may, how often, with whom. What is asked stands in the form of the item.</summary>
/// <param name="Sensitive">Health, whereabouts, home: what was written stays with the department of the item.</param>
/// <param name="ConsentZh">The separate consent that is asked for; null where booking itself is the consent.</param>
public sealed record BookingRule(IReadOnlyDictionary<GradeLevel, GradeBenefit> Grades, bool Sensitive = false,
    bool ForeignOnly = false, string? ConsentZh = null, string? ConsentEn = null)
{
    public LocalText? Consent => ConsentZh is { } zh ? new(zh, ConsentEn ?? zh) : null;
}

/// <summary>The rules of every item of kind "booking": data beside the catalogue, after the tier table of the domain (section 7; numbers constructed).</summary>
public static class BookingRules
{
    private static readonly Dictionary<string, BookingRule> All = CatalogueLoader.Read<Dictionary<string, BookingRule>>("booking-rules.json");

    public static IReadOnlyCollection<string> Items => All.Keys;

    /// <summary>Null for items that are not booked.</summary>
    public static BookingRule? Of(string itemId) => All.GetValueOrDefault(itemId);

    /// <summary>还可用 4 次,共 12 次/年.</summary>
    /// <param name="used">Counted bookings of the year so far.</param>
    public static LocalText LeftInWords(GradeBenefit benefit, int used) => benefit.PerYear is { } all
        ? new($"还可用{Math.Max(0, all - used)}次,共{all}次/年", $"{Math.Max(0, all - used)} of {all} left this year")
        : used > 0 ? new($"今年已约{used}次,不限次数", $"{used} booked this year, no limit") : new("不限次数", "No yearly limit");
}
