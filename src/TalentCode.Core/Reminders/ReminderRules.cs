using TalentCode.Core.Filing;
using TalentCode.Core.People;
using TalentCode.Core.Resources;

namespace TalentCode.Core.Reminders;

/// <summary>What is remembered for people, how long before and why: the one table (domain 4.5), whoever sends it.</summary>
public static class ReminderRules
{
    private const string ResidencePermitItem = "P10", WorkPermitItem = "P08", PassportItem = "P13", IdentityItem = "P03", Help = ItemForms.DirectRequest;

    private static readonly LocalText Said = new("你在“提醒”里填的日期", "the date you enter under “Reminders”");
    private static readonly LocalText OnPaper = new("登记的证件有效期,或你填的新有效期", "the paper on record, or the new end you enter");
    private static readonly LocalText FiledOrDone = new("已提交申请,或你说已办好", "it is applied for, or you say that it is done");
    private static readonly LocalText Renewed = new("已提交申请,或有了新的有效期", "it is applied for, or there is a new end");

    public static ReminderRule FirstResidencePermit { get; } = new("residence-permit-first", new("入境后申请居留许可", "Residence permit after entry"), [29, 15, 5], Law("出境入境管理法第30条", "Exit and Entry Administration Law, art. 30"))
    {
        Statutory = true,
        TermDays = 30,
        Item = ResidencePermitItem,
        SettledBy = [ResidencePermitItem],
        SettledKind = "first",
        DateFrom = Said,
        DoneWhen = FiledOrDone,
        Sources = ReminderSources.OfForeigners(false, PersonalDateKind.Entry),
    };

    public static ReminderRule ResidencePermit { get; } = new("residence-permit", new("居留许可延期", "Residence permit: extension"), [90, 60, 45, 35], Law("出境入境管理法第32条", "Exit and Entry Administration Law, art. 32"))
    {
        Statutory = true,
        ApplyDaysBefore = 30,
        Item = ResidencePermitItem,
        SettledBy = [ResidencePermitItem],
        SettledKind = "extension",
        Renewed = PersonalDateKind.ResidencePermitUntil,
        DateFrom = OnPaper,
        DoneWhen = Renewed,
        Sources = ReminderSources.Papers(PersonalDateKind.ResidencePermitUntil, PaperKind.ResidencePermit),
    };

    public static ReminderRule WorkPermit { get; } = new("work-permit", new("工作许可延期", "Work permit: extension"), [90, 60, 45, 35], Law("外国人来华工作许可服务指南", "Service guide to work permits for foreigners"))
    {
        Statutory = true,
        ApplyDaysBefore = 30,
        Item = WorkPermitItem,
        SettledBy = [WorkPermitItem],
        SettledKind = "extension",
        Renewed = PersonalDateKind.WorkPermitUntil,
        DateFrom = OnPaper,
        DoneWhen = Renewed,
        Sources = ReminderSources.Papers(PersonalDateKind.WorkPermitUntil, PaperKind.WorkPermit),
    };

    public static ReminderRule PermitChange { get; } = new("permit-change", new("居留许可变更", "Residence permit: change"), [9, 5, 2], Law("出境入境管理法第33条", "Exit and Entry Administration Law, art. 33"))
    {
        Statutory = true,
        TermDays = 10,
        Item = ResidencePermitItem,
        SettledBy = [ResidencePermitItem],
        SettledKind = "change",
        DateFrom = Said,
        DoneWhen = FiledOrDone,
        Sources = ReminderSources.OfForeigners(true, PersonalDateKind.PassportChanged, PersonalDateKind.EmployerChanged, PersonalDateKind.AddressChanged),
    };

    public static ReminderRule Accommodation { get; } = new("accommodation", new("住宿登记", "Accommodation registration"), [1, 0], Law("出境入境管理法第39条", "Exit and Entry Administration Law, art. 39"))
    {
        Statutory = true,
        TermDays = 1,
        Item = ItemForms.AccommodationRegistration,
        SettledBy = [ItemForms.AccommodationRegistration],
        DateFrom = new("你填的入住日期,或配租决定", "the day of moving in you enter, or the decision that let a flat"),
        DoneWhen = FiledOrDone,
        Sources = ReminderSources.Dates(PersonalDateKind.MovedIn),
    };

    public static ReminderRule Newborn { get; } = new("newborn", new("外籍新生儿登记", "Registration of a newborn from abroad"), [45, 20, 7], Law("出境入境管理法第40条", "Exit and Entry Administration Law, art. 40"))
    {
        Statutory = true,
        TermDays = 60,
        Item = Help,
        DateFrom = new("登记的出生日期", "the registered date of birth"),
        DoneWhen = new("登记了居留证件,或你说已办好", "a residence permit is on record, or you say that it is done"),
        Sources = ReminderSources.Newborn,
    };

    public static ReminderRule HouseholdMove { get; } = new("household-move", new("迁入登记", "Reporting a household move"), [2, 0], Law("户口登记条例第13条", "Household Registration Regulations, art. 13"))
    {
        Statutory = true,
        TermDays = 3,
        Item = ItemForms.HouseholdRegistration,
        SettledBy = [ItemForms.HouseholdRegistration, ItemForms.Dependants],
        DateFrom = Said,
        DoneWhen = FiledOrDone,
        Sources = ReminderSources.Dates(PersonalDateKind.HouseholdMoved),
    };

    public static ReminderRule CodeValidity { get; } = new("code-validity", new("人才码有效期", "Validity of the talent code"), [90, 30, 7], Law("重庆英才服务管理办法:三年有效,动态管理", "Chongqing Talents service rules: valid for three years"))
    {
        Item = ItemForms.GradeRecognition,
        SettledBy = [ItemForms.GradeRecognition],
        DateFrom = new("人才码有效期", "the code’s last day"),
        DoneWhen = Renewed,
        Sources = ReminderSources.Codes,
    };

    public static ReminderRule EmployerReview { get; } = new("card-review-employer", new("单位变动复核", "Review after a change of employer"), [30], Law("重庆英才服务管理办法:单位、类别变动即时复核", "Chongqing Talents service rules: reviewed at once when employer or grade change"))
    {
        TermDays = 30,
        Item = ItemForms.GradeRecognition,
        SettledBy = [ItemForms.GradeRecognition],
        DateFrom = Said,
        DoneWhen = FiledOrDone,
        Sources = ReminderSources.Dates(PersonalDateKind.EmployerChanged),
    };

    public static ReminderRule GradeReview { get; } = new("card-review-grade", new("类别变动复核", "Review after a grade has ended"), [29], EmployerReview.Basis)
    {
        TermDays = 30,
        Item = ItemForms.GradeRecognition,
        SettledBy = [ItemForms.GradeRecognition],
        DateFrom = new("类别的有效期", "the grade’s last day"),
        DoneWhen = new("有同级或更高的类别,或已提交申请", "the same or a higher grade counts, or it is applied for"),
        Sources = ReminderSources.Grades,
    };

    public static ReminderRule SchoolWindow { get; } = new("school-window", new("入学报名", "School registration"), [30], Law("义务教育法第11条;提前天数为本平台规则", "Compulsory Education Law, art. 11; the lead is a rule of the platform"))
    {
        Item = RoundForms.SchoolPlace,
        DateFrom = new("公布的报名窗口和孩子的出生日期", "the announced window and the child’s birth"),
        DoneWhen = new("窗口已开放(另行通知)", "the window is open (told apart)"),
        Sources = ReminderSources.SchoolRounds,
    };

    public static ReminderRule DrivingLicence { get; } = new("driving-licence", new("驾驶证换证", "Driving licence: renewal"), [90, 30, 7], Law("公安部令第162号第63条;30日和7日为本平台规则", "Ministry of Public Security Order 162, art. 63; 30 and 7 days are rules of the platform"))
    {
        Statutory = true,
        Item = Help,
        Renewed = PersonalDateKind.DrivingLicenceUntil,
        DateFrom = Said,
        DoneWhen = new("你填了新的有效期,或说已办好", "you enter a new end, or say that it is done"),
        Sources = ReminderSources.Dates(PersonalDateKind.DrivingLicenceUntil),
    };

    public static ReminderRule Review { get; } = new("refusal-review", new("行政复议期限", "Time for administrative review"), [30, 7], Law("行政复议法第20条", "Administrative Review Law, art. 20"))
    {
        Statutory = true,
        TermDays = 60,
        DateFrom = new("决定的日期", "the day of the decision"),
        DoneWhen = new("已提出异议或复议,或你说不再需要", "an objection or review is recorded, or you say that you do not need it"),
        Sources = ReminderSources.Refusals,
    };

    public static ReminderRule Passport { get; } = new("passport", new("护照有效期", "Passport"), [180, 90, 30], Law("本平台规则:不少签证和许可要求护照还有6个月有效", "A rule of the platform: many visas and permits ask for six months of validity"))
    {
        Item = PassportItem,
        SettledBy = [PassportItem],
        SettledKind = "passport",
        Renewed = PersonalDateKind.PassportUntil,
        DateFrom = OnPaper,
        DoneWhen = Renewed,
        Sources = ReminderSources.Papers(PersonalDateKind.PassportUntil, PaperKind.Passport),
    };

    public static ReminderRule IdentityPaper { get; } = new("identity-paper", new("身份证件有效期", "Identity paper"), [90, 30], Law("居民身份证法第11条等;提前天数为本平台规则", "Resident Identity Card Law, art. 11, and others; the leads are rules of the platform"))
    {
        Statutory = true,
        Item = IdentityItem,
        SettledBy = [IdentityItem],
        DateFrom = new("登记的证件有效期", "the paper on record"),
        DoneWhen = FiledOrDone,
        Sources = ReminderSources.Papers(null, PaperKind.ResidentId, PaperKind.PermanentResidenceCard, PaperKind.HkMacaoPermit, PaperKind.TaiwanPermit),
    };

    public static ReminderRule FlatLease { get; } = new("flat-lease-ending", new("租约到期", "End of a lease"), [60, 14], Law("本平台规则:留出续约或另找住处的时间", "A rule of the platform: time to renew the contract or to look for another home"))
    {
        Sender = ReminderSender.Flats,
        DateFrom = new("租约", "the lease"),
        DoneWhen = new("租约已结束", "the lease has ended"),
        Sources = ReminderSources.Leases,
    };

    /// <summary>Five, two and one working day before, as for whoever applies for review (行政复议法 31).</summary>
    public static ReminderRule Completion { get; } = new("completion-due", new("补正期限", "Time to complete papers"), [5, 2, 1], Law("参照行政复议法第31条", "after the Administrative Review Law, art. 31"))
    {
        Statutory = true,
        InWorkingDays = true,
        Sender = ReminderSender.Cases,
        DateFrom = new("补正通知", "the completion notice"),
        DoneWhen = new("已补齐", "the papers are in"),
    };

    public static ReminderRule Deferral { get; } = new("deferral-due", new("容缺材料", "Papers promised for later"), [5, 2, 1], Law("容缺受理规则:承诺的日期之前", "Rules of acceptance with gaps: before the date promised"))
    {
        Statutory = true,
        InWorkingDays = true,
        Sender = ReminderSender.Cases,
        DateFrom = new("你承诺的日期", "the date you promised"),
        DoneWhen = new("已补齐", "the papers are in"),
    };

    /// <summary>Sent by other parts, each about dates of its own; here so that one table names them all.</summary>
    private static readonly ReminderRule[] Elsewhere =
    [
        new("rating-task-near", new("差评未处理", "A bad rating nobody has answered"), [1], Law("好差评办法;1个工作日为本平台规则", "Rules of ratings; one working day is a rule of the platform"))
        { InWorkingDays = true, To = ReminderReader.Desk, Sender = ReminderSender.Ratings, DateFrom = new("差评的时间", "the bad rating"), DoneWhen = new("已联系、核实、整改", "contacted, verified, put right") },
        new("steward-contact", new("30天没有联系A–C类人才", "No contact with an A–C talent for 30 days"), [0], Law("本平台规则", "A rule of the platform"))
        { TermDays = 30, To = ReminderReader.Steward, Sender = ReminderSender.StewardDesk, DateFrom = new("最近一次联系", "the last contact"), DoneWhen = new("已联系", "there was contact") },
        new("opinion-due", new("会办意见", "Opinion of another department"), [1], Law("本平台规则", "A rule of the platform"))
        { InWorkingDays = true, To = ReminderReader.Desk, Sender = ReminderSender.Handling, DateFrom = new("征求意见的期限", "the day asked for"), DoneWhen = new("已回复", "it was given") },
        new("objection-due", new("异议答复", "Answer to an objection"), [1], Law("本平台规则", "A rule of the platform"))
        { InWorkingDays = true, To = ReminderReader.Desk, Sender = ReminderSender.Handling, DateFrom = new("异议的答复期限", "the day of the answer"), DoneWhen = new("已答复", "it was answered") },
        new("booking-tomorrow", new("明天的预约", "Tomorrow’s booking"), [1], Law("本平台规则", "A rule of the platform"))
        { Sender = ReminderSender.Bookings, DateFrom = new("预约的时间", "the time booked"), DoneWhen = new("已核销或取消", "it was redeemed or cancelled") },
        new("round-closing", new("报名快截止", "A window closes soon"), [3], Law("本平台规则", "A rule of the platform"))
        { Sender = ReminderSender.Rounds, DateFrom = new("公布的报名窗口", "the announced window"), DoneWhen = new("已提交", "it was filed") },
        new("rating-reminder", new("还可以评价", "Still open to rate"), [0], Law("本平台规则:只提醒一次", "A rule of the platform: one reminder"))
        { Sender = ReminderSender.Ratings, DateFrom = new("办结的时间", "the end of the matter"), DoneWhen = new("已评价或不评价", "it was rated or declined") },
    ];

    /// <summary>The whole table.</summary>
    public static IReadOnlyList<ReminderRule> All { get; } =
    [
        FirstResidencePermit, ResidencePermit, WorkPermit, PermitChange, Accommodation, Newborn, HouseholdMove, CodeValidity, EmployerReview, GradeReview,
        SchoolWindow, DrivingLicence, Review, Passport, IdentityPaper, FlatLease, Completion, Deferral, .. Elsewhere,
    ];

    /// <summary>Those the sweep of reminders sends.</summary>
    public static IReadOnlyList<ReminderRule> Swept { get; } = [.. All.Where(rule => rule.Sender == ReminderSender.Reminders)];

    public static ReminderRule? Find(string id) => All.FirstOrDefault(rule => rule.Id == id);

    /// <summary>The lead that applies so many days before the end: the smallest one already reached, so that a sweep that was down sends the latest reminder and not all of them.</summary>
    public static int? LeadFor(ReminderRule rule, int daysLeft) =>
        daysLeft < 0 ? null : rule.LeadDays.Where(lead => daysLeft <= lead).Select(lead => (int?)lead).Min();

    /// <summary>The page that settles it, for this person.</summary>
    public static string LinkOf(ReminderRule rule, ReminderSource source, PersonKind kind)
    {
        if (source.CaseId is { } id && rule.Item is null) return $"/cases/{id}";
        // What only mainland residents apply for is a question to the liaison officer for everybody else.
        var item = kind != PersonKind.Mainland && rule.Item is PassportItem or IdentityItem ? Help : rule.Item;
        return item is null ? "/me/reminders" : $"/services/{item}";
    }

    private static LocalText Law(string zh, string en) => new(zh, en);
}
