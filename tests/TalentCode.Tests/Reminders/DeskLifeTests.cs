namespace TalentCode.Tests.Reminders;

/// <summary>Rules whose messages other parts send or show; the office's days in a holiday stand on the last working day before it.</summary>
[Trait("Category", "Core")]
public sealed class DeskLifeTests(DeskWalk walk) : IClassFixture<DeskWalk>
{
    [Theory]
    // Never called; then the thirtieth day after the call lies in National Day, and again. Each call takes the line away.
    [InlineData("steward-contact", "steward", "09-03 steward-contact", "10-03 steward-contact", "10-04 steward-contact", "10-05 steward-contact", "10-06 steward-contact", "10-07 steward-contact", "10-08 steward-contact", "11-07 steward-contact", "11-08 steward-contact", "11-09 steward-contact")]
    // Three working days from 28 September end on 8 October.
    [InlineData("opinion-due", "asked", "09-28 opinion-asked", "09-30 opinion-due" /* 10-07 */)]
    [InlineData("opinion-due", "who asked", "10-09 opinion-overdue")]
    [InlineData("opinion-due", "asked and answered", "09-28 opinion-asked")]
    [InlineData("opinion-due", "who asked and was answered", "09-29 opinion-given")]
    // Five working days from 23 September, over Mid-Autumn, end on 8 October as well.
    [InlineData("objection-due", "objected to", "09-23 objection-to-answer", "09-30 objection-due" /* 10-07 */)]
    [InlineData("objection-due", "objected to and answered", "09-23 objection-to-answer")]
    // One, three and five working days from 30 September; 10 October is a working Saturday. Put right two days late, called back on the last day.
    [InlineData("rating-task-near", "approver", "09-30 rating-task", "10-08 rating-task-near", "10-10 rating-task-near", "10-13 rating-task-near", "10-14 rating-task-late", "10-19 rating-task-near")]
    [InlineData("rating-task-near", "badly served", "09-30 rating-invited", "10-08 rating-contacted", "10-10 rating-verified", "10-14 rating-late", "10-15 rating-rectified", "10-19 rating-called-back")]
    // No office is needed for what people do on the phone: these speak in the holiday as well.
    [InlineData("booking-tomorrow", "booked", "09-28 booking-confirmed", "10-02 booking-tomorrow", "10-03 booking-expired")]
    [InlineData("booking-tomorrow", "cancelled", "09-28 booking-confirmed", "09-29 booking-cancelled")]
    [InlineData("round-closing", "family", "09-28 round-opened", "10-05 round-closing")]
    [InlineData("round-closing", "family that filed", "09-28 round-opened")]
    [InlineData("rating-reminder", "silent", "09-16 rating-invited", "10-01 rating-reminder")]
    [InlineData("rating-reminder", "rated", "09-16 rating-invited")]
    [InlineData("flat-lease-ending", "tenant", "10-02 flat-lease-ending", "11-17 flat-lease-ending", "12-02 flat-ended")]
    [InlineData("flat-lease-ending", "tenant who left", "10-02 flat-lease-ending", "10-20 flat-ended")]
    public void A_matter_is_spoken_of_on_its_days_until_it_is_done_and_on_no_other(string rule, string who, params string[] said) =>
        Assert.Equal(said, walk.Heard(rule, who));
}
