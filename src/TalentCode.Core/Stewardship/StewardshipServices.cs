using Microsoft.Extensions.DependencyInjection;
using TalentCode.Core.Concerns;
using TalentCode.Core.Workbench;

namespace TalentCode.Core.Stewardship;

internal static class StewardshipServices
{
    public static void AddStewardship(this IServiceCollection services)
    {
        services.AddSingleton<StewardQueries>();
        services.AddSingleton<AccompanyQueries>();
        services.AddSingleton<CareService>();
        services.AddSingleton<CareQueries>();
        services.AddSingleton<CareRound>();
        services.AddSingleton<NamedQueries>();
        services.AddSingleton<NamedHandOver>();
        services.AddSingleton<StandInService>();
        services.AddSingleton<ContactService>();
        services.AddSingleton<Mandates>();
        services.AddSingleton<MandateActs>();
        services.AddSingleton<MandatePapers>();
        services.AddSingleton<ConcernService>();
        services.AddSingleton<ConcernWork>();
        services.AddSingleton<ConcernQueries>();
        services.AddSingleton<ConcernSweep>();
        services.AddSingleton<WorkbenchService>();
        services.AddSingleton<CalendarFeed>();
    }
}
