namespace TalentCode.Benchmarks.Running;

/// <summary>Where this build lies: the tools start the product's own output, built in the same configuration.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Folder of the Web project: the content root of a developer's start.</summary>
    public static string WebFolder => Path.Combine(Root, "src", "TalentCode.Web");

    public static string WebDll => Path.Combine(WebFolder, "bin", Configuration, "net10.0", "TalentCode.Web.dll");

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>A new empty folder for one run; removed with <see cref="Scratch.Dispose"/>.</summary>
    public static Scratch NewFolder() => new(Directory.CreateTempSubdirectory("talentcode-"));

    private static string Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "TalentCode.sln"))) return folder.FullName;
        throw new InvalidOperationException("Run this from a build inside the repository.");
    }
}

internal sealed class Scratch(DirectoryInfo folder) : IDisposable
{
    public string Path => folder.FullName;

    public void Dispose() => folder.Delete(recursive: true);
}
