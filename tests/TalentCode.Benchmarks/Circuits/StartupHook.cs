using System.Diagnostics.CodeAnalysis;
using System.Globalization;

/// <summary>
/// Loaded into the measured process by DOTNET_STARTUP_HOOKS, so that the product itself has no door for this: for each
/// line on the standard input it collects everything that is dead and answers with what lives.
/// </summary>
[SuppressMessage("Design", "CA1050:Declare types in namespaces", Justification = "The runtime looks for this name.")]
internal static class StartupHook
{
    public const string Answer = "live heap ";

    public static void Initialize() => new Thread(Listen) { IsBackground = true }.Start();

    private static void Listen()
    {
        while (Console.In.ReadLine() is not null)
        {
            for (var i = 0; i < 3; i++)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
                GC.WaitForPendingFinalizers();
            }
            Console.Out.WriteLine(Answer + GC.GetTotalMemory(forceFullCollection: true).ToString(CultureInfo.InvariantCulture));
            Console.Out.Flush();
        }
    }
}
