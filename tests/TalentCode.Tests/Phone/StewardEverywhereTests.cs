using System.Text.RegularExpressions;

namespace TalentCode.Tests.Phone;

/// <summary>Whom to call stands on every page of the phone.</summary>
public sealed partial class StewardEverywhereTests
{
    // Printed sheets, and an address that only leads on.
    private static readonly string[] Without = ["CasePaper.razor"];

    [Fact]
    public void Every_page_of_the_phone_names_the_steward()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(Root(), "src/TalentCode.Web/Pages/Scientist"), "*.razor").Where(p => Page().IsMatch(File.ReadAllText(p))).ToList();
        Assert.True(pages.Count > 25, $"Only {pages.Count} pages were found.");
        Assert.Empty(pages.Where(p => !Without.Contains(Path.GetFileName(p)) && !Steward().IsMatch(File.ReadAllText(p))).Select(Path.GetFileName));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "TalentCode.sln"))) folder = folder.Parent;
        return folder.FullName;
    }

    [GeneratedRegex("^@page", RegexOptions.Multiline)]
    private static partial Regex Page();

    [GeneratedRegex("<(MySteward|StewardCard) ")]
    private static partial Regex Steward();
}
