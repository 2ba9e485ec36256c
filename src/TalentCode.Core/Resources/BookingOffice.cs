using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Scans;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Resources;

/// <summary>One booking as the department of its item sees it in a list.</summary>
/// <param name="Said">What was written; empty where nothing was, and for sensitive items until it is asked for by name.</param>
public sealed record OfficeBooking(Guid Id, Guid CaseId, string Number, LocalText Item, LocalText Offer, LocalText Place, LocalText Name, LocalText When, int People,
    BookingState State, LocalText StateWord, bool AwaitsTime, DateTime? AnswerBy, bool Counted, bool Written, IReadOnlyList<SaidLine> Said, string? Reason);

/// <summary>What was asked for by name: whoever sees it is noted for the holder.</summary>
public sealed record BookingContact(string Phone, IReadOnlyList<SaidLine> Said);

public enum OfficeFilter { All, AwaitsTime, Booked, Redeemed, Expired, Cancelled }

/// <summary>The department that answers for an item: its bookings, the times agreed by telephone, and what the provider cannot keep.</summary>
public sealed class BookingOffice(Store store, CaseSteps steps, CityClock clock)
{
    public const int PageSize = 20;

    /// <summary>One page: requests that wait for a time first, then what comes next, then the past, newest first.</summary>
    /// <param name="page">From 0.</param>
    public async Task<(IReadOnlyList<OfficeBooking> Lines, int Total)> PageAsync(Actor actor, OfficeFilter filter, int page)
    {
        actor.Require(Permission.HandleCases);
        return await store.ReadAsync<(IReadOnlyList<OfficeBooking>, int)>(async db =>
        {
            var query = Narrow(db.Bookings.Where(b => b.DepartmentId == actor.DepartmentId), filter);
            var rows = await query.Include(b => b.Case!).ThenInclude(c => c.ItemVersion).Include(b => b.Offer!).ThenInclude(o => o.Place).Include(b => b.Talent!).ThenInclude(t => t.Family)
                .OrderBy(b => b.State != BookingState.Booked).ThenBy(b => b.State == BookingState.Booked && b.StartAt != null)
                .ThenBy(b => b.State == BookingState.Booked ? b.StartAt : null).ThenByDescending(b => b.CreatedAt).ThenBy(b => b.Id)
                .Skip(page * PageSize).Take(PageSize).ToListAsync();
            return (rows.ConvertAll(LineOf), await query.CountAsync());
        });
    }

    private static IQueryable<Booking> Narrow(IQueryable<Booking> query, OfficeFilter filter) => filter switch
    {
        OfficeFilter.AwaitsTime => query.Where(b => b.State == BookingState.Booked && b.StartAt == null),
        OfficeFilter.Booked => query.Where(b => b.State == BookingState.Booked && b.StartAt != null),
        OfficeFilter.Redeemed => query.Where(b => b.State == BookingState.Redeemed),
        OfficeFilter.Expired => query.Where(b => b.State == BookingState.Expired),
        OfficeFilter.Cancelled => query.Where(b => b.State == BookingState.Cancelled),
        _ => query,
    };

    private OfficeBooking LineOf(Booking b) => new(b.Id, b.CaseId, b.Case!.Number!, b.Case.ItemVersion!.Content.ShortName, b.Offer!.Name, b.Offer.Place!.Name,
        new(Masking.Name(b.Talent!.LegalName), Masking.Name(b.Talent.LatinName ?? b.Talent.LegalName)), BookingWords.When(b, clock), b.People,
        b.State, BookingWords.Of(b), b.AwaitsTime, b.AwaitsTime ? b.Case.PromisedDueAt : null, b.Counted, b.Need is not null || b.Case.Answers.Count > 0,
        BookingRules.Of(b.ItemId)?.Sensitive == true ? [] : BookingForms.Said(b, b.Talent, clock.Today), b.EndReason);

    /// <summary>Number and answers of a holder, to agree on a time or to prepare. The holder reads that it was opened.</summary>
    /// <exception cref="RefusedException">Not this department's, or the holder has taken the consent back.</exception>
    public Task<BookingContact> OpenAsync(Actor actor, Guid bookingId) => store.WriteAsync(async db =>
    {
        var booking = await OwnAsync(db, actor, bookingId);
        if (await BookingConsents.IsWithdrawnAsync(db, booking.CaseId))
            throw new RefusedException("consent-withdrawn", "持码人已撤回同意:电话不再提供,填写的内容已删除。约好的时间仍然有效,到场时当面说明。", "The holder has taken the consent back: the number is no longer given, and what was written is deleted. An agreed time stands; the holder explains on the spot.");
        await db.Entry(booking).Reference(b => b.Case).Query().Include(c => c.ItemVersion).LoadAsync();
        var (talent, department, now) = (await db.Talents.Include(t => t.Family).SingleAsync(t => t.Id == booking.TalentId), await db.Departments.SingleAsync(d => d.Id == booking.DepartmentId), clock.UtcNow);
        db.AccessEntries.Add(new AccessEntry
        {
            Id = Guid.CreateVersion7(now),
            TalentId = talent.Id,
            At = now,
            StaffId = actor.Id,
            WhereZh = department.NameZh,
            WhereEn = department.NameEn,
            WhatZh = $"处理预约“{booking.Offer!.NameZh}”:手机号和填写的内容",
            WhatEn = $"Booking “{booking.Offer.NameEn}”: phone number and answers",
        });
        return new BookingContact(talent.Phone, BookingForms.Said(booking, talent, clock.Today));
    });

    /// <summary>Writes down the time that was agreed by telephone; the booking is confirmed with it.</summary>
    /// <exception cref="RefusedException">Not this department's, no request any more, or a time that cannot be.</exception>
    public Task AgreeAsync(Actor actor, Guid bookingId, DateOnly day, TimeOnly from, TimeOnly to, string? correlation = null) => store.WriteAsync(async db =>
    {
        var booking = await OwnAsync(db, actor, bookingId);
        if (!booking.AwaitsTime) throw Changed();
        var start = clock.At(day, from);
        if (to <= from || start <= clock.UtcNow || day > clock.Today.AddDays(90))
            throw new RefusedException("time-impossible", "请填写今后90天内的时间,结束要晚于开始。", "Give a time within the coming 90 days that ends after it begins.");
        (booking.StartAt, booking.EndAt, booking.ExpiresAt) = (start, clock.At(day, to), clock.At(day, to));
        var row = await CaseService.LoadAsync(db, booking.CaseId);
        await BookingTimes.ConfirmAsync(db, steps, row, booking, BookingTimes.At(row.Department!.Name, actor.Id), clock, correlation);
        BookingMessages.Owe(db, "booking-agreed", booking, row, clock.UtcNow, clock, correlation: correlation);
    });

    /// <summary>The provider cannot keep it: the place is free again, the number of the year is given back, the holder reads why.</summary>
    public Task CallOffAsync(Actor actor, Guid bookingId, string? reason, string? correlation = null) => store.WriteAsync(async db =>
    {
        var booking = await OwnAsync(db, actor, bookingId);
        if (booking.State != BookingState.Booked) throw Changed();
        await steps.TakeAsync(db, await CaseService.LoadAsync(db, booking.CaseId), CaseAction.CallOffBooking, actor, new StepInput(reason?.Trim(), correlation));
    });

    /// <summary>It was missed through the provider's doing: it stays expired and is not counted.</summary>
    public Task ExcuseAsync(Actor actor, Guid bookingId, string? reason, string? correlation = null) => store.WriteAsync(async db =>
    {
        var booking = await OwnAsync(db, actor, bookingId);
        if (booking is not { State: BookingState.Expired, Counted: true }) throw Changed();
        reason = reason?.Trim();
        if (reason is not { Length: >= 2 and <= 200 })
            throw new RefusedException("reason-missing", "请写明服务方的原因(2到200字),持码人会看到。", "Say what the provider did (2 to 200 characters); the holder will read it.");
        booking.EndReason = reason;
        await BookingEffects.GiveBackAsync(db, booking);
        BookingMessages.Owe(db, "booking-excused", booking, await CaseService.LoadAsync(db, booking.CaseId), clock.UtcNow, clock, reason, correlation);
    });

    private static async Task<Booking> OwnAsync(TalentDb db, Actor actor, Guid id)
    {
        actor.Require(Permission.HandleCases);
        await BookingTimes.HoldAsync(db, id);
        return await db.Bookings.Include(b => b.Offer!).ThenInclude(o => o.Place).SingleOrDefaultAsync(b => b.Id == id && b.DepartmentId == actor.DepartmentId)
            ?? throw new RefusedException("no-such-booking", "找不到这个预约,或者它不归你的部门。", "This booking cannot be found, or is not your department's.");
    }

    private static RefusedException Changed() => new("changed-meanwhile", "这个预约刚刚有了变化,已为你刷新。请看过最新情况再操作。", "This booking has just changed. Look at where it stands now, then act.");
}
