using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;

namespace TalentCode.Core.Resources;

internal static class BookingsMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<BookingOffer>(offer =>
        {
            offer.Ignore(o => o.OnRequest).Ignore(o => o.Name);
            offer.Property(o => o.Times).AsJson();
            offer.HasIndex(o => o.ItemId);
            offer.HasOne(o => o.Place).WithMany().HasForeignKey(o => o.PlaceId).OnDelete(DeleteBehavior.Restrict);
        });
        builder.Entity<BookingSlot>(slot =>
        {
            slot.Ignore(s => s.Free);
            // Two servers that open the coming days at once open each time once.
            slot.HasIndex(s => new { s.OfferId, s.StartAt }).IsUnique();
            slot.HasOne(s => s.Offer).WithMany().HasForeignKey(s => s.OfferId);
        });
        builder.Entity<BookingUse>().HasKey(u => new { u.TalentId, u.ItemId, u.Year });
        builder.Entity<Booking>(booking =>
        {
            booking.Versioned();
            booking.Ignore(b => b.People).Ignore(b => b.AwaitsTime);
            booking.Property(b => b.Need).HasMaxLength(1000);
            booking.Property(b => b.EndReason).HasMaxLength(1000);
            booking.HasOne(b => b.Case).WithOne(c => c.Booking).HasForeignKey<Booking>(b => b.CaseId);
            booking.HasOne(b => b.Talent).WithMany().HasForeignKey(b => b.TalentId).OnDelete(DeleteBehavior.Restrict);
            booking.HasOne(b => b.Offer).WithMany().HasForeignKey(b => b.OfferId).OnDelete(DeleteBehavior.Restrict);
            booking.HasOne<BookingSlot>().WithMany().HasForeignKey(b => b.SlotId).OnDelete(DeleteBehavior.Restrict);
            booking.HasIndex(b => new { b.TalentId, b.FormKey }).IsUnique();
            // Two tabs, one time: the second finds the first one's booking.
            booking.HasIndex(b => new { b.TalentId, b.SlotId }, "IX_Bookings_OneOfATime").IsUnique().HasFilter("\"State\" = 'Booked' AND \"SlotId\" IS NOT NULL");
            booking.HasIndex(b => new { b.TalentId, b.OfferId }, "IX_Bookings_OneRequest").IsUnique().HasFilter("\"State\" = 'Booked' AND \"StartAt\" IS NULL");
            booking.HasIndex(b => new { b.State, b.ExpiresAt });
            booking.HasIndex(b => new { b.PlaceId, b.StartAt });
            booking.HasIndex(b => new { b.DepartmentId, b.State, b.StartAt });
        });
    }
}
