using System.Net;
using System.Text.RegularExpressions;

namespace TalentCode.Benchmarks.Running;

internal sealed record Form(string? Action, bool Multipart, IReadOnlyList<(string Name, string Value)> Fields);

/// <summary>One answer of the server, with its forms read from the HTML.</summary>
internal sealed partial record Page(string Path, int Status, string? Location, string Html)
{
    public Form FormWith(string field) =>
        Forms().FirstOrDefault(f => f.Fields.Any(x => x.Name == field)) ?? throw Unexpected($"looking for a form with {field}", this);

    public IEnumerable<Form> Forms() => FormTag().Matches(Html).Select(match => new Form(
        Attribute(match.Groups["head"].Value, "action"),
        match.Groups["head"].Value.Contains("multipart", StringComparison.OrdinalIgnoreCase),
        [.. FieldsOf(match.Groups["body"].Value)]));

    public static InvalidOperationException Unexpected(string doing, Page page) =>
        new($"Unexpected answer while {doing}: {page.Status} {page.Path} -> {page.Location}\n{page.Html[..Math.Min(page.Html.Length, 3000)]}");

    private static IEnumerable<(string Name, string Value)> FieldsOf(string body)
    {
        foreach (Match input in InputTag().Matches(body))
        {
            var type = Attribute(input.Value, "type");
            var off = type is "checkbox" or "radio" && !Checked().IsMatch(input.Value);
            if (Attribute(input.Value, "name") is { } name && !off && type is not ("file" or "submit" or "image")) yield return (name, Attribute(input.Value, "value") ?? (type is "checkbox" ? "on" : ""));
        }
        foreach (Match area in TextArea().Matches(body))
            if (Attribute(area.Groups["head"].Value, "name") is { } name) yield return (name, WebUtility.HtmlDecode(area.Groups["text"].Value));
        foreach (Match select in Select().Matches(body))
        {
            var options = Option().Matches(select.Groups["body"].Value);
            var chosen = options.FirstOrDefault(o => o.Value.Contains(" selected", StringComparison.Ordinal)) ?? options.FirstOrDefault();
            if (chosen is not null && Attribute(select.Groups["head"].Value, "name") is { } name) yield return (name, Attribute(chosen.Value, "value") ?? "");
        }
    }

    private static string? Attribute(string tag, string name)
    {
        var match = Regex.Match(tag, $"""(?<=\s){name}="(?<v>[^"]*)" """.TrimEnd());
        return match.Success ? WebUtility.HtmlDecode(match.Groups["v"].Value) : null;
    }

    [GeneratedRegex("<form(?<head>[^>]*)>(?<body>.*?)</form>", RegexOptions.Singleline)]
    private static partial Regex FormTag();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex InputTag();

    [GeneratedRegex("<textarea(?<head>[^>]*)>(?<text>.*?)</textarea>", RegexOptions.Singleline)]
    private static partial Regex TextArea();

    [GeneratedRegex("<select(?<head>[^>]*)>(?<body>.*?)</select>", RegexOptions.Singleline)]
    private static partial Regex Select();

    [GeneratedRegex("<option[^>]*>")]
    private static partial Regex Option();

    [GeneratedRegex(@"\schecked\b")]
    private static partial Regex Checked();
}
