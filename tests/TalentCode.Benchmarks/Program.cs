using TalentCode.Benchmarks;
using TalentCode.Benchmarks.Bare;
using TalentCode.Benchmarks.Browsing;
using TalentCode.Benchmarks.Circuits;
using TalentCode.Benchmarks.Kill;
using TalentCode.Benchmarks.Messages;
using TalentCode.Benchmarks.Scale;

string? After(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

int Number(string name, int otherwise) => After(name) is { } given ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : otherwise;

switch (args.FirstOrDefault())
{
    case "token":
        return TokenBench.Run();
    case "code-page":
        return await CodePageBench.RunAsync();
    case "scan":
        return await ScanBench.RunAsync(After("--postgres"));
    case "kill":
        return await new KillTest(After("--postgres"), Console.Out).RunAsync(Number("--rounds", 50)) ? 0 : 1;
    case "kill-start":
        return await new StartKillTest(Console.Out).RunAsync(Number("--rounds", 10)) ? 0 : 1;
    case "seed":
        return await SeedCommand.RunAsync(After("--database"), Number("--cases", 1_000_000));
    case "desks":
        return await DesksBench.RunAsync(After("--small"), After("--large"), Number("--small-cases", 1000), Number("--large-cases", 1_000_000));
    case "sweep":
        return await SweepBench.RunAsync(After("--database"), Number("--open", 100_000));
    case "reminders":
        return await RemindersBench.RunAsync(After("--database"), Number("--due", 100_000));
    case "messages":
        return await MessagesBench.RunAsync(After("--database"), Number("--due", 100_000));
    case "kill-messages":
        return await new SendKillTest(After("--postgres"), Console.Out).RunAsync(Number("--rounds", 100)) ? 0 : 1;
    case SenderProcess.Command:
        return await SenderProcess.RunAsync(args[1..]);
    case "workbench":
        return await WorkbenchBench.RunAsync(After("--database"));
    case "pages":
        return await PagesBench.RunAsync(Number("--pages", 300));
    case "first-load":
        return await FirstLoadBench.RunAsync();
    case "--bare":
        return BareSite.Run(args[1]);
    default:
        Console.WriteLine("token | code-page | scan [--postgres CONNECTION] | kill [--rounds N] [--postgres CONNECTION] | kill-start [--rounds N] | seed --cases N --database CONNECTION | desks [--small CONNECTION] [--large CONNECTION] | sweep [--database CONNECTION] [--open N] | reminders [--database CONNECTION] [--due N] | messages [--database CONNECTION] [--due N] | kill-messages [--rounds N] [--postgres CONNECTION] | workbench [--database CONNECTION] | pages [--pages N] | first-load");
        return 2;
}
