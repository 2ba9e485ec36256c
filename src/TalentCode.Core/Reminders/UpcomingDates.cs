using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Time;

namespace TalentCode.Core.Reminders;

public enum ReminderStanding
{
    Coming,
    /// <summary>An application that settles it is on its way or was granted.</summary>
    Settled,
    /// <summary>The person has said that it is done.</summary>
    Done,
    /// <summary>The person has switched the rule off.</summary>
    Muted,
}

/// <summary>A date of a person that a rule looks at, and what will be sent about it.</summary>
/// <param name="Date">As stored: the end, or the day from which the term runs.</param>
/// <param name="End">Last day.</param>
/// <param name="ApplyBy">Last working day on which it can be applied for, where that lies before the end.</param>
/// <param name="Next">The next lead in days and the day on which it goes out (today, if it has not gone out yet); null when nothing more is sent.</param>
/// <param name="SettledBy">The case, when <see cref="ReminderStanding.Settled"/> by one.</param>
public sealed record UpcomingDate(ReminderRule Rule, Guid TalentId, Guid? MemberId, Guid SubjectId, DateOnly Date, DateOnly End, DateOnly? ApplyBy, (int Lead, DateOnly Day)? Next, ReminderStanding Standing, Guid? SettledBy, string Link)
{
    /// <summary>The family member it is about, masked; null for the holder.</summary>
    public LocalText? Who { get; init; }
}

/// <summary>The dates ahead of a set of people: for a steward's desk and for one's own page. As many questions for five hundred people as for one.</summary>
public sealed class UpcomingDates(Store store, Calendars calendars, CityClock clock)
{
    /// <param name="people">Holders; the caller has made sure that the reader may know of them.</param>
    /// <param name="until">Ends later than this are left out; null for all.</param>
    /// <returns>In the order of their ends.</returns>
    public async Task<IReadOnlyList<UpcomingDate>> OfAsync(IReadOnlyCollection<Guid> people, DateOnly? until = null, CancellationToken cancel = default)
    {
        var ids = people.ToArray();
        var calendar = await calendars.CurrentAsync();
        return await store.ReadAsync(async db =>
        {
            var marks = (await db.ReminderMarks.Where(m => EF.Parameter(ids).Contains(m.TalentId)).ToListAsync(cancel)).ToLookup(m => (m.Rule, m.SubjectId, m.Date), m => m.Lead);
            var mutes = (await db.ReminderMutes.Where(m => EF.Parameter(ids).Contains(m.TalentId)).ToListAsync(cancel)).Select(m => (m.TalentId, m.Rule)).ToHashSet();
            var found = (await DatedRows.OfAsync(db, ReminderRules.All, ids, null, clock, cancel))
                .FindAll(r => ReminderDays.LegalEndOf(r.Rule, r.Source.Date, calendar) is var end && end >= clock.Today && (until is null || end <= until));
            var words = await ReminderWords.LoadAsync(db, [.. found.Select(f => f.Source)], clock.Today, cancel);
            return (IReadOnlyList<UpcomingDate>)[.. found.Select(Line).OrderBy(l => l.End).ThenBy(l => l.Rule.Id, StringComparer.Ordinal).ThenBy(l => l.SubjectId)];

            UpcomingDate Line(DatedRow f)
            {
                var (rule, s) = (f.Rule, f.Source);
                var sent = marks[(rule.Id, s.SubjectId, s.Date)].ToList();
                var standing = f.Settled ? ReminderStanding.Settled
                    : sent.Contains(ReminderMark.Done) ? ReminderStanding.Done
                    : mutes.Contains((s.TalentId, rule.Id)) ? ReminderStanding.Muted : ReminderStanding.Coming;
                return new(rule, s.TalentId, s.MemberId, s.SubjectId, s.Date, ReminderDays.LegalEndOf(rule, s.Date, calendar), ReminderDays.ApplyBy(rule, s.Date, calendar),
                    standing == ReminderStanding.Coming ? Next(rule, s.Date, sent, calendar) : null, standing, f.SettledBy, ReminderRules.LinkOf(rule, s, words.KindOf(s.TalentId)))
                { Who = words.MemberOf(s) };
            }
        });
    }

    private (int, DateOnly)? Next(ReminderRule rule, DateOnly date, List<int> sent, WorkingCalendar calendar)
    {
        var (end, today) = (ReminderDays.EndOf(rule, date), clock.Today);
        // Others keep no marks: what is due today they have sent, or send within the hour.
        if (rule.Sender == ReminderSender.Reminders && ReminderDays.LeadOn(rule, end, today, ReminderDays.Horizon(rule, today, calendar)) is { } now && !sent.Exists(lead => lead <= now)) return (now, today);
        return ReminderDays.NextAfter(rule, end, today, calendar) is { } next && !sent.Exists(lead => lead <= next.Lead) ? next : null;
    }
}
