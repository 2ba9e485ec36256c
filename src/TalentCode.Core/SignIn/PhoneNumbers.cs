namespace TalentCode.Core.SignIn;

public static class PhoneNumbers
{
    /// <summary>Digits with country code, or null when this can be no mobile number. "138 0000 0000" and "+86 138…" are the same.</summary>
    public static string? Normalise(string? typed)
    {
        if (typed is null || typed.Length > 40) return null;
        var normal = typed.Normalize(System.Text.NormalizationForm.FormKC).Trim();
        var abroad = normal.TrimStart('(').StartsWith('+') || normal.StartsWith("00", StringComparison.Ordinal);
        if (normal.Any(c => !char.IsAsciiDigit(c) && c is not (' ' or '-' or '(' or ')' or '+'))) return null;
        var digits = new string([.. normal.Where(char.IsAsciiDigit)]);
        if (normal.StartsWith("00", StringComparison.Ordinal)) digits = digits[2..];
        if (!abroad && digits.Length == 11 && digits[0] == '1') return "86" + digits;
        return (abroad || digits.StartsWith("86", StringComparison.Ordinal)) && digits.Length is >= 8 and <= 15 ? digits : null;
    }
}
