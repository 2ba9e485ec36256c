using TalentCode.Benchmarks;
using TalentCode.Benchmarks.Bare;
using TalentCode.Benchmarks.Kill;

string? After(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

switch (args.FirstOrDefault())
{
    case "token":
        return TokenBench.Run();
    case "code-page":
        return await CodePageBench.RunAsync();
    case "scan":
        return await ScanBench.RunAsync(After("--postgres"));
    case "kill":
        var rounds = int.Parse(After("--rounds") ?? "50", System.Globalization.CultureInfo.InvariantCulture);
        return await new KillTest(After("--postgres"), Console.Out).RunAsync(rounds) ? 0 : 1;
    case "--bare":
        return BareSite.Run(args[1]);
    default:
        Console.WriteLine("token | code-page | scan [--postgres CONNECTION] | kill [--rounds N] [--postgres CONNECTION]");
        return 2;
}
