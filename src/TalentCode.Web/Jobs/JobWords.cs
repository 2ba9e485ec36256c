using TalentCode.Core;
using TalentCode.Core.Cases;
using TalentCode.Core.Notifications;
using TalentCode.Core.Ratings;
using TalentCode.Core.Resources;

namespace TalentCode.Web.Jobs;

/// <summary>What a job is called and what it reports, in words.</summary>
public static class JobWords
{
    private static readonly Dictionary<string, (LocalText Name, Func<int, LocalText> Did)> Words = new()
    {
        ["ask-members"] = (new("等家人同意", "Members who are asked"), n => new($"再问或到期 {n} 项", $"{n} asked again or lapsed")),
        ["sweep-concerns"] = (new("诉求和投诉的期限", "Limits of requests and complaints"), n => new($"升级、致歉或改期 {n} 件", $"{n} passed up, excused or given a new date")),
        ["send-due"] = (new("发消息", "Send messages"), Done),
        ["sweep-deadlines"] = (new("算期限", "Watch limits"), Done),
        ["sweep-bookings"] = (new("预约到期", "Bookings that expire"), Done),
        ["count-board"] = (new("看板统计", "Figures of the board"), n => new($"统计 {n} 行", $"{n} lines counted")),
        ["finish-calendar"] = (new("日历改期", "Move dates after a notice"), n => new($"推进 {n} 份通知的改期", $"{n} notices brought forward")),
        ["sweep-ratings"] = (new("好差评期限", "Limits of ratings"), Done),
        ["sweep-rounds"] = (new("批次开放与截止", "Open and close rounds"), Done),
        ["sweep-flats"] = (new("房源保留到期", "Flats kept for an answer"), Done),
        ["remind"] = (new("到期提醒", "Reminders"), n => new($"提醒 {n} 条", $"{n} reminders")),
        ["prepare-free"] = (new("免申即享", "Prepare applications"), n => new($"备好草稿 {n} 份", $"{n} drafts prepared")),
        ["remind-handling"] = (new("会办和异议提醒", "Opinions and objections due"), n => new($"提醒 {n} 件", $"{n} reminded of")),
        ["keep-house"] = (new("清理过期数据", "Housekeeping"), n => new($"清理 {n} 条", $"{n} rows removed")),
    };

    public static LocalText NameOf(string job) => Words.TryGetValue(job, out var words) ? words.Name : new(job, job);

    /// <param name="result">What the job's method returned.</param>
    /// <returns>Null when there was nothing to do.</returns>
    public static LocalText? Did(string job, object? result) => result switch
    {
        int and > 0 and var n => Words.TryGetValue(job, out var words) ? words.Did(n) : Done(n),
        SendReport r => Said([(r.Sent, "发出 {0} 条", "{0} sent"), (r.Failed, "失败待重试 {0} 条", "{0} to be tried again"), (r.Parked, "停发 {0} 条", "{0} stopped")]),
        DeadlineReport r => Said([(r.Warned, "提醒 {0} 条", "{0} warnings"), (r.Cards, "亮牌 {0} 张", "{0} cards"), (r.Unexplained, "催公开说明 {0} 条", "{0} asked for reasons"), (r.AcceptedBySilence, "视为受理 {0} 件", "{0} accepted by silence"),
            (r.DeemedWithdrawn, "视为撤回 {0} 件", "{0} deemed withdrawn"), (r.Resumed, "恢复计时 {0} 件", "{0} resumed"), (r.Archived, "归档 {0} 件", "{0} archived")]),
        BookingReport r => Said([(r.Opened, "开放时段 {0} 个", "{0} times opened"), (r.Expired, "过期 {0} 个", "{0} expired"), (r.Reminded, "提醒 {0} 人", "{0} reminded")]),
        RatingReport r => Said([(r.Invited, "邀请 {0} 人", "{0} invited"), (r.Reminded, "提醒 {0} 人", "{0} reminded"), (r.Expired, "到期 {0} 个", "{0} closed"), (r.Warned, "催办 {0} 件", "{0} warned of"), (r.Moved, "改期 {0} 件", "{0} moved")]),
        RoundReport r => Said([(r.Opened, "开放 {0} 个", "{0} opened"), (r.Closed, "截止 {0} 个", "{0} closed"), (r.Told, "通知 {0} 人", "{0} told"), (r.Ranked, "排序 {0} 个", "{0} ranked"), (r.Decided, "公布 {0} 件", "{0} decided"), (r.MovedUp, "递补 {0} 人", "{0} moved up")]),
        FlatReport r => Said([(r.Expired, "保留到期 {0} 套", "{0} no longer kept"), (r.Ended, "租约结束 {0} 份", "{0} leases ended"), (r.Reminded, "提醒 {0} 人", "{0} reminded")]),
        _ => null,
    };

    private static LocalText Done(int count) => new($"处理 {count} 项", $"{count} done");

    /// <summary>Only what was done; null when nothing was.</summary>
    private static LocalText? Said((int Count, string Zh, string En)[] parts)
    {
        var done = parts.Where(p => p.Count > 0).ToList();
        return done.Count == 0 ? null : new(Join(",", p => p.Zh), Join(", ", p => p.En));

        string Join(string comma, Func<(int Count, string Zh, string En), string> text) =>
            string.Join(comma, done.Select(p => text(p).Replace("{0}", p.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)));
    }
}
