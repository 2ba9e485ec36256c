using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Filing;
using TalentCode.Core.People;
using TalentCode.Core.Resources;
using TalentCode.Core.Time;

namespace TalentCode.Core.Reminders;

/// <summary>The dates that steps of cases leave behind, in the transaction of the step; taken back with the result.</summary>
internal static class CaseDates
{
    private const string ResidencePermit = "P10", WorkPermit = "P08";

    public static async Task FollowAsync(TalentDb db, ServiceCase row, CaseAction action, DateTime now, CityClock clock)
    {
        if (row.ParentId is not null) return;
        switch (action)
        {
            case CaseAction.Grant:
                await GrantedAsync(db, row, now, clock);
                break;
            case CaseAction.Refuse or CaseAction.RefuseAcceptance when row.ItemVersion!.Content.RemedyText?.Days == ReminderRules.Review.TermDays:
                Add(db, row, PersonalDateKind.Refused, clock.DateOf(now), now);
                break;
            case CaseAction.Revoke or CaseAction.SetAside:
                await db.PersonalDates.Where(d => d.CaseId == row.Id).ExecuteDeleteAsync();
                break;
        }
    }

    private static async Task GrantedAsync(TalentDb db, ServiceCase row, DateTime now, CityClock clock)
    {
        if (!Concerns(row.ItemId)) return;
        var (today, kind) = (clock.DateOf(now), row.Answers.GetValueOrDefault("kind"));
        var talent = await db.Talents.AsNoTracking().Include(t => t.Papers).SingleAsync(t => t.Id == row.TalentId);
        if (talent.Kind != PersonKind.Foreign) return;
        if (row.ItemId == ResidencePermit && kind is "first" or "extension") await ReplaceAsync(db, row, PersonalDateKind.ResidencePermitUntil, AskedFor(row, talent, today), now);
        if (row.ItemId == WorkPermit && kind is "new" or "extension") await ReplaceAsync(db, row, PersonalDateKind.WorkPermitUntil, talent.ContractUntil, now);
        if (FlatRules.LetsFlats(row.ItemId)) Add(db, row, PersonalDateKind.MovedIn, today, now);
        // The permit states the address: registering another one is a change of what it states.
        if (row.ItemId == ItemForms.AccommodationRegistration && talent.HomeAddress is { Length: > 0 } home && home != row.Answers.GetValueOrDefault("address"))
            Add(db, row, PersonalDateKind.AddressChanged, ItemForms.MovedIn(row.Answers.GetValueOrDefault("movedIn", ""), clock) is { } at ? clock.DateOf(at) : today, now);
    }

    private static bool Concerns(string item) => item is ResidencePermit or WorkPermit or ItemForms.AccommodationRegistration || FlatRules.LetsFlats(item);

    /// <summary>
    /// The end that was asked for, counted from today and never beyond contract and passport: the decision does not state
    /// one, and a reminder too early harms nobody. The holder corrects it from the new permit.
    /// </summary>
    private static DateOnly? AskedFor(ServiceCase row, Talent talent, DateOnly today)
    {
        DateOnly? asked = row.Answers.GetValueOrDefault("period") switch
        {
            "one" => today.AddYears(1),
            "two" => today.AddYears(2),
            "three" => today.AddYears(3),
            "five" => today.AddYears(5),
            _ => talent.ContractUntil,
        };
        DateOnly?[] ends = [asked, talent.ContractUntil, talent.Papers.Where(p => p is { Kind: PaperKind.Passport, Current: true }).Max(p => p.Until)];
        return asked is null ? null : ends.Min();
    }

    private static async Task ReplaceAsync(TalentDb db, ServiceCase row, PersonalDateKind kind, DateOnly? until, DateTime now)
    {
        if (until is not { } end) return;
        await db.PersonalDates.Where(d => d.TalentId == row.TalentId && d.FamilyMemberId == null && d.Kind == kind).ExecuteDeleteAsync();
        Add(db, row, kind, end, now);
    }

    private static void Add(TalentDb db, ServiceCase row, PersonalDateKind kind, DateOnly date, DateTime now) => db.PersonalDates.Add(new PersonalDate
    {
        Id = Guid.CreateVersion7(now),
        TalentId = row.TalentId,
        FamilyMemberId = row.FamilyMemberId,
        Kind = kind,
        Date = date,
        Source = PersonalDateSource.Case,
        CaseId = row.Id,
        EnteredAt = now,
    });
}
