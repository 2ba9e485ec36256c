using TalentCode.Core.People;
using TalentCode.Core.Stewardship;

namespace TalentCode.Core.Workbench;

/// <summary>How long before its day a thing belongs on the list.</summary>
public static class WorkRules
{
    /// <summary>Passports and identity papers.</summary>
    public const int PaperLead = 60;

    public const int CodeLead = 30, GradeLead = 90;

    /// <summary>A rating is spoken about within so many working days.</summary>
    public const int RatingDays = 1;

    /// <summary>The furthest any of these looks ahead.</summary>
    public const int FurthestLead = 90;

    /// <summary>Within so many days from today a date is "soon".</summary>
    public const int SoonDays = 3;

    /// <summary>A line can be put off so many days at most: it is put off, not put away.</summary>
    public const int LongestSnooze = 60;

    public const int LongestReason = CareRules.LongestReason;

    public static LocalText NameOf(PaperKind kind) => kind switch
    {
        PaperKind.ResidentId => new("身份证", "Identity card"),
        PaperKind.Passport => new("护照", "Passport"),
        PaperKind.PermanentResidenceCard => new("永久居留身份证", "Permanent-residence card"),
        PaperKind.HkMacaoPermit => new("港澳居民来往内地通行证", "Hong Kong and Macao permit"),
        PaperKind.TaiwanPermit => new("台湾居民来往大陆通行证", "Taiwan permit"),
        PaperKind.ResidencePermit => new("居留许可", "Residence permit"),
        _ => new("工作许可", "Work permit"),
    };

    public static LocalText OfWhom(FamilyRelation? relation) => relation switch
    {
        FamilyRelation.Spouse => new("配偶的", "Spouse: "),
        FamilyRelation.Child => new("子女的", "Child: "),
        FamilyRelation.Parent => new("父母的", "Parent: "),
        _ => new("", ""),
    };

    /// <summary>What a reason is called in filters, and in a calendar that others may see.</summary>
    public static LocalText NameOf(WorkReason reason) => reason switch
    {
        WorkReason.PromiseBroken => new("承诺已过", "Promise missed"),
        WorkReason.Request => new("诉求待办", "Request"),
        WorkReason.BadRating => new("差评回访", "Bad rating"),
        WorkReason.CallBack => new("约定回访", "Call-back"),
        WorkReason.PromiseNear => new("承诺将到", "Promise due soon"),
        WorkReason.Completion => new("补正未回", "Completion open"),
        WorkReason.Deferral => new("容缺逾期", "Promised papers overdue"),
        WorkReason.StatutoryDate => new("法定日期", "Statutory date"),
        WorkReason.Paper => new("证件到期", "Paper expiring"),
        WorkReason.Code => new("人才码到期", "Code expiring"),
        WorkReason.Grade => new("类别到期", "Grade expiring"),
        WorkReason.NewArrival => new("新到名下", "New arrival"),
        WorkReason.LeaderContact => new("领导未联系", "Leader’s contact"),
        _ => new("久未联系", "No contact"),
    };

    public static LocalText NameOf(WorkUrgency urgency) => urgency switch
    {
        WorkUrgency.Late => new("已经晚了", "Late"),
        WorkUrgency.Today => new("今天", "Today"),
        WorkUrgency.Soon => new("这几天", "The next days"),
        _ => new("可以安排", "When there is time"),
    };
}
