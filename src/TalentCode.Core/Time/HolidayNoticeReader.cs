using System.Globalization;
using System.Text.Json;

namespace TalentCode.Core.Time;

/// <summary>
/// Reads a notice file in the form of the shipped days: {"days":[{"date":"2027-01-01","name":"元旦","off":true}]}, with
/// "year", "source" and "status" allowed beside. Strict: what is not understood is a problem, never a guess.
/// </summary>
public static class HolidayNoticeReader
{
    /// <summary>Characters; a real notice takes some four thousand.</summary>
    public const int LongestText = 40_000;

    private const int MostDays = 120, LongestName = 40, MostProblems = 20;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>The notice for that year, or what is wrong with the text.</summary>
    public static NoticeReading Read(string text, int year)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (year < StatutoryDays.FirstYear + 1 || year > StatutoryDays.LastYear - 1)
            return Wrong(new NoticeProblem("year", $"日历只认识{StatutoryDays.FirstYear + 1}年到{StatutoryDays.LastYear - 1}年,请重新选择年份。", $"The calendar knows the years {StatutoryDays.FirstYear + 1} to {StatutoryDays.LastYear - 1}. Please choose the year again."));
        if (string.IsNullOrWhiteSpace(text))
            return Wrong(new NoticeProblem("empty", "没有收到内容。请选择放假安排的文件,或把内容粘贴到文本框里。", "Nothing was received. Choose the file of the notice, or paste its text into the box."));
        if (text.Length > LongestText)
            return Wrong(new NoticeProblem("too-long", $"内容超过{LongestText}个字符,不像一年的放假安排。请只提交一年的文件。", $"The text is longer than {LongestText} characters and cannot be one year's notice. Please send the file of one year."));
        try
        {
            using var document = JsonDocument.Parse(text.TrimStart('\uFEFF'), Strict);
            return Read(document.RootElement, year);
        }
        catch (JsonException error)
        {
            var line = (error.LineNumber ?? 0) + 1;
            return Wrong(new NoticeProblem("not-json", $"第{line}行附近不是正确的JSON。请核对引号、逗号和重复的字段后再提交。", $"Near line {line} this is not correct JSON. Check quotation marks, commas and repeated fields, then send it again."));
        }
    }

    private static NoticeReading Read(JsonElement root, int year)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("days", out var list) || list.ValueKind != JsonValueKind.Array)
            return Wrong(new NoticeProblem("form", "最外层应是一个对象,其中“days”是放假和上班日期的列表。请按示例的格式整理。", "The outermost value must be an object whose “days” lists the days off and the make-up days. Please follow the example."));
        var problems = new List<NoticeProblem>();
        foreach (var property in root.EnumerateObject())
            if (property.Name is not ("days" or "source" or "year"))
                problems.Add(new("unknown-field", $"不认识最外层的字段“{Short(property.Name)}”。请删去,只留 year、source、days。", $"The outermost field “{Short(property.Name)}” is not known. Remove it; only year, source and days belong there."));
        if (root.TryGetProperty("year", out var said) && (said.ValueKind != JsonValueKind.Number || !said.TryGetInt32(out var number) || number != year))
            problems.Add(new("wrong-year", $"文件写的年份是“{Short(said.ToString())}”,你选的是{year}年。请换文件,或改选年份。", $"The file says it is for “{Short(said.ToString())}”, and you chose {year}. Take the other file or choose the other year."));
        if (list.GetArrayLength() is 0 or > MostDays)
            problems.Add(new("form", $"“days”应有1到{MostDays}条,现在是{list.GetArrayLength()}条。请核对文件。", $"“days” takes 1 to {MostDays} entries; here it has {list.GetArrayLength()}. Please check the file."));
        else
            foreach (var (entry, at) in list.EnumerateArray().Select((entry, i) => (entry, i + 1)))
                problems.AddRange(Entry(entry, at));
        if (problems.Count > 0) return Wrong(problems);
        var days = list.EnumerateArray().Select((e, i) => new NoticeEntry(i + 1, DayOf(e)!.Value, e.GetProperty("name").GetString()!.Trim(), e.GetProperty("off").GetBoolean())).ToList();
        problems = [.. HolidayNoticeRules.Problems(days, year)];
        return problems.Count > 0 ? Wrong(problems) : new(new(year, [.. days.OrderBy(d => d.Day).Select(d => new NamedDay(d.Day, d.Name, d.Off))]), []);
    }

    /// <summary>What is wrong with the form of one entry, whatever its day means.</summary>
    private static IEnumerable<NoticeProblem> Entry(JsonElement entry, int at)
    {
        if (entry.ValueKind != JsonValueKind.Object)
        {
            yield return new("form", $"第{at}条不是一个对象。每条写成 {{\"date\":…,\"name\":…,\"off\":…}}。", $"Entry {at} is not an object. Write each as {{\"date\":…,\"name\":…,\"off\":…}}.");
            yield break;
        }
        foreach (var property in entry.EnumerateObject())
            if (property.Name is not ("date" or "name" or "off" or "status"))
                yield return new("unknown-field", $"第{at}条有不认识的字段“{Short(property.Name)}”。请删去,只留 date、name、off、status。", $"Entry {at} has the unknown field “{Short(property.Name)}”. Remove it; only date, name, off and status belong there.");
        var label = DayOf(entry) is { } day ? NoticeEntry.Label(at, day) : new LocalText($"第{at}条", $"Entry {at}");
        if (DayOf(entry) is null)
            yield return new("date", $"第{at}条的日期读不懂。请写成 2027-01-01 的样子。", $"The date of entry {at} cannot be read. Write it like 2027-01-01.");
        if (!entry.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(name.GetString()))
            yield return new("name-missing", $"{label.Zh}没有节日名称。请填上,例如“春节”。", $"{label.En} has no name. Give the holiday's name, for example 春节.");
        else if (name.GetString()!.Trim().Length > LongestName)
            yield return new("name-long", $"{label.Zh}的名称超过{LongestName}个字符。请只写节日名称。", $"The name of {Lower(label.En)} is longer than {LongestName} characters. Give the holiday's name only.");
        if (!entry.TryGetProperty("off", out var off) || off.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            yield return new("off-missing", $"{label.Zh}没有写明放假还是上班。“off”填 true(放假)或 false(上班)。", $"{label.En} does not say whether people work. Set “off” to true (day off) or false (make-up working day).");
        if (entry.TryGetProperty("status", out var status) && (status.ValueKind != JsonValueKind.String || status.GetString() != "published"))
            yield return new("not-published", $"{label.Zh}标的是“{Short(status.ToString())}”,不是已公布的安排。请使用正式公布的文件。", $"{label.En} is marked “{Short(status.ToString())}”, which is no published arrangement. Use the notice as it was published.");
    }

    private static DateOnly? DayOf(JsonElement entry) =>
        entry.TryGetProperty("date", out var date) && date.ValueKind == JsonValueKind.String
        && DateOnly.TryParseExact(date.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string Lower(string label) => char.ToLowerInvariant(label[0]) + label[1..];

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static NoticeReading Wrong(NoticeProblem problem) => new(null, [problem]);

    private static NoticeReading Wrong(List<NoticeProblem> problems) => new(null, [.. problems.Take(MostProblems)]);
}
