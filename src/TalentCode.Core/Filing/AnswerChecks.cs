using System.Text.RegularExpressions;

namespace TalentCode.Core.Filing;

/// <summary>Numbers and addresses with a form of their own, checked before an officer has to. Each says in a sentence what is wrong and what to look at.</summary>
public static partial class AnswerChecks
{
    private sealed record Rule(Func<string, bool> Fits, LocalText Sentence);

    private static readonly Dictionary<string, Rule> Rules = new()
    {
        ["resident-id"] = new(IsResidentId, new("身份证号应为18位,且末位要与前17位相符。请对照证件核对。", "A resident ID has 18 characters, and the last one follows from the others. Compare it with the card.")),
        ["permanent-residence"] = new(IsPermanentResidence, new("永久居留身份证号:新证18位、9开头;旧证3个字母加12位数字。请对照证件核对。", "A permanent-residence card has 18 digits starting with 9 (new), or 3 letters and 12 digits (old). Compare it with the card.")),
        ["passport"] = new(t => Passport().IsMatch(t), new("护照号为5至17位字母或数字,不含空格和标点。", "A passport number has 5 to 17 letters and digits, no spaces or signs.")),
        ["hk-macao-permit"] = new(t => HkMacaoPermit().IsMatch(t), new("回乡证号以H或M开头,后面是8位或10位数字。", "A Hong Kong or Macao permit starts with H or M, followed by 8 or 10 digits.")),
        ["taiwan-permit"] = new(t => TaiwanPermit().IsMatch(t), new("台胞证号为8位数字,旧证为10位。", "A Taiwan permit has 8 digits; old ones have 10.")),
        ["identity"] = new(IsIdentity, new("这个证件号码不符合任何一种身份证件的格式。请对照证件核对。", "This fits no kind of identity paper. Compare it with the paper.")),
        ["unified-credit"] = new(IsUnifiedCredit, new("统一社会信用代码为18位,末位要与前17位相符。请对照营业执照核对。", "A unified social credit code has 18 characters, and the last one follows from the others. Compare it with the licence.")),
        ["bank-card"] = new(IsBankCard, new("银行卡号为12至19位数字,这个号码校验不通过。请对照卡面核对。", "A bank card number has 12 to 19 digits; this one does not add up. Compare it with the card.")),
        ["email"] = new(t => Email().IsMatch(t) && t.Length <= 254, new("邮箱地址不完整,例如 name@example.com。", "The e-mail address is not complete; it looks like name@example.com.")),
        ["phone"] = new(t => Phone().IsMatch(Squeezed(t)), new("电话号码为6至15位数字,国外号码前加“+”和国家代码。", "A telephone number has 6 to 15 digits; put + and the country code before numbers abroad.")),
        ["postcode"] = new(t => Postcode().IsMatch(t), new("邮政编码为6位数字。", "A postcode has 6 digits.")),
        ["patent-application"] = new(IsPatentApplication, new("专利申请号为12位数字,可带小数点和校验位,例如 202310123456.7。", "A patent application number has 12 digits, with a point and a check digit if you have it, such as 202310123456.7.")),
        ["url"] = new(IsWebAddress, new("网址要以 https:// 或 http:// 开头。", "A web address starts with https:// or http://.")),
        ["hs-code"] = new(t => HsCode().IsMatch(t), new("商品编号为8位或10位数字。", "A customs code has 8 or 10 digits.")),
    };

    public static bool Knows(string name) => Rules.ContainsKey(name);

    /// <summary>A sentence when the answer cannot be right; null when it can.</summary>
    public static LocalText? Problem(string name, string answer) => Rules[name].Fits(answer.Trim()) ? null : Rules[name].Sentence;

    /// <summary>GB 11643, also for residents of Hong Kong, Macao and Taiwan: region, an existing birth date, sequence, check by ISO 7064 MOD 11-2.</summary>
    public static bool IsResidentId(string text) =>
        ResidentId().IsMatch(text) && DateOnly.TryParseExact(text.AsSpan(6, 8), "yyyyMMdd", out _) && Mod11(text) == char.ToUpperInvariant(text[17]);

    /// <summary>New cards (from December 2023) by their check digit, old ones by their form alone.</summary>
    public static bool IsPermanentResidence(string text) => OldPermanentResidence().IsMatch(text)
        || (text.Length == 18 && text[0] == '9' && ResidentId().IsMatch(text) && DateOnly.TryParseExact(text.AsSpan(6, 8), "yyyyMMdd", out _) && Mod11(text) == char.ToUpperInvariant(text[17]));

    private static bool IsIdentity(string text) => IsResidentId(text) || IsPermanentResidence(text) || Passport().IsMatch(text);

    private static char Mod11(string text)
    {
        ReadOnlySpan<int> weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var sum = 0;
        for (var i = 0; i < weights.Length; i++) sum += (text[i] - '0') * weights[i];
        return "10X98765432"[sum % 11];
    }

    /// <summary>GB 32100: MOD 31 over an alphabet without I, O, S, V and Z.</summary>
    public static bool IsUnifiedCredit(string text)
    {
        const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        ReadOnlySpan<int> weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
        text = text.ToUpperInvariant();
        if (text.Length != 18 || !text.All(Alphabet.Contains)) return false;
        var sum = 0;
        for (var i = 0; i < weights.Length; i++) sum += Alphabet.IndexOf(text[i], StringComparison.Ordinal) * weights[i];
        return Alphabet[(31 - sum % 31) % 31] == text[17];
    }

    /// <summary>Digits by Luhn's rule; spaces between groups are taken as typed.</summary>
    public static bool IsBankCard(string text)
    {
        var digits = Squeezed(text);
        if (digits.Length is < 12 or > 19 || !digits.All(char.IsAsciiDigit)) return false;
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            sum += i % 2 == 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        }
        return sum % 10 == 0;
    }

    /// <summary>ZC 0006: year, kind, serial; the check digit, where given, by the weights 2 to 9.</summary>
    private static bool IsPatentApplication(string text)
    {
        var match = PatentApplication().Match(text.ToUpperInvariant());
        if (!match.Success) return false;
        if (match.Groups[2].Length == 0) return true;
        var (digits, sum) = (match.Groups[1].Value, 0);
        for (var i = 0; i < digits.Length; i++) sum += (digits[i] - '0') * (2 + i % 8);
        return "0123456789X"[sum % 11] == match.Groups[2].Value[0];
    }

    private static bool IsWebAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);

    private static string Squeezed(string text) => text.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);

    [GeneratedRegex("^[0-9]{17}[0-9Xx]$")] private static partial Regex ResidentId();
    [GeneratedRegex("^[A-Z]{3}[0-9]{12}$")] private static partial Regex OldPermanentResidence();
    [GeneratedRegex("^[A-Za-z0-9]{5,17}$")] private static partial Regex Passport();
    [GeneratedRegex("^[HMhm][0-9]{8}(?:[0-9]{2})?$")] private static partial Regex HkMacaoPermit();
    [GeneratedRegex("^[0-9]{8}(?:[0-9]{2})?$")] private static partial Regex TaiwanPermit();
    [GeneratedRegex(@"^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$")] private static partial Regex Email();
    [GeneratedRegex(@"^\+?[0-9]{6,15}$")] private static partial Regex Phone();
    [GeneratedRegex("^[0-9]{6}$")] private static partial Regex Postcode();
    [GeneratedRegex("^(?:ZL|CN)?([12][0-9]{11})(?:\\.?([0-9X]))?$")] private static partial Regex PatentApplication();
    [GeneratedRegex("^(?:[0-9]{8}|[0-9]{10})$")] private static partial Regex HsCode();
}
