using TalentCode.Core.People;
using TalentCode.Core.Reminders;
using TalentCode.Core.Time;

namespace TalentCode.Core.Data.Seed;

/// <summary>Dates that named people have entered, and the reminders of the past weeks.</summary>
internal static class DemoReminders
{
    private static readonly int[] DaysAgo = [75, 40, 20, 9, 3, 1];

    /// <summary>The German scientist has one of each: a permit and a passport that end, an address that changed, a licence.</summary>
    public static void EndSoon(DemoHousehold household, DateOnly today)
    {
        foreach (var paper in household.Talent.Papers)
            paper.Until = paper.Kind switch
            {
                PaperKind.ResidencePermit => today.AddDays(52),
                PaperKind.WorkPermit => today.AddDays(84),
                PaperKind.Passport => today.AddDays(160),
                _ => paper.Until,
            };
        foreach (var document in household.Documents.Where(d => d.Code == "passport")) document.Until = today.AddDays(160);
    }

    public static IEnumerable<PersonalDate> Dates(DateOnly today, DateTime now) =>
    [
        Date(DemoPeople.Schmidt, PersonalDateKind.AddressChanged, today.AddDays(-4), now),
        Date(DemoPeople.Schmidt, PersonalDateKind.DrivingLicenceUntil, today.AddDays(25), now),
        Date(DemoPeople.LongName, PersonalDateKind.DrivingLicenceUntil, today.AddDays(70), now),
        Date(DemoPeople.Zhang, PersonalDateKind.DrivingLicenceUntil, today.AddDays(64), now),
        Date(DemoPeople.Chen, PersonalDateKind.EmployerChanged, today.AddDays(-9), now),
    ];

    /// <summary>Reminders that fell due before today are already in the inboxes; those of today are left for the first sweep.</summary>
    public static async Task SendAsync(Store store, Calendars calendars, IEnumerable<DateOnly> codeEnds, SeedTime time, CityClock past, DateOnly today)
    {
        var rule = ReminderRules.CodeValidity;
        var days = codeEnds.SelectMany(end => rule.LeadDays.Select(lead => end.AddDays(-lead))).Concat(DaysAgo.Select(ago => today.AddDays(-ago)))
            .Where(day => day < today && day >= today.AddDays(-rule.LeadDays[0])).Distinct().Order();
        var sweep = new ReminderSweep(store, calendars, past);
        foreach (var day in days)
        {
            time.Now = past.At(day, new TimeOnly(8, 0));
            await sweep.RunAsync(CancellationToken.None);
        }
    }

    private static PersonalDate Date(DemoPerson who, PersonalDateKind kind, DateOnly date, DateTime now) => new()
    {
        Id = DemoText.Id($"date:{who.Id:N}:{kind}"),
        TalentId = who.Id,
        Kind = kind,
        Date = date,
        Source = PersonalDateSource.Holder,
        EnteredAt = now,
    };
}
