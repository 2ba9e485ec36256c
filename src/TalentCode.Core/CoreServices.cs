using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TalentCode.Core.CalendarYears;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Codes;
using TalentCode.Core.Data;
using TalentCode.Core.Documents;
using TalentCode.Core.Figures;
using TalentCode.Core.Filing;
using TalentCode.Core.Messaging;
using TalentCode.Core.Notifications;
using TalentCode.Core.Ratings;
using TalentCode.Core.Reminders;
using TalentCode.Core.Resources;
using TalentCode.Core.Scans;
using TalentCode.Core.SignIn;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Core.Time;

namespace TalentCode.Core;

/// <param name="Connection">"Host=…" for PostgreSQL, otherwise SQLite.</param>
/// <param name="KeyFolder">Folder of the signing keys and the master secret; outside the database, backed up apart from it.</param>
/// <param name="PublicAddress">Address that stands in every QR, such as https://talent.example.</param>
public sealed record CoreOptions(string Connection, string KeyFolder, Uri PublicAddress);

public static class CoreServices
{
    /// <summary>The one list of Core's services. The caller adds <see cref="TimeProvider"/>, channels and an <see cref="ISmsSender"/>.</summary>
    public static IServiceCollection AddTalentCore(this IServiceCollection services, CoreOptions options)
    {
        services.AddPooledDbContextFactory<TalentDb>(builder => Database.Use(builder, options.Connection));
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<TalentDb>>().CreateDbContext());
        services.AddSingleton(new WriteGate(Database.KindOf(options.Connection)));
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<Store>();
        services.AddSingleton(provider => new CityClock(provider.GetRequiredService<TimeProvider>(), CityClock.China));
        services.AddSingleton<Calendars>();
        AddCodes(services, options);
        AddDesks(services);
        services.AddSingleton<CatalogueQueries>();
        services.AddSingleton<Eligibility.EligibilityQueries>();
        services.AddSingleton<Eligibility.FreeSweep>();
        services.TryAddSingleton<IFileScanner, NoFileScanner>();
        services.AddSingleton<DocumentService>();
        services.AddSingleton<UploadService>();
        services.AddSingleton<Vault>();
        services.AddSingleton<CaseSteps>();
        services.AddSingleton<CaseService>();
        services.AddSingleton<CaseQueries>();
        services.AddSingleton<CaseWarner>();
        services.AddSingleton<CardService>();
        services.AddSingleton<CardReminders>();
        services.AddSingleton<PublicReasons>();
        services.AddSingleton<TurnsFiller>();
        services.AddSingleton<DeadlineSweep>();
        services.AddSingleton<HandlingReminders>();
        services.AddSingleton<NoteService>();
        services.AddSingleton<AssignService>();
        services.AddSingleton<WaitingQueries>();
        services.AddSingleton<WeekBoard>();
        services.AddSingleton<RoundService>();
        services.AddSingleton<RoundPublisher>();
        services.AddSingleton<RoundMoveUp>();
        services.AddSingleton<RoundSweep>();
        services.AddSingleton<RoundQueries>();
        services.AddSingleton<FilingService>();
        services.AddSingleton<SubmitService>();
        services.AddSingleton<PreparedService>();
        services.AddSingleton<Baskets.BasketService>();
        services.AddSingleton<Consents.ConsentService>();
        services.AddSingleton<FlatQueries>();
        services.AddSingleton<FlatService>();
        services.AddSingleton<FlatSweep>();
        services.AddSingleton<OutboxSender>();
        services.AddSingleton<InboxService>();
        AddMessaging(services);
        services.AddSingleton<ReminderSweep>();
        services.AddSingleton<UpcomingDates>();
        services.AddSingleton<MyReminders>();
        services.AddSingleton<PersonalDateService>();
        services.AddSingleton<PhoneSignIn>();
        services.AddRatings();
        AddFamilies(services);
        AddBookings(services);
        return services;
    }

    private static void AddFamilies(IServiceCollection services)
    {
        services.AddSingleton<Families.FamilyService>();
        services.AddSingleton<Families.FamilyConsents>();
        services.AddSingleton<Families.MemberConsentService>();
        services.AddSingleton<Families.MemberArea>();
        services.AddSingleton<Families.MemberRequestSweep>();
        services.AddSingleton<OpenMatters, Families.OpenQuestions>();
        services.AddSingleton<Minors.MinorAccessService>();
        services.AddSingleton<Minors.MinorAccessQueries>();
    }

    private static void AddMessaging(IServiceCollection services)
    {
        services.TryAddSingleton(new SendingSettings());
        services.AddSingleton<MessageRouter>();
        services.AddSingleton<UnsubscribeLinks>();
        services.AddSingleton<ExternalText>();
        services.AddLogging();
        services.AddSingleton<ExternalSender>();
        services.AddSingleton<OpenMatters, OpenReminders>();
        services.AddSingleton<OpenMatters, OpenPapers>();
        services.AddSingleton<OpenMatters, OpenLatePapers>();
        services.AddSingleton<OpenMatters, OpenCards>();
        services.AddSingleton<OpenMatters, OpenDrafts>();
        services.AddSingleton<OpenMatters, OpenBookings>();
        services.AddSingleton<OpenMatters, OpenRounds>();
        services.AddSingleton<StopSwitch>();
        services.AddSingleton<PreferenceService>();
        services.AddSingleton<WeChatLinks>();
        services.AddSingleton<EmailAddresses>();
        services.AddSingleton<TemplateDesk>();
        services.AddSingleton<Jobs.JobLog>();
    }

    private static void AddBookings(IServiceCollection services)
    {
        services.AddSingleton<BookingSlots>();
        services.AddSingleton<BookingService>();
        services.AddSingleton<BookingQueries>();
        services.AddSingleton<BookingDesk>();
        services.AddSingleton<BookingOffice>();
        services.AddSingleton<BookingSweep>();
    }

    private static void AddDesks(IServiceCollection services)
    {
        services.AddSingleton<CaseSheets>();
        services.AddSingleton<RecentMoves>();
        services.AddSingleton<Eligibility.CaseMatching>();
        services.AddStewardship();
        services.AddSingleton<BoardQueries>();
        services.AddSingleton<BoardSweep>();
        services.AddSingleton<PublicOverruns>();
        services.AddSingleton<OutboxQueries>();
        services.AddSingleton<StaffDirectory>();
        services.AddSingleton<CourtService>();
        services.AddSingleton<CalendarPreview>();
        services.AddSingleton<CalendarImporter>();
        services.AddSingleton<CalendarQueries>();
    }

    private static void AddCodes(IServiceCollection services, CoreOptions options)
    {
        var link = new CodeLink(options.PublicAddress);
        services.AddSingleton(link);
        services.AddSingleton(provider => new CodeKeyRing(new CodeKeyOptions(options.KeyFolder, link.Host), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => provider.GetRequiredService<CodeKeyRing>().Secret);
        services.AddSingleton<TokenCodec>();
        services.AddSingleton<SignedPath>();
        services.AddSingleton<CodeService>();
        services.AddSingleton<Housekeeping>();
        services.AddSingleton<ScanService>();
        services.AddSingleton<VisitService>();
        services.AddSingleton<PersonService>();
    }
}
