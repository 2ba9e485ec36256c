using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>What messages about a case say, and to whom they go.</summary>
internal static class CaseNotices
{
    /// <param name="family">Number of the family application a part was split off from.</param>
    public static void OweToApplicant(TalentDb db, ServiceCase row, string template, int sequence, string? note, DateTime now, CityClock clock, string? correlation, string? family = null)
    {
        var values = Values(row, note, clock);
        if (family is not null) values["family"] = new(family, family);
        db.Owe(template, $"{row.Id:N}:{sequence}", Recipient.Talent(row.TalentId), now, values, $"/cases/{row.Id}", correlation);
    }

    public static Dictionary<string, LocalText> Values(ServiceCase row, string? note, CityClock clock)
    {
        var values = Own(row, note, clock);
        HandlingWords.AddTo(values, row, clock);
        return values;
    }

    private static Dictionary<string, LocalText> Own(ServiceCase row, string? note, CityClock clock) => new()
    {
        ["item"] = row.ItemVersion!.Content.ShortName,
        ["department"] = row.Department!.Name,
        ["accepted"] = CaseWords.Of(CaseState.Accepted, row.ItemVersion.Content.Regime),
        ["started"] = new(CaseWords.Of(CaseAction.StartReview, row.ItemVersion.Content.Regime).Zh, CaseWords.Of(CaseState.InReview, row.ItemVersion.Content.Regime).En),
        ["number"] = new(row.Number ?? "", row.Number ?? ""),
        ["acceptance"] = Day(row.AcceptanceDueAt ?? row.PromisedDueAt, clock),
        ["promised"] = Day(row.PromisedDueAt, clock),
        ["outer"] = Day(row.OuterDueAt, clock),
        ["extendedBy"] = row.ItemVersion.Content.Extension?.Head ?? new("", ""),
        ["completion"] = Day(row.CompletionDueAt, clock),
        ["delivery"] = Day(row.DeliveryDueAt, clock),
        ["procedure"] = row.Pauses.MaxBy(p => p.StartAt)?.Name ?? new("", ""),
        ["points"] = Points(row),
        ["deferred"] = new(string.Join('、', row.Deferrals.Select(d => d.NameZh)), string.Join(", ", row.Deferrals.Select(d => d.NameEn))),
        ["deferredUntil"] = Day(row.Deferrals.MinBy(d => d.DueAt)?.DueAt, clock),
        ["pledge"] = Pledge(row),
        ["result"] = row.Result is { } result ? new($"{result.Zh}。", $"{result.En}. ") : new("", ""),
        ["remark"] = string.IsNullOrWhiteSpace(note) ? new("", "") : new($"说明:{note.TrimEnd('。', '.')}。", $"Note: {note.TrimEnd('。', '.')}. "),
        ["note"] = string.IsNullOrWhiteSpace(note) ? new("", "") : new(note.TrimEnd('。', '.'), note.TrimEnd('。', '.')),
    };

    private static LocalText Pledge(ServiceCase row) => row.Pledges.Where(p => p.CheckedAt is not null).MaxBy(p => p.CheckedAt) is not { } pledge ? new("", "")
        : pledge.Held == true ? new($"“{pledge.NameZh}”的承诺核查属实", $"your promise about “{pledge.NameEn}” holds")
        : new($"“{pledge.NameZh}”的承诺核查不实,请尽快补交证明", $"your promise about “{pledge.NameEn}” did not hold; please supply the proof soon");

    private static LocalText Points(ServiceCase row)
    {
        var names = row.CompletionRequests.MaxBy(r => r.Round)?.Points.Select(p => p.What).ToList() ?? [];
        return new(string.Join('、', names), string.Join(", ", names));
    }

    /// <summary>The day a due instant belongs to: 24:00 of a day is still that day.</summary>
    public static LocalText Day(DateTime? due, CityClock clock, bool withYear = false) =>
        due is { } at ? DayText.Of(clock.DateOf(at.AddTicks(-1)), withYear) : new("当天", "the same day");
}
