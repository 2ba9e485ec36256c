using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Consents;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Resources;

/// <summary>
/// The consent a booking rests on: one for each booking, naming the provider, what for and which data. Taken back, what was
/// written is deleted and nobody reads the number any more; an agreed time stays, a request nobody can answer is cancelled.
/// </summary>
public static class BookingConsents
{
    private static readonly LocalText Always = new("姓名(打码)、手机号、预约时间和人数", "masked name, mobile number, time and number of people");

    /// <summary>Who gets to know: the place that serves, and the department that arranges it.</summary>
    public static LocalText Recipient(LocalText place, LocalText department) => new($"{place.Zh}(由{department.Zh}安排)", $"{place.En} (arranged by {department.En})");

    /// <summary>Which data, by the questions of the form.</summary>
    public static LocalText Data(IEnumerable<LocalText> questions)
    {
        var all = questions.ToList();
        return all.Count == 0 ? Always : new($"{Always.Zh};填写的:{LocalText.Join(all).Zh}", $"{Always.En}; what you enter: {LocalText.Join(all).En}");
    }

    internal static Consent New(ServiceCase row, BookingOffer offer, IEnumerable<LocalText> questions, DateTime now)
    {
        var (to, data) = (Recipient(offer.Place!.Name, row.Department!.Name), Data(questions));
        return new()
        {
            Id = Guid.CreateVersion7(now),
            TalentId = row.TalentId,
            ItemId = row.ItemId,
            DepartmentId = row.DepartmentId,
            CaseId = row.Id,
            RecipientZh = to.Zh,
            RecipientEn = to.En,
            DataZh = data.Zh,
            DataEn = data.En,
            Given = true,
            At = now,
        };
    }

    /// <summary>Follows a consent that is taken back. In the caller's transaction.</summary>
    internal static async Task WithdrawnAsync(TalentDb db, CaseSteps steps, Actor holder, Guid caseId, CityClock clock)
    {
        var row = await CaseService.LoadAsync(db, caseId);
        if (await db.Bookings.Include(b => b.Offer!).ThenInclude(o => o.Place).SingleOrDefaultAsync(b => b.CaseId == caseId) is not { } booking) return;
        (booking.Need, row.Answers) = (null, []);
        if (booking.AwaitsTime)
        {
            var english = await db.Talents.Where(t => t.Id == holder.Id).Select(t => t.Language).SingleAsync() == Language.English;
            var why = english ? "You took your consent back, so the provider can no longer call you." : "你撤回了同意,服务方不能再与你联系。";
            await steps.TakeAsync(db, row, CaseAction.CancelBooking, holder, new StepInput(why, null));
        }
        else if (booking.State == BookingState.Booked)
            db.Notes.Add(new CaseNote { Id = OrderedId.Next(clock.UtcNow), CaseId = caseId, At = clock.UtcNow, AuthorZh = "系统", AuthorEn = "System", Text = "持码人已撤回对使用其信息的同意:填写的内容已删除,电话不再提供;预约的时间仍然有效。" });
    }

    /// <summary>Whether the holder has taken back what this booking rests on; bookings from before consents were kept have none.</summary>
    internal static Task<bool> IsWithdrawnAsync(TalentDb db, Guid caseId) => db.Consents.AnyAsync(c => c.CaseId == caseId && c.WithdrawnAt != null);
}
