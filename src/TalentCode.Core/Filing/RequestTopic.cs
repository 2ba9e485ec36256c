using TalentCode.Core.Cases;

namespace TalentCode.Core.Filing;

/// <summary>What a direct request is about. One draft per holder and topic; without a topic it is the general request.</summary>
/// <param name="Key">An item's id, or a name of our own.</param>
/// <param name="Words">What stands as the answer to "about which service": for an item its id, shown by its name.</param>
public sealed record RequestTopic(string Key, string Words)
{
    /// <summary>Field of the request's form that names the topic.</summary>
    public const string Question = "about";

    public static RequestTopic None { get; } = new("", "");

    public static RequestTopic Of(string itemId) => new(itemId, itemId);

    /// <summary>A request opened from an item stays with it; any other topic may be put in other words.</summary>
    public static bool IsItem(ServiceCase request) => request.Subject.Length > 0 && request.Answers.GetValueOrDefault(Question) == request.Subject;
}
