using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;

namespace TalentCode.Core.Resources;

/// <summary>已预约, 已核销, 已过期, 已取消.</summary>
public enum BookingState { Booked, Redeemed, Expired, Cancelled }

/// <summary>What a holder may still do after the offer's deadline to cancel.</summary>
public enum LateCancel
{
    /// <summary>Cancel, but it counts as used.</summary>
    Counts,
    /// <summary>Not on the phone any more: call the provider.</summary>
    Closed,
}

public enum OfferDays { Workday, DayOff, Daily }

/// <summary>A time that comes back: on which days, from when to when (wall time in the city), for how many people.</summary>
public sealed record OfferTime(OfferDays Days, TimeOnly From, TimeOnly To, int Places);

/// <summary>Something of an item that can be booked, at one place.</summary>
public sealed class BookingOffer
{
    public Guid Id { get; set; }
    public string ItemId { get; set; } = "";

    /// <summary>Where it is redeemed. A provider's place is a hall with counters of its own.</summary>
    public string PlaceId { get; set; } = "";
    public Hall? Place { get; set; }

    public string NameZh { get; set; } = "";
    public string NameEn { get; set; } = "";

    /// <summary>Empty where the provider calls back to agree on a time.</summary>
    public List<OfferTime> Times { get; set; } = [];

    /// <summary>Hours before the start until which it can be booked.</summary>
    public int LeadHours { get; set; }

    /// <summary>Hours before the start until which it can be cancelled without being counted.</summary>
    public int CancelHours { get; set; }

    public LateCancel Late { get; set; }
    public bool Open { get; set; } = true;
    public int Order { get; set; }
    public bool OnRequest => Times.Count == 0;
    public LocalText Name => new(NameZh, NameEn);
}

/// <summary>One time of an offer. Places are given out by a conditional update, never by reading and writing.</summary>
public sealed class BookingSlot
{
    public Guid Id { get; set; }
    public Guid OfferId { get; set; }
    public BookingOffer? Offer { get; set; }
    public DateTime StartAt { get; set; }
    public DateTime EndAt { get; set; }

    /// <summary>People who fit in, companions included.</summary>
    public int Places { get; set; }
    public int Taken { get; set; }
    public int Free => Math.Max(0, Places - Taken);
}

/// <summary>How often somebody has booked of an item in a year: what the grade's yearly number is taken from.</summary>
public sealed class BookingUse
{
    public Guid TalentId { get; set; }
    public string ItemId { get; set; } = "";
    public int Year { get; set; }
    public int Times { get; set; }
}

/// <summary>A booking; beside it stands a case, which carries number, clocks and history.</summary>
public sealed class Booking : IVersioned
{
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }
    public ServiceCase? Case { get; set; }
    public Guid TalentId { get; set; }
    public Talent? Talent { get; set; }
    public Guid OfferId { get; set; }
    public BookingOffer? Offer { get; set; }

    /// <summary>Null while a time is still to be agreed, and where it was agreed by telephone.</summary>
    public Guid? SlotId { get; set; }

    public string ItemId { get; set; } = "";
    public string DepartmentId { get; set; } = "";
    public string PlaceId { get; set; } = "";
    public BookingState State { get; set; }
    public DateTime? StartAt { get; set; }
    public DateTime? EndAt { get; set; }

    /// <summary>From then on an unused booking is expired; null while there is no time yet.</summary>
    public DateTime? ExpiresAt { get; set; }

    public int Companions { get; set; }

    /// <summary>The year whose number this booking was taken from.</summary>
    public int Year { get; set; }

    /// <summary>Whether it is counted in that year; a booking given back is not.</summary>
    public bool Counted { get; set; } = true;

    /// <summary>The note of bookings from before the item's own questions were asked. Health and whereabouts: never shown outside the department of the item.</summary>
    public string? Need { get; set; }

    /// <summary>When the separate consent was given, where the item asks for one.</summary>
    public DateTime? ConsentAt { get; set; }

    /// <summary>Id of the form it was sent with: a second tap on the same form is the same booking.</summary>
    public Guid FormKey { get; set; }

    public DateTime CreatedAt { get; set; }
    public DateTime? RemindedAt { get; set; }
    public DateTime? RedeemedAt { get; set; }
    public Guid? RedeemedById { get; set; }
    public string? RedeemedWindowId { get; set; }
    public DateTime? ReversedAt { get; set; }
    public string? ReverseReason { get; set; }
    public DateTime? EndedAt { get; set; }

    /// <summary>Why the provider called it off, or why an expired one was not counted.</summary>
    public string? EndReason { get; set; }

    public Guid Version { get; set; }
    public int People => 1 + Companions;
    public bool AwaitsTime => State == BookingState.Booked && StartAt is null;
}
