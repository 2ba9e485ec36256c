using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime;

/// <summary>
/// Loaded into the measured process by DOTNET_STARTUP_HOOKS, so that the product itself has no door for this: for each
/// line on the standard input it answers with how long it has compiled, or collects everything that is dead and answers
/// with what lives.
/// </summary>
[SuppressMessage("Design", "CA1050:Declare types in namespaces", Justification = "The runtime looks for this name.")]
internal static class StartupHook
{
    public const string Answer = "probe answers ", Heap = "heap", Compiling = "compiling";

    public static void Initialize() => new Thread(Listen) { IsBackground = true }.Start();

    private static void Listen()
    {
        while (Console.In.ReadLine() is { } asked)
        {
            Console.Out.WriteLine(Answer + (asked == Heap ? LiveHeap() : (long)JitInfo.GetCompilationTime().TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
            Console.Out.Flush();
        }
    }

    private static long LiveHeap()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
