using TalentCode.Core.Catalogue;

namespace TalentCode.Core.Cases;

/// <summary>A reason somebody may choose for a refusal.</summary>
/// <param name="Steps">The steps it fits.</param>
/// <param name="Regimes">Laws of items it fits; empty for all.</param>
public sealed record ReasonChoice(string Code, string Zh, string En, IReadOnlyList<CaseAction> Steps, IReadOnlyList<Regime>? Regimes = null)
{
    public LocalText Words => new(Zh, En);
}

/// <summary>The reasons for which something may be refused, as data beside the catalogue: general ones and those of an item.</summary>
public static class DecisionReasons
{
    /// <summary>What nobody listed; the sentence says it.</summary>
    public const string Other = "other";

    /// <summary>The paper then names the authority that is.</summary>
    public const string NotOurs = "not-our-competence";

    private sealed record File(IReadOnlyList<ReasonChoice> General, IReadOnlyDictionary<string, IReadOnlyList<ReasonChoice>> Items);

    private static readonly Lazy<File> Data = new(() => CatalogueLoader.Read<File>("reasons.json"));

    /// <summary>The steps that give reasons.</summary>
    public static IReadOnlyList<CaseAction> Steps { get; } = [CaseAction.RefuseAcceptance, CaseAction.Refuse, CaseAction.Terminate];

    /// <summary>Reasons for this step of this item: its own first, then the general ones; "other" is the last.</summary>
    public static IReadOnlyList<ReasonChoice> For(ItemContent item, CaseAction step) =>
        [.. Data.Value.Items.GetValueOrDefault(item.Id, []).Concat(Data.Value.General).Where(r => r.Steps.Contains(step) && (r.Regimes is not { Count: > 0 } regimes || regimes.Contains(item.Regime)))];

    /// <summary>Every reason, for checks of the data.</summary>
    public static IEnumerable<(string? ItemId, ReasonChoice Reason)> Everything =>
        Data.Value.General.Select(r => ((string?)null, r)).Concat(Data.Value.Items.SelectMany(i => i.Value.Select(r => ((string?)i.Key, r))));
}
