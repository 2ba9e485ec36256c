using TalentCode.Core.Catalogue;

namespace TalentCode.Core.Cases;

/// <summary>How a result is handed over (送达): what is checked, what the event and the paper say.</summary>
public static class CaseDelivery
{
    private const int LongestProof = 200;

    public static LocalText Of(DeliveryWay way) => way switch
    {
        DeliveryWay.Window => new("窗口领取", "At the window"),
        DeliveryWay.Post => new("邮寄", "By post"),
        _ => new("电子送达", "Electronically"),
    };

    /// <summary>Whether the way leaves no trace of its own, so that somebody has to name the proof.</summary>
    public static bool NeedsProof(DeliveryWay way) => way != DeliveryWay.Electronic;

    /// <summary>Whether the step asks how it was handed over. A market service issues no papers, so there is nothing to hand over.</summary>
    public static bool IsAsked(Regime regime) => regime != Regime.Market;

    /// <summary>The input as the event keeps it: the way in both languages, and the proof.</summary>
    /// <exception cref="RefusedException">The proof is missing or too long.</exception>
    internal static StepInput Written(CaseAction action, StepInput input)
    {
        if (action != CaseAction.Deliver || input.Detail is not HandedOver given) return input;
        var proof = given.Proof?.Trim() is { Length: > 0 } text ? text : null;
        if (!Enum.IsDefined(given.Way) || (NeedsProof(given.Way) && proof is null))
            throw new RefusedException("proof-missing",
                "窗口领取的请写明谁签收,邮寄的请写明单号,再点送达。", "Name who signed for it at the window, or the number of the parcel, then deliver.");
        if (proof is { Length: > LongestProof })
            throw new RefusedException("proof-long", $"送达凭证最多{LongestProof}个字符。", $"The proof takes at most {LongestProof} characters.");
        var way = Of(given.Way);
        return input with { Note = $"{way.Zh} {way.En}{(proof is null ? "" : $" · {proof}")}", Detail = given with { Proof = proof } };
    }

    /// <summary>What the certificate of delivery says about it.</summary>
    internal static IEnumerable<NoticeLine> Lines(StepInput input)
    {
        if (input.Detail is not HandedOver given)
        {
            yield return Line("送达方式", "How", string.IsNullOrWhiteSpace(input.Note) ? Of(DeliveryWay.Electronic) : new(input.Note, input.Note));
            yield break;
        }
        yield return Line("送达方式", "How", Of(given.Way));
        if (given.Proof is { } proof) yield return Line("送达凭证", "Proof", new(proof, proof));
    }

    private static NoticeLine Line(string zh, string en, LocalText text) => new(zh, en, text.Zh, text.En);
}
