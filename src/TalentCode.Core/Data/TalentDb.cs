using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.CalendarYears;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Codes;
using TalentCode.Core.Concerns;
using TalentCode.Core.Baskets;
using TalentCode.Core.Consents;
using TalentCode.Core.Documents;
using TalentCode.Core.Families;
using TalentCode.Core.Figures;
using TalentCode.Core.Jobs;
using TalentCode.Core.Messaging;
using TalentCode.Core.Minors;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Ratings;
using TalentCode.Core.Resources;
using TalentCode.Core.Scans;
using TalentCode.Core.SignIn;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Core.Time;
using TalentCode.Core.Workbench;

namespace TalentCode.Core.Data;

/// <summary>The one model of both databases. Contexts are short: one per operation, from <see cref="Store"/>.</summary>
public sealed class TalentDb(DbContextOptions<TalentDb> options)
    : IdentityUserContext<StaffMember, Guid>(options), IDataProtectionKeyContext
{
    public DbSet<Holiday> Holidays => Set<Holiday>();
    public DbSet<CalendarImport> CalendarImports => Set<CalendarImport>();
    public DbSet<Counter> Counters => Set<Counter>();
    public DbSet<StaffRoleRow> StaffRoles => Set<StaffRoleRow>();
    public DbSet<Department> Departments => Set<Department>();
    public DbSet<Hall> Halls => Set<Hall>();
    public DbSet<HallWindow> Windows => Set<HallWindow>();
    public DbSet<Talent> Talents => Set<Talent>();
    public DbSet<Employer> Employers => Set<Employer>();
    public DbSet<Grade> Grades => Set<Grade>();
    public DbSet<FamilyMember> FamilyMembers => Set<FamilyMember>();
    public DbSet<IdentityPaper> IdentityPapers => Set<IdentityPaper>();
    public DbSet<NamePart> NameParts => Set<NamePart>();
    public DbSet<SmsCode> SmsCodes => Set<SmsCode>();
    public DbSet<TalentCodeState> CodeStates => Set<TalentCodeState>();
    public DbSet<CodeBatch> CodeBatches => Set<CodeBatch>();
    public DbSet<TalentPseudonym> Pseudonyms => Set<TalentPseudonym>();
    public DbSet<ShortCode> ShortCodes => Set<ShortCode>();
    public DbSet<UsedCode> UsedCodes => Set<UsedCode>();
    public DbSet<AccessGrant> Grants => Set<AccessGrant>();
    public DbSet<ScanEvent> ScanEvents => Set<ScanEvent>();
    public DbSet<AccessEntry> AccessEntries => Set<AccessEntry>();
    public DbSet<WindowVisit> Visits => Set<WindowVisit>();
    public DbSet<ServiceItem> Items => Set<ServiceItem>();
    public DbSet<ServiceItemVersion> ItemVersions => Set<ServiceItemVersion>();
    public DbSet<DocumentOnFile> Documents => Set<DocumentOnFile>();
    public DbSet<DocumentPage> DocumentPages => Set<DocumentPage>();
    public DbSet<DocumentUse> DocumentUses => Set<DocumentUse>();
    public DbSet<Upload> Uploads => Set<Upload>();
    public DbSet<UploadPart> UploadParts => Set<UploadPart>();
    public DbSet<Basket> Baskets => Set<Basket>();
    public DbSet<Consent> Consents => Set<Consent>();
    public DbSet<MemberRequest> MemberRequests => Set<MemberRequest>();
    public DbSet<MinorAccess> MinorAccesses => Set<MinorAccess>();
    public DbSet<MinorLook> MinorLooks => Set<MinorLook>();
    public DbSet<ServiceCase> Cases => Set<ServiceCase>();
    public DbSet<CaseEvent> CaseEvents => Set<CaseEvent>();
    public DbSet<CasePause> Pauses => Set<CasePause>();
    public DbSet<CompletionRequest> CompletionRequests => Set<CompletionRequest>();
    public DbSet<CaseDeferral> Deferrals => Set<CaseDeferral>();
    public DbSet<CasePledge> Pledges => Set<CasePledge>();
    public DbSet<DueDateChange> DueDateChanges => Set<DueDateChange>();
    public DbSet<CaseCard> Cards => Set<CaseCard>();
    public DbSet<CaseNotice> CaseNotices => Set<CaseNotice>();
    public DbSet<CaseOpinion> Opinions => Set<CaseOpinion>();
    public DbSet<CaseObjection> Objections => Set<CaseObjection>();
    public DbSet<CaseUndoing> Undoings => Set<CaseUndoing>();
    public DbSet<CaseNote> Notes => Set<CaseNote>();
    public DbSet<Rating> Ratings => Set<Rating>();
    public DbSet<RatedPerson> RatedPersons => Set<RatedPerson>();
    public DbSet<RatingVisit> RatingVisits => Set<RatingVisit>();
    public DbSet<RatingEvent> RatingEvents => Set<RatingEvent>();
    public DbSet<RatingTask> RatingTasks => Set<RatingTask>();
    public DbSet<RatingReview> RatingReviews => Set<RatingReview>();
    public DbSet<BookingOffer> BookingOffers => Set<BookingOffer>();
    public DbSet<BookingSlot> BookingSlots => Set<BookingSlot>();
    public DbSet<BookingUse> BookingUses => Set<BookingUse>();
    public DbSet<Booking> Bookings => Set<Booking>();
    public DbSet<BoardFigure> BoardFigures => Set<BoardFigure>();
    public DbSet<Round> Rounds => Set<Round>();
    public DbSet<RoundOption> RoundOptions => Set<RoundOption>();
    public DbSet<RoundRun> RoundRuns => Set<RoundRun>();
    public DbSet<RoundEntry> RoundEntries => Set<RoundEntry>();
    public DbSet<RoundPlace> RoundPlaces => Set<RoundPlace>();
    public DbSet<RoundStall> RoundStalls => Set<RoundStall>();
    public DbSet<FlatEstate> FlatEstates => Set<FlatEstate>();
    public DbSet<Flat> Flats => Set<Flat>();
    public DbSet<FlatProposal> FlatProposals => Set<FlatProposal>();
    public DbSet<FlatLease> FlatLeases => Set<FlatLease>();
    public DbSet<Reminders.PersonalDate> PersonalDates => Set<Reminders.PersonalDate>();
    public DbSet<Reminders.ReminderMark> ReminderMarks => Set<Reminders.ReminderMark>();
    public DbSet<Reminders.ReminderMute> ReminderMutes => Set<Reminders.ReminderMute>();
    public DbSet<CareAssignment> CareAssignments => Set<CareAssignment>();
    public DbSet<StandIn> StandIns => Set<StandIn>();
    public DbSet<StewardProfile> StewardProfiles => Set<StewardProfile>();
    public DbSet<CareContact> CareContacts => Set<CareContact>();
    public DbSet<Mandate> Mandates => Set<Mandate>();
    public DbSet<Concern> Concerns => Set<Concern>();
    public DbSet<ConcernPerson> ConcernPersons => Set<ConcernPerson>();
    public DbSet<ConcernEvent> ConcernEvents => Set<ConcernEvent>();
    public DbSet<WorkSnooze> WorkSnoozes => Set<WorkSnooze>();
    public DbSet<CalendarFeedAddress> CalendarFeeds => Set<CalendarFeedAddress>();
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();
    public DbSet<InboxMessage> Inbox => Set<InboxMessage>();
    public DbSet<MessagePreference> MessagePreferences => Set<MessagePreference>();
    public DbSet<ContactAddress> ContactAddresses => Set<ContactAddress>();
    public DbSet<DigestLine> DigestLines => Set<DigestLine>();
    public DbSet<SendingStop> SendingStops => Set<SendingStop>();
    public DbSet<JobState> JobStates => Set<JobState>();
    public DbSet<JobFailure> JobFailures => Set<JobFailure>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Messages were put into the outbox past the tracking of rows; whoever sends is to be woken all the same.</summary>
    internal bool OwesMessages { get; set; }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => ModelConventions.Apply(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        TimeMapping.Map(builder);
        CalendarYearsMapping.Map(builder);
        StaffMapping.Map(builder);
        PeopleMapping.Map(builder, Data.Database.OrdinalCollation(Database));
        SignInMapping.Map(builder);
        CodesMapping.Map(builder);
        ScansMapping.Map(builder);
        CatalogueMapping.Map(builder);
        DocumentsMapping.Map(builder);
        BasketsMapping.Map(builder);
        ConsentsMapping.Map(builder);
        FamilyMapping.Map(builder);
        MinorsMapping.Map(builder);
        CasesMapping.Map(builder);
        BookingsMapping.Map(builder);
        RoundsMapping.Map(builder);
        NotificationsMapping.Map(builder);
        MessagingMapping.Map(builder);
        JobsMapping.Map(builder);
        RatingsMapping.Map(builder);
        FiguresMapping.Map(builder);
        FlatsMapping.Map(builder);
        Reminders.RemindersMapping.Map(builder);
        StewardshipMapping.Map(builder);
        ConcernsMapping.Map(builder);
        WorkbenchMapping.Map(builder);
        builder.Entity<DataProtectionKey>().Property(key => key.Xml).HasMaxLength(-1);
        ModelConventions.KeysAreGivenByUs(builder);
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        await DerivedKeys.KeepAsync(this, cancellationToken);
        foreach (var entry in ChangeTracker.Entries<IVersioned>())
            if (entry.State is EntityState.Added or EntityState.Modified)
                entry.Entity.Version = Guid.NewGuid();
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }
}
