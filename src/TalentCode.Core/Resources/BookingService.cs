using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Resources;

/// <summary>What a booking form sends.</summary>
/// <param name="SlotId">Null for an offer on request.</param>
/// <param name="Answers">Answers to the item's questions by key; what is not sent stands as it is known.</param>
/// <param name="Consent">Whether the separate consent was ticked, where the item asks for one; elsewhere booking is the consent.</param>
/// <param name="FormKey">Made with the form; a second tap brings the same one.</param>
public sealed record BookRequest(Guid OfferId, Guid? SlotId, int Companions, IReadOnlyDictionary<string, string>? Answers, bool Consent, Guid FormKey);

/// <summary>
/// From the form to the booking, in one transaction: a place of the time, one of the year's number, the case and the message.
/// Places and numbers are taken by conditional updates, so that of many at once nobody gets what is not there.
/// </summary>
public sealed class BookingService(Store store, CaseSteps steps, CityClock clock)
{
    /// <returns>Id of the case. A second tap or another tab gets the one that is already there.</returns>
    /// <exception cref="RefusedException">Full, used up, too late, not for this person, or something missing; nothing was taken.</exception>
    public Task<Guid> BookAsync(Actor actor, BookRequest request, string? correlation = null) => store.WriteAsync(async db =>
    {
        actor.RequireTalent(actor.Id);
        if (await AlreadyAsync(db, actor.Id, request) is { } same) return same;
        var offer = await db.BookingOffers.Include(o => o.Place).SingleOrDefaultAsync(o => o.Id == request.OfferId && o.Open)
            ?? throw new RefusedException("no-such-offer", "这项服务已经停止预约。请回到事项页看看别的。", "This can no longer be booked. Please look at the other offers of the service.");
        var slot = await SlotAsync(db, offer, request);
        var talent = await db.Talents.Include(t => t.Grades).SingleAsync(t => t.Id == actor.Id);
        var day = clock.DateOf(slot?.StartAt ?? clock.UtcNow);
        var benefit = RequireFits(talent, offer, request, day);
        var version = await VersionAsync(db, offer.ItemId);
        var form = await BookingForms.ViewAsync(db, actor.Id, version, request.Answers ?? new Dictionary<string, string>(), clock);
        var answers = BookingForms.Require(form);
        if (slot is not null) await TakePlacesAsync(db, slot, 1 + request.Companions);
        await TakeNumberAsync(db, talent.Id, offer.ItemId, day.Year, benefit);
        var row = await NewCaseAsync(db, talent.Id, version, answers);
        var booking = NewBooking(row, offer, slot, request, day.Year);
        db.Bookings.Add(booking);
        db.Consents.Add(BookingConsents.New(row, offer, form?.Form.Fields.Where(f => answers.ContainsKey(f.Key)).Select(f => f.Label) ?? [], clock.UtcNow));
        await FileAsync(db, row, booking, actor, correlation);
        return row.Id;
    });

    private static async Task<Guid?> AlreadyAsync(TalentDb db, Guid talentId, BookRequest request) => await db.Bookings
        .Where(b => b.TalentId == talentId && (b.FormKey == request.FormKey
            || (b.State == BookingState.Booked && request.SlotId != null && b.SlotId == request.SlotId)
            || (b.State == BookingState.Booked && request.SlotId == null && b.OfferId == request.OfferId && b.StartAt == null)))
        .OrderBy(b => b.CreatedAt).Select(b => (Guid?)b.CaseId).FirstOrDefaultAsync();

    private async Task<BookingSlot?> SlotAsync(TalentDb db, BookingOffer offer, BookRequest request)
    {
        if (offer.OnRequest) return null;
        var slot = request.SlotId is { } id ? await db.BookingSlots.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id && s.OfferId == offer.Id) : null;
        if (slot is null) throw new RefusedException("no-slot", "请先选一个时间。", "Please choose a time first.");
        if (slot.StartAt < clock.UtcNow.AddHours(offer.LeadHours))
            throw new RefusedException("slot-too-soon", offer.LeadHours > 0 ? $"这个时间需要提前{offer.LeadHours}小时预约,请选晚一些的时间。" : "这个时间已经开始,请选晚一些的时间。",
                offer.LeadHours > 0 ? $"This has to be booked {offer.LeadHours} hours ahead. Please choose a later time." : "This time has begun. Please choose a later one.");
        return slot;
    }

    private static GradeBenefit RequireFits(Talent talent, BookingOffer offer, BookRequest request, DateOnly day)
    {
        var rule = BookingRules.Of(offer.ItemId) ?? throw new RefusedException("not-bookable", "这个事项不能预约。", "This service cannot be booked.");
        if (talent.GradeOn(day) is not { } grade)
            throw new RefusedException("no-grade", "你在那一天没有有效的人才类别。请联系你的人才管家续期,再来预约。", "You have no valid grade on that day. Ask your steward to renew it, then book.");
        if (rule.ForeignOnly && talent.Kind == PersonKind.Mainland)
            throw new RefusedException("foreign-only", "这项服务面向外籍人才和家属。需要翻译时可以提交诉求,专员帮你安排。", "This service is for people from outside the mainland. Leave a direct request and a specialist will help.");
        if (!rule.Grades.TryGetValue(grade.Level, out var benefit))
            throw new RefusedException("grade-too-low", $"这项权益不包含{grade.Level}类。可以看看同类的其他服务。", $"This benefit does not include grade {grade.Level}. Please look at other services of the kind.");
        if (request.Companions < 0 || request.Companions > benefit.Companions)
            throw new RefusedException("companions", benefit.Companions == 0 ? $"{grade.Level}类预约仅限本人。" : $"{grade.Level}类最多可带{benefit.Companions}人同行。",
                benefit.Companions == 0 ? $"Grade {grade.Level} books for the holder alone." : $"Grade {grade.Level} may bring up to {benefit.Companions}.");
        if (rule.Consent is not null && !request.Consent)
            throw new RefusedException("consent-missing", "这项预约要用到敏感信息,请先勾选单独同意;不同意就不会提交。", "This booking uses sensitive details. Please tick the separate consent; without it nothing is sent.");
        return benefit;
    }

    private static async Task TakePlacesAsync(TalentDb db, BookingSlot slot, int people)
    {
        if (await db.BookingSlots.Where(s => s.Id == slot.Id && s.Taken + people <= s.Places).ExecuteUpdateAsync(set => set.SetProperty(s => s.Taken, s => s.Taken + people)) > 0) return;
        throw new RefusedException("slot-full", "这个时间刚刚约满。你填写的内容还在,请从下面最近的空余时间里选一个。", "This time has just been filled. What you entered is kept; please choose one of the nearest free times below.");
    }

    private static async Task TakeNumberAsync(TalentDb db, Guid talentId, string itemId, int year, GradeBenefit benefit)
    {
        var limit = benefit.PerYear ?? int.MaxValue;
        var mine = db.BookingUses.Where(u => u.TalentId == talentId && u.ItemId == itemId && u.Year == year);
        if (await mine.Where(u => u.Times < limit).ExecuteUpdateAsync(set => set.SetProperty(u => u.Times, u => u.Times + 1)) > 0) return;
        if (limit == 0 || await mine.AnyAsync())
            throw new RefusedException("year-used-up", $"今年的{limit}次已经用完。取消一个还没到期限的预约,次数会退回;明年重新计算。",
                $"All {limit} of this year are used. Cancelling a booking in time gives one back; next year the count begins anew.");
        // Of two first bookings at once one breaks the key and is decided anew on the other's row.
        db.BookingUses.Add(new BookingUse { TalentId = talentId, ItemId = itemId, Year = year, Times = 1 });
    }

    private static async Task<ServiceItemVersion> VersionAsync(TalentDb db, string itemId)
    {
        var item = await db.Items.Include(i => i.Versions.Where(v => v.Until == null)).ThenInclude(v => v.Department).SingleAsync(i => i.Id == itemId);
        if (!item.Open) throw new RefusedException("item-closed", $"这个事项暂停预约:{item.ClosedReasonZh}。", $"Booking is closed at the moment: {item.ClosedReasonEn}.");
        return item.Versions.Single();
    }

    private async Task<ServiceCase> NewCaseAsync(TalentDb db, Guid talentId, ServiceItemVersion version, Dictionary<string, string> answers)
    {
        var row = new ServiceCase
        {
            Id = Guid.CreateVersion7(clock.UtcNow),
            Number = await CaseNumbers.NextAsync(db, clock.Today),
            ItemId = version.ItemId,
            ItemVersionId = version.Id,
            ItemVersion = version,
            TalentId = talentId,
            DepartmentId = version.DepartmentId,
            Department = version.Department,
            Answers = answers,
            CreatedAt = clock.UtcNow,
        };
        db.Cases.Add(row);
        return row;
    }

    private Booking NewBooking(ServiceCase row, BookingOffer offer, BookingSlot? slot, BookRequest request, int year) => new()
    {
        Id = Guid.CreateVersion7(clock.UtcNow),
        CaseId = row.Id,
        Case = row,
        TalentId = row.TalentId,
        OfferId = offer.Id,
        Offer = offer,
        SlotId = slot?.Id,
        ItemId = offer.ItemId,
        DepartmentId = row.DepartmentId,
        PlaceId = offer.PlaceId,
        StartAt = slot?.StartAt,
        EndAt = slot?.EndAt,
        ExpiresAt = slot?.EndAt,
        Companions = request.Companions,
        Year = year,
        ConsentAt = request.Consent ? clock.UtcNow : null,
        FormKey = request.FormKey,
        CreatedAt = clock.UtcNow,
    };

    private async Task FileAsync(TalentDb db, ServiceCase row, Booking booking, Actor actor, string? correlation)
    {
        var quiet = new StepInput(null, correlation, Quiet: true);
        await steps.TakeAsync(db, row, CaseAction.Submit, actor, quiet);
        await steps.TakeAsync(db, row, CaseAction.Receive, Actor.System, quiet);
        if (booking.StartAt is not null) await BookingTimes.ConfirmAsync(db, steps, row, booking, Actor.System, clock, correlation);
        BookingMessages.Owe(db, booking.StartAt is null ? "booking-requested" : "booking-confirmed", booking, row, clock.UtcNow, clock, correlation: correlation);
    }

    /// <summary>The holder takes the booking back; in time it is not counted, later as the offer says.</summary>
    /// <exception cref="RefusedException">Not theirs, already used or over, or the offer lets nobody cancel so late.</exception>
    public Task CancelAsync(Actor actor, Guid caseId, string? correlation = null) => store.WriteAsync(async db =>
    {
        var row = await CaseService.LoadAsync(db, caseId);
        actor.RequireTalent(row.TalentId);
        // A second tap finds it done.
        if (row.State == CaseState.Withdrawn) return;
        await steps.TakeAsync(db, row, CaseAction.CancelBooking, actor, new StepInput(null, correlation));
    });
}
