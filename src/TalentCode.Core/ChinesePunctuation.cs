using System.Buffers;
using System.Text;

namespace TalentCode.Core;

/// <summary>Marks as Chinese is printed (GB/T 15834): full width beside Chinese characters, whatever keyboard they were typed on. Times, numbers and Latin words keep theirs.</summary>
public static class ChinesePunctuation
{
    private static readonly SearchValues<char> Narrow = SearchValues.Create(",:;?!()");
    private static readonly SearchValues<char> Handled = SearchValues.Create(",:;?!()）");

    /// <summary>The same text with full-width marks; a text without any comes back as it is.</summary>
    public static string Of(string text)
    {
        if (string.IsNullOrEmpty(text) || text.AsSpan().IndexOfAny(Handled) < 0) return text;
        var wide = new StringBuilder(text.Length);
        var brackets = new Stack<bool>();
        for (var i = 0; i < text.Length; i++)
        {
            var (mark, before, after) = (text[i], i > 0 ? text[i - 1] : ' ', i + 1 < text.Length ? text[i + 1] : ' ');
            var widen = mark switch
            {
                '(' => Push(brackets, IsChinese(before) || HoldsChinese(text, i)),
                ')' => brackets.TryPop(out var opened) && opened,
                _ => Narrow.Contains(mark) && (IsChinese(before) || IsChinese(after) || (before == ')' && wide[^1] != ')')),
            };
            wide.Append(widen ? (char)(mark + 0xFEE0) : mark);
            // A full-width mark brings its own room.
            if ((widen && mark != '(' || mark == '）') && after == ' ') i++;
        }
        return wide.ToString();
    }

    private static bool Push(Stack<bool> brackets, bool widen)
    {
        brackets.Push(widen);
        return widen;
    }

    private static bool HoldsChinese(string text, int open)
    {
        var close = text.IndexOf(')', open);
        for (var i = open + 1; i < close; i++)
            if (IsChinese(text[i])) return true;
        return false;
    }

    // Ideographs, and the marks that stand only in Chinese or between Chinese quotes.
    private static bool IsChinese(char c) => c is (>= '\u3400' and <= '\u9FFF') or (>= '\u3001' and <= '\u3011') or (>= '\uFF01' and <= '\uFF5E') or '”' or '“';
}
