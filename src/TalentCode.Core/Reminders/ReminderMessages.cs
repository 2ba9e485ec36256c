using TalentCode.Core.Notifications;
using TalentCode.Core.Time;
using Template = TalentCode.Core.Notifications.MessageTemplates.Template;

namespace TalentCode.Core.Reminders;

/// <summary>The words of the reminders and the values they take.</summary>
public static class ReminderMessages
{
    public static IReadOnlyDictionary<string, Template> Templates { get; } = new Dictionary<string, Template>
    {
        ["residence-permit-first"] = new(
            new("居留许可:最迟 {until} 申请", "Residence permit: apply by {until}"),
            new("{who}在 {date} 入境,入境后30日内要申请居留许可,{left}。已经办好的,在“提醒”里点“已办好”,就不再提醒。", "{who} entered on {date}; a residence permit has to be applied for within 30 days, {left}. If that is done, say so under “Reminders” and this stops.")),
        ["residence-permit"] = new(
            new("{whose}居留许可 {until} 到期", "{Whose} residence permit expires on {until}"),
            new("延期要在到期30日以前申请,最迟 {act},{actLeft}。现在就可以在这里申请。已换新证的,在“提醒”里填新的有效期。", "An extension has to be applied for at least 30 days before, by {act}, {actLeft}. You can apply here now. If there is a new permit, enter its last day under “Reminders”.")),
        ["work-permit"] = new(
            new("{whose}工作许可 {until} 到期", "{Whose} work permit expires on {until}"),
            new("延期要在到期30日以前申请,最迟 {act},{actLeft}。由单位和你一起办,现在就可以在这里申请。", "An extension has to be applied for at least 30 days before, by {act}, {actLeft}. Your employer and you apply together, and can do so here now.")),
        ["permit-change"] = new(
            new("居留许可变更:最迟 {until} 申请", "Change of residence permit: apply by {until}"),
            new("{date} 居留许可上登记的内容(护照、单位或住址)有变化,要在10日内申请变更,{left}。已经办好的,在“提醒”里点“已办好”。", "What the residence permit states (passport, employer or address) changed on {date}; the change has to be applied for within 10 days, {left}. If that is done, say so under “Reminders”.")),
        ["accommodation"] = new(
            new("住宿登记:入住后24小时内", "Register where you live: within 24 hours"),
            new("{who}在 {date} 入住。住在旅馆以外的,入住后24小时内要登记,在这里填一次就办好。已经登记的,在“提醒”里点“已办好”。", "{who} moved in on {date}. Outside a hotel this has to be registered within 24 hours; one short form here does it. If that is done, say so under “Reminders”.")),
        ["newborn"] = new(
            new("新生儿登记:最迟 {until}", "Registration of your newborn: by {until}"),
            new("{who}在 {date} 出生。在中国境内出生的外籍婴儿,60日内要到公安出入境管理机构登记,{left}。需要带什么、去哪里,点开告诉我们,联络员帮你安排;已经办好的,在“提醒”里点“已办好”。", "{who} was born on {date}. A child of foreign nationality born in China has to be registered with the exit-entry authority within 60 days, {left}. Open this to ask the liaison officer where to go and what to bring; if it is done, say so under “Reminders”.")),
        ["household-move"] = new(
            new("迁入登记:最迟 {until}", "Report your move: by {until}"),
            new("{who}在 {date} 迁到城市,3日内要申报迁入登记,{left}。可以全家一次办。已经办好的,在“提醒”里点“已办好”。", "{who} moved to the city on {date}; the entry has to be reported within 3 days, {left}. The whole family can be done at once. If that is done, say so under “Reminders”.")),
        ["card-review-employer"] = new(
            new("单位有变化:请复核人才码", "New employer: have your talent code reviewed"),
            new("你在 {date} 换了单位。人才码按单位和类别核定,请办理“类别认定与变更”,之后的服务才不受影响。", "You changed employer on {date}. The code goes by employer and grade: apply for a change under “Talent code: issue, grading and change”, and your services go on undisturbed.")),
        ["card-review-grade"] = new(
            new("一项人才类别已到期", "One of your grades has ended"),
            new("有效期到 {date}。从现在起按仍然有效的类别享受服务;可以申请重新认定,你的管家可以代为准备。", "It counted until {date}. From now on services go by the grades that still count; you can apply for recognition anew, and your steward can prepare it.")),
        ["school-window"] = new(
            new("入学报名 {until} 开始", "School registration opens on {until}"),
            new("{who}今年满6周岁。报名 {until} 开始,{left}。可以先备好户口簿或居留证件、出生证明和预防接种证;开始那天会再通知你。", "{who} turns six this year. Registration opens on {until}, {left}. Have the household register or residence papers, birth certificate and vaccination record at hand; you will hear from us when it opens.")),
        ["driving-licence"] = new(
            new("驾驶证 {until} 到期", "Your driving licence expires on {until}"),
            new("到期前90日内可以换证,{left}。需要帮助请点开告诉我们;换好后在“提醒”里填新的有效期。", "It can be renewed within the 90 days before, {left}. Open this if you need help; once renewed, enter its new last day under “Reminders”.")),
        ["refusal-review"] = new(
            new("行政复议期限快到:{item}", "Time for review ends soon: {item}"),
            new("不同意这个决定的,可以在 {until} 前申请行政复议,{left};向谁申请写在进度页。不打算申请的,不用理会。编号 {number}。", "If you disagree with this decision you can apply for administrative review until {until}, {left}; the progress page says where. If you do not want to, ignore this. Number {number}.")),
        ["passport"] = new(
            new("{whose}护照 {until} 到期", "{Whose} passport expires on {until}"),
            new("{left}。不少签证和许可要求护照还有6个月有效,换证也要时间。换好后在“提醒”里填新的有效期。", "{Left}. Many visas and permits ask for six months of validity, and a new one takes time. Once you have it, enter its last day under “Reminders”.")),
        ["identity-paper"] = new(
            new("{whose}身份证件 {until} 到期", "{Whose} identity paper expires on {until}"),
            new("{left}。到期前换好,办事不受影响;换好的,在“提醒”里点“已办好”。", "{Left}. Renewed in time, nothing is interrupted; if that is done, say so under “Reminders”.")),
    };

    /// <param name="who">The family member it is about; null for the reader.</param>
    public static Dictionary<string, LocalText> Values(ReminderRule rule, DateOnly date, LocalText? who, DateOnly today, WorkingCalendar calendar)
    {
        var end = ReminderDays.LegalEndOf(rule, date, calendar);
        var left = Left(end, today);
        var values = new Dictionary<string, LocalText>
        {
            ["who"] = who ?? new("你", "You"),
            ["whose"] = who is { } w ? new($"{w.Zh}的", $"{w.En}’s") : new("你的", "your"),
            ["Whose"] = who is { } o ? new($"{o.Zh}的", $"{o.En}’s") : new("你的", "Your"),
            ["date"] = DayText.Of(date, withYear: true),
            ["until"] = DayText.Of(end, withYear: true),
            ["days"] = new($"{end.DayNumber - today.DayNumber}", $"{end.DayNumber - today.DayNumber}"),
            ["left"] = left,
            ["Left"] = new(left.Zh, char.ToUpperInvariant(left.En[0]) + left.En[1..]),
        };
        if (ReminderDays.ApplyBy(rule, date, calendar) is { } act)
        {
            values["act"] = DayText.Of(act, withYear: true);
            values["actLeft"] = act < today ? new("这一天已过,请尽快申请", "which has passed: please apply at once") : Left(act, today);
        }
        // Only what the words take: a hundred thousand rows carry them.
        var words = MessageTemplates.Everything[rule.Template];
        return values.Where(v => Takes(words.Title, v.Key) || Takes(words.Body, v.Key)).ToDictionary();
    }

    private static bool Takes(LocalText text, string name) => text.Zh.Contains($"{{{name}}}", StringComparison.Ordinal) || text.En.Contains($"{{{name}}}", StringComparison.Ordinal);

    public static LocalText Left(DateOnly end, DateOnly today) => (end.DayNumber - today.DayNumber) switch
    {
        <= 0 => new("今天是最后一天", "today is the last day"),
        1 => new("还有1天", "1 day left"),
        var days => new($"还有{days}天", $"{days} days left"),
    };
}
