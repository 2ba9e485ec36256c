using System.Text.RegularExpressions;
using TalentCode.Core;

namespace TalentCode.Tests.Architecture;

/// <summary>What the design forbids, read from the sources and from what Core was built against.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string Root = FindRoot();

    private static readonly List<(string Path, string Text)> Sources =
        [.. Files("src", "*.cs").Concat(Files("src", "*.razor")).Select(p => (p, File.ReadAllText(Path.Combine(Root, p))))];

    [Fact]
    public void The_sources_are_found() => Assert.True(Sources.Count > 50, $"Only {Sources.Count} files under {Root}.");

    [Theory]
    [InlineData("Microsoft.AspNetCore.Components")]
    [InlineData("Microsoft.AspNetCore.Http")]
    [InlineData("Microsoft.AspNetCore.Mvc")]
    [InlineData("Hangfire")]
    [InlineData("QRCoder")]
    [InlineData("MudBlazor")]
    public void Core_knows_nothing_of(string assembly)
    {
        Assert.DoesNotContain(typeof(LocalText).Assembly.GetReferencedAssemblies(), a => a.Name!.StartsWith(assembly, StringComparison.Ordinal));
        Nowhere(new Regex($@"\b(using|global::)\s*{Regex.Escape(assembly)}"), except: p => !p.StartsWith("src/TalentCode.Core/", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_city_clock_asks_for_the_time() => Nowhere(Now(), except: p => p.EndsWith("/CityClock.cs", StringComparison.Ordinal));

    [Fact]
    public void The_web_project_saves_nothing_itself() => Nowhere(Saves(), except: p => !p.StartsWith("src/TalentCode.Web/", StringComparison.Ordinal));

    [Fact]
    public void Hangfire_is_named_among_the_jobs_only() => Nowhere(HangfireName(), except: p => p.StartsWith("src/TalentCode.Web/Jobs/", StringComparison.Ordinal));

    [Fact]
    public void Two_files_of_core_name_the_database_providers() => Nowhere(Providers(), except: p => p is "src/TalentCode.Core/Data/Database.cs" or "src/TalentCode.Core/Data/StartLock.cs" or "src/TalentCode.Web/Jobs/HangfireSetup.cs");

    /// <summary>Ratings look at cases and scans; nothing in Core but the lists of tables, services and demo data, and the steward's list, which looks at everything, knows of ratings.</summary>
    [Fact]
    public void Nothing_in_core_depends_on_ratings() => Nowhere(RatingsName(), except: p => !p.StartsWith("src/TalentCode.Core/", StringComparison.Ordinal)
        || p.StartsWith("src/TalentCode.Core/Ratings/", StringComparison.Ordinal) || p.StartsWith("src/TalentCode.Core/Data/", StringComparison.Ordinal) || p.StartsWith("src/TalentCode.Core/Workbench/", StringComparison.Ordinal) || p == "src/TalentCode.Core/CoreServices.cs");

    [Fact]
    public void No_file_is_too_long()
    {
        var all = Sources.Concat(Files("tests", "*.cs").Select(p => (Path: p, Text: File.ReadAllText(Path.Combine(Root, p)))));
        Assert.Empty(all.Where(s => !s.Path.Contains("/Seed/", StringComparison.Ordinal))
            .Select(s => (s.Path, Lines: s.Text.Count(c => c == '\n'), Most: s.Path.EndsWith(".razor", StringComparison.Ordinal) ? 200 : 300))
            .Where(s => s.Lines > s.Most).Select(s => $"{s.Path}: {s.Lines}"));
    }

    [Fact]
    public void Interfaces_are_few()
    {
        var found = Sources.SelectMany(s => Interfaces().Matches(s.Text).Select(m => m.Groups[1].Value)).ToList();
        Assert.InRange(found.Count, 1, 8);
    }

    [Theory]
    [InlineData(@"^\s*#region")]
    [InlineData(@"\basync\s+void\b")]
    [InlineData(@"//\s*(TODO|FIXME|HACK)")]
    [InlineData(@"\bNotImplementedException\b")]
    [InlineData(@"^\s*//\s*(var|await|return|if|[\w.]+\s*=|[\w.]+\()[^。]*;\s*$")]
    public void Nothing_is_left_half_done(string pattern) => Nowhere(new Regex(pattern, RegexOptions.Multiline), except: _ => false);

    /// <summary>The pattern occurs in no source file outside the exception; the message names the place.</summary>
    private static void Nowhere(Regex pattern, Func<string, bool> except) => Assert.Empty(Sources.Where(s => !except(s.Path))
        .SelectMany(s => pattern.Matches(s.Text).Select(m => $"{s.Path}:{s.Text[..m.Index].Count(c => c == '\n') + 1} {m.Value.Trim()}")));

    private static IEnumerable<string> Files(string folder, string pattern) => Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
        .Select(p => Path.GetRelativePath(Root, p).Replace('\\', '/'))
        .Where(p => !p.Split('/').Any(part => part is "bin" or "obj" or "node_modules"));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TalentCode.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("TalentCode.sln is not above the tests.");
    }

    [GeneratedRegex(@"\bDateTime\.(Now|UtcNow|Today)\b|\bDateTimeOffset\.(Now|UtcNow)\b")]
    private static partial Regex Now();

    [GeneratedRegex(@"\bSaveChanges(Async)?\b")]
    private static partial Regex Saves();

    [GeneratedRegex(@"TalentCode\.Core\.Ratings|\bdb\.Rat(ing|ed)")]
    private static partial Regex RatingsName();

    [GeneratedRegex("Hangfire")]
    private static partial Regex HangfireName();

    [GeneratedRegex("UseSqlite|UseNpgsql|Npgsql")]
    private static partial Regex Providers();

    [GeneratedRegex(@"^\s*(?:public|internal|private)?\s*(?:partial\s+)?interface\s+(I\w+)", RegexOptions.Multiline)]
    private static partial Regex Interfaces();
}
