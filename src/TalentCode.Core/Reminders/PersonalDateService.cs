using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Reminders;

/// <summary>What a scientist says about the own dates and reminders: a day, "done", "do not remind me of this".</summary>
public sealed class PersonalDateService(Store store, CityClock clock)
{
    private const int MostYearsAhead = 20, MostDates = 40;

    /// <summary>Enters a date; a new end takes the place of the one stated before, and the same date twice is one.</summary>
    /// <exception cref="RefusedException">It does not fit the person or the calendar.</exception>
    public async Task AddAsync(Actor holder, PersonalDateKind kind, DateOnly date, Guid? memberId = null)
    {
        holder.RequireTalent(holder.Id);
        await store.WriteAsync(async db =>
        {
            var talent = await db.Talents.AsNoTracking().Include(t => t.Papers).Include(t => t.Family).ThenInclude(f => f.Papers).AsSplitQuery().SingleAsync(t => t.Id == holder.Id);
            var member = memberId is null ? null : talent.Family.Find(f => f.Id == memberId);
            if ((memberId is not null && member is null) || !(member is null ? PersonalDateWords.For(talent) : PersonalDateWords.For(member)).Contains(kind))
                throw new RefusedException("date-unfit", "这个日期不适用于所选的人。请换一种日期,或换一个人。", "This kind of date does not fit the person chosen. Choose another date or another person.");
            RequireDay(kind, date);
            var known = await db.PersonalDates.Where(d => d.TalentId == holder.Id && d.FamilyMemberId == memberId).ToListAsync();
            if (known.Exists(d => d.Kind == kind && d.Date == date)) return;
            if (known.Count >= MostDates) throw new RefusedException("dates-many", "填过的日期太多了,请先删掉不需要的。", "There are too many dates; please remove some first.");
            RequireLater(kind, date, (member?.Papers ?? talent.Papers).Where(p => p.Current && p.Kind == PersonalDateWords.PaperOf(kind)).Max(p => p.Until));
            if (PersonalDateWords.IsEnd(kind)) db.PersonalDates.RemoveRange(known.FindAll(d => d.Kind == kind));
            db.PersonalDates.Add(new PersonalDate { Id = Guid.CreateVersion7(clock.UtcNow), TalentId = holder.Id, FamilyMemberId = memberId, Kind = kind, Date = date, Source = PersonalDateSource.Holder, EnteredAt = clock.UtcNow });
        });
    }

    private void RequireDay(PersonalDateKind kind, DateOnly date)
    {
        var today = clock.Today;
        if (PersonalDateWords.IsEnd(kind) && (date < today || date > today.AddYears(MostYearsAhead)))
            throw new RefusedException("date-past", "有效期应是今天或以后的一天,请看证件上的日期。", "The last day of validity is today or later; please look at the paper.");
        if (!PersonalDateWords.IsEnd(kind) && (date > today || date < today.AddYears(-1)))
            throw new RefusedException("date-future", "请填最近一年内、已经发生的日期。", "Enter a day that has been, within the last year.");
    }

    // The city's record is not overruled to an earlier end: whoever is right, a person has to look.
    private static void RequireLater(PersonalDateKind kind, DateOnly date, DateOnly? onRecord)
    {
        if (PersonalDateWords.IsEnd(kind) && date < onRecord)
            throw new RefusedException("date-earlier", $"登记的有效期到{DayText.Of(onRecord.Value, true).Zh},比你填的晚。登记有误的,请找你的管家更正。", $"The paper on record is valid until {DayText.Of(onRecord.Value, true).En}, which is later. If the record is wrong, ask your steward to correct it.");
    }

    /// <summary>Takes back a date one has entered.</summary>
    public Task RemoveAsync(Actor holder, Guid id)
    {
        holder.RequireTalent(holder.Id);
        return store.WriteAsync(db => db.PersonalDates.Where(d => d.Id == id && d.TalentId == holder.Id && d.Source == PersonalDateSource.Holder).ExecuteDeleteAsync());
    }

    /// <summary>Says that a matter is done, so that nothing more is sent about it.</summary>
    /// <exception cref="RefusedException">No such date of this holder, or one that only a new date settles.</exception>
    public async Task DoneAsync(Actor holder, string ruleId, Guid subjectId, DateOnly date)
    {
        holder.RequireTalent(holder.Id);
        var rule = ReminderRules.Find(ruleId);
        if (rule is null || rule.Sender != ReminderSender.Reminders) throw NotFound();
        if (rule.Renewed is not null && rule != ReminderRules.DrivingLicence)
            throw new RefusedException("date-renewed", "换了新证的,请填新的有效期,以后才能再提醒你。", "If there is a new paper, enter its last day, so that you are reminded of that one in time.");
        await store.WriteAsync(async db =>
        {
            if (!await IsOwnAsync(db, rule, holder.Id, subjectId, date)) throw NotFound();
            // Pressed twice, or on two phones.
            if (await db.ReminderMarks.AnyAsync(m => m.Rule == ruleId && m.SubjectId == subjectId && m.Date == date && m.Lead == ReminderMark.Done)) return;
            db.ReminderMarks.Add(new ReminderMark { Rule = ruleId, SubjectId = subjectId, Date = date, Lead = ReminderMark.Done, TalentId = holder.Id, At = clock.UtcNow });
        });
    }

    /// <summary>Takes "done" back: reminders go on.</summary>
    public Task NotDoneAsync(Actor holder, string ruleId, Guid subjectId, DateOnly date)
    {
        holder.RequireTalent(holder.Id);
        return store.WriteAsync(db => db.ReminderMarks.Where(m => m.Rule == ruleId && m.SubjectId == subjectId && m.Date == date && m.Lead == ReminderMark.Done && m.TalentId == holder.Id).ExecuteDeleteAsync());
    }

    /// <summary>Switches a rule off or on for oneself.</summary>
    /// <exception cref="RefusedException">A term that the law sets is not switched off.</exception>
    public async Task MuteAsync(Actor holder, string ruleId, bool mute)
    {
        holder.RequireTalent(holder.Id);
        var rule = ReminderRules.Find(ruleId) ?? throw NotFound();
        if (!rule.MayBeMuted)
            throw new RefusedException("reminder-statutory",
                $"这项期限由{rule.Basis.Zh}规定,错过会有后果,所以不能关掉。办好后会自动停止。", $"This term is set by the {rule.Basis.En}; missing it has consequences, so it cannot be switched off. It stops by itself once it is done.");
        await store.WriteAsync(async db =>
        {
            var known = await db.ReminderMutes.SingleOrDefaultAsync(m => m.TalentId == holder.Id && m.Rule == ruleId);
            if (mute && known is null) db.ReminderMutes.Add(new ReminderMute { TalentId = holder.Id, Rule = ruleId, At = clock.UtcNow });
            if (!mute && known is not null) db.ReminderMutes.Remove(known);
        });
    }

    private static async Task<bool> IsOwnAsync(TalentDb db, ReminderRule rule, Guid talentId, Guid subjectId, DateOnly date)
    {
        foreach (var rows in rule.Sources(db))
            if (await rows.AnyAsync(s => s.SubjectId == subjectId && s.TalentId == talentId && s.Date == date)) return true;
        return false;
    }

    private static RefusedException NotFound() => new("no-such-reminder", "找不到这项提醒,可能已经不需要了。", "This reminder cannot be found; it may not be needed any more.");
}
