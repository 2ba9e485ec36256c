using Microsoft.AspNetCore.WebUtilities;
using TalentCode.Core.Cases;

namespace TalentCode.Web.Pages.Department.Parts;

/// <summary>The filter of a list of cases as an address, so that a number on the board opens the list it counts.</summary>
public static class CaseListQuery
{
    public static string Address(string page, string? department, CaseState? state, CaseLight? light, WeekScope week, DateOnly? after, DateOnly? until)
    {
        Dictionary<string, string?> query = [];
        if (department is not null) query["dept"] = department;
        if (state is not null) query["state"] = state.ToString();
        if (light is not null) query["light"] = light.ToString();
        if (week != WeekScope.Any) query["week"] = week.ToString();
        if (after is { } a && until is { } u) (query["after"], query["until"]) = (Iso(a), Iso(u));
        return QueryHelpers.AddQueryString(page, query);
    }

    /// <summary>What stands in the address; what cannot be read narrows nothing.</summary>
    public static CaseFilter Read(string address)
    {
        var query = QueryHelpers.ParseQuery(new Uri(address).Query);
        string? Value(string name) => query.TryGetValue(name, out var values) && values.ToString() is { Length: > 0 and <= 40 } value ? value : null;
        T? Word<T>(string name) where T : struct, Enum => Enum.TryParse<T>(Value(name), out var word) && Enum.IsDefined(word) ? word : null;
        DateOnly? Day(string name) => DateOnly.TryParseExact(Value(name), "yyyy-MM-dd", out var day) && day.Year is > 2000 and < 2100 ? day : null;
        return new(null, Word<CaseState>("state"))
        {
            DepartmentId = Value("dept"),
            Light = Word<CaseLight>("light"),
            Week = Word<WeekScope>("week") ?? WeekScope.Any,
            Between = Day("after") is { } after && Day("until") is { } until ? (after, until) : null,
        };
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
