namespace TalentCode.Core;

/// <summary>One sentence in the product's two languages. Chinese is written first; English by somebody who knows the Chinese.</summary>
public readonly record struct LocalText(string Zh, string En)
{
    /// <summary>The text in the reader's language: Chinese, with Chinese punctuation, unless <paramref name="english"/>.</summary>
    public string In(bool english) => english ? En : ChinesePunctuation.Of(Zh);

    /// <summary>Several as one: 甲、乙; A, B.</summary>
    public static LocalText Join(IEnumerable<LocalText> parts)
    {
        var all = parts.ToList();
        return new(string.Join('、', all.Select(p => p.Zh)), string.Join(", ", all.Select(p => p.En)));
    }

    public override string ToString() => Zh;
}

/// <summary>A refusal a person can read: what happened, what was kept, what to do next. Nothing was changed.</summary>
public sealed class RefusedException(string code, LocalText sentence) : Exception(sentence.En)
{
    public RefusedException(string code, string zh, string en) : this(code, new LocalText(zh, en)) { }

    /// <summary>Stable name of the reason, for tests and logs.</summary>
    public string Code { get; } = code;

    public LocalText Sentence { get; } = sentence;
}
