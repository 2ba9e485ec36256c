using TalentCode.Core;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Reminders;
using TalentCode.Core.Time;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Reminders;

/// <summary>The table itself and its arithmetic, without a database.</summary>
public sealed class ReminderRuleTests
{
    private static readonly WorkingCalendar Calendar = new(HolidayData.Read());

    [Fact]
    public void The_table_holds_every_rule_of_the_domain_once()
    {
        string[] domain =
        [
            "residence-permit-first", "residence-permit", "permit-change", "accommodation", "newborn", "household-move", "code-validity", "card-review-employer", "card-review-grade",
            "deferral-due", "completion-due", "school-window", "driving-licence", "refusal-review", "rating-task-near", "steward-contact",
        ];
        Assert.Equal(ReminderRules.All.Count, ReminderRules.All.DistinctBy(r => r.Id).Count());
        Assert.Empty(domain.Except(ReminderRules.All.Select(r => r.Id)));
    }

    [Fact]
    public void Every_rule_says_in_both_languages_what_it_is_and_why()
    {
        foreach (var rule in ReminderRules.All)
        {
            foreach (var text in new[] { rule.Name, rule.Basis, rule.DateFrom, rule.DoneWhen }) Assert.DoesNotContain(new[] { text.Zh, text.En }, string.IsNullOrWhiteSpace);
            Assert.Equal(rule.LeadDays.OrderDescending().Distinct(), rule.LeadDays);
            Assert.InRange(rule.LeadDays.Count, 1, 4);
            // Nobody is told of a term before it has begun.
            Assert.True(rule.TermDays == 0 || rule.LeadDays[0] <= rule.TermDays, rule.Id);
        }
    }

    [Fact]
    public void The_words_of_every_reminder_are_sentences_in_which_nothing_is_left_open()
    {
        foreach (var rule in ReminderRules.Swept)
            foreach (var who in new LocalText?[] { null, new("配偶 陈*", "Spouse C***") })
                foreach (var daysBefore in rule.LeadDays)
                {
                    var date = City.Day("2026-11-30").AddDays(daysBefore - rule.TermDays);
                    var values = ReminderMessages.Values(rule, date, who, City.Day("2026-11-30"), Calendar);
                    if (rule == ReminderRules.Review) (values["item"], values["number"]) = (new("居住证", "residence card"), new("RC-1", "RC-1"));
                    var (title, body) = MessageTemplates.Render(rule.Template, values);
                    Refusals.IsSentence(body);
                    Assert.DoesNotMatch(@"[{}]", title.Zh + title.En);
                }
    }

    [Theory]
    [InlineData("2026-09-30", "2026-10-07")]
    [InlineData("2026-10-03", "2026-10-07")]
    [InlineData("2026-10-07", "2026-10-07")]
    [InlineData("2026-09-18", "2026-09-18")]
    [InlineData("2026-09-29", "2026-09-29")]
    public void On_the_last_working_day_everything_of_the_holiday_goes_out(string today, string upTo) =>
        Assert.Equal(City.Day(upTo), ReminderDays.Horizon(ReminderRules.Passport, City.Day(today), Calendar));

    /// <summary>The two directions of one rule: from a day to what is due, and from an end to its day.</summary>
    [Fact]
    public void What_is_due_by_the_horizon_is_what_has_its_day_today_or_before()
    {
        for (var today = City.Day("2026-01-01"); today <= City.Day("2027-12-31"); today = today.AddDays(1))
            for (var ahead = 0; ahead <= 45; ahead++)
            {
                var end = today.AddDays(ahead);
                var due = end.AddDays(-30) <= ReminderDays.Horizon(ReminderRules.Passport, today, Calendar);
                Assert.Equal(ReminderDays.SentOn(ReminderRules.Passport, end, 30, Calendar) <= today, due);
            }
    }

    [Fact]
    public void A_term_that_ends_in_a_holiday_ends_after_it_and_hours_do_not_move()
    {
        Assert.Equal(City.Day("2026-10-08"), ReminderDays.LegalEndOf(ReminderRules.HouseholdMove, City.Day("2026-09-29"), Calendar));
        Assert.Equal(City.Day("2026-10-04"), ReminderDays.LegalEndOf(ReminderRules.Accommodation, City.Day("2026-10-03"), Calendar));
        Assert.Equal(City.Day("2026-10-03"), ReminderDays.LegalEndOf(ReminderRules.ResidencePermit, City.Day("2026-10-03"), Calendar));
    }

    [Fact]
    public void An_extension_has_to_be_there_on_a_working_day_thirty_days_before()
    {
        Assert.Equal(City.Day("2026-12-04"), ReminderDays.ApplyBy(ReminderRules.ResidencePermit, City.Day("2027-01-03"), Calendar));
        // Thirty days before 6 November is in the National Day holiday.
        Assert.Equal(City.Day("2026-09-30"), ReminderDays.ApplyBy(ReminderRules.ResidencePermit, City.Day("2026-11-06"), Calendar));
        Assert.Null(ReminderDays.ApplyBy(ReminderRules.Passport, City.Day("2026-11-06"), Calendar));
    }

    [Theory]
    [InlineData(PersonKind.Mainland, "/services/P13")]
    [InlineData(PersonKind.Foreign, "/services/P06")]
    public void What_only_mainland_residents_apply_for_leads_everybody_else_to_somebody_who_helps(PersonKind kind, string link) =>
        Assert.Equal(link, ReminderRules.LinkOf(ReminderRules.Passport, new ReminderSource(), kind));
}
