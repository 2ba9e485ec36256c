using CsCheck;
using TalentCode.Core.Time;

namespace TalentCode.Tests.Time;

/// <summary>Rules that hold for every day and every length, checked on random ones over published and provisional years.</summary>
public class TimePropertyTests
{
    private static readonly WorkingCalendar Calendar = City.Calendar;
    private static readonly Gen<DateOnly> Day = Gen.Int[0, 2500].Select(City.Day("2024-06-01").AddDays);
    private static readonly Gen<int> Length = Gen.Int[0, 300];
    private static readonly Gen<DateTime> Instant =
        Gen.Select(Day, Gen.Int[0, 24 * 60 - 1], (day, minute) => City.Clock.StartOf(day).AddMinutes(minute));

    private static readonly Gen<Term> AnyTerm =
        Gen.Select(Length, Gen.Int[0, 2].Select(i => (TermUnit)i), (n, unit) => new Term(n, unit));

    [Fact]
    public void Counts_of_working_days_add_up() => Gen.Select(Day, Day, Day).Sample((a, b, c) =>
        Calendar.WorkingDays(a, b) + Calendar.WorkingDays(b, c) == Calendar.WorkingDays(a, c));

    [Fact]
    public void A_count_is_the_number_of_working_days_met_on_the_way() => Gen.Select(Day, Length).Sample((from, days) =>
        Calendar.WorkingDays(from, from.AddDays(days)) == Enumerable.Range(1, days).Count(i => Calendar.IsWorkingDay(from.AddDays(i))));

    [Fact]
    public void Adding_working_days_and_counting_them_are_inverse() => Gen.Select(Day, Length).Sample((from, n) =>
        Calendar.WorkingDays(from, Calendar.AddWorkingDays(from, n)) == n);

    [Fact]
    public void Adding_lands_on_the_first_day_with_that_count() => Gen.Select(Day, Gen.Int[1, 300]).Sample((from, n) =>
        Calendar.WorkingDays(from, Calendar.AddWorkingDays(from, n).AddDays(-1)) == n - 1);

    [Fact]
    public void Adding_in_two_steps_is_adding_at_once() => Gen.Select(Day, Length, Length).Sample((from, m, n) =>
        Calendar.AddWorkingDays(Calendar.AddWorkingDays(from, m), n) == Calendar.AddWorkingDays(from, m + n));

    [Fact]
    public void A_limit_in_working_days_always_ends_on_a_working_day() => Gen.Select(Instant, Length).Sample((start, n) =>
        Calendar.IsWorkingDay(Due(start, new Term(n, TermUnit.WorkingDay)).Day));

    [Fact]
    public void A_limit_in_calendar_days_never_ends_on_a_public_holiday() => Gen.Select(Instant, Length).Sample((start, n) =>
    {
        var due = Due(start, new Term(n, TermUnit.CalendarDay)).Day;
        return Calendar.IsWorkingDay(due) || Calendar.NameOf(due) is null;
    });

    [Fact]
    public void A_later_start_never_has_an_earlier_end() => Gen.Select(Instant, Instant, AnyTerm).Sample((a, b, term) =>
        a <= b ? Due(a, term).AtUtc <= Due(b, term).AtUtc : Due(a, term).AtUtc >= Due(b, term).AtUtc);

    [Fact]
    public void A_longer_limit_never_ends_earlier() => Gen.Select(Instant, AnyTerm).Sample((start, term) =>
        Due(start, term).AtUtc <= Due(start, term with { Length = term.Length + 1 }).AtUtc);

    [Fact]
    public void At_the_start_the_whole_limit_is_left() => Gen.Select(Instant, Gen.Int[1, 300]).Sample((start, n) =>
        DueDates.Remaining(Due(start, new Term(n, TermUnit.WorkingDay)).AtUtc, TermUnit.WorkingDay, start, Calendar, City.Clock) == n
        && DueDates.Remaining(Due(start, new Term(n, TermUnit.Hour)).AtUtc, TermUnit.Hour, start, Calendar, City.Clock) == n);

    [Fact]
    public void A_limit_in_days_ends_at_city_midnight_of_the_day_shown() => Gen.Select(Instant, Length).Sample((start, n) =>
    {
        var due = Due(start, new Term(n, TermUnit.CalendarDay));
        return City.Clock.ToCity(due.AtUtc) == due.Day.AddDays(1).ToDateTime(TimeOnly.MinValue);
    });

    private static DueDate Due(DateTime start, Term term) => DueDates.Calculate(start, term, Calendar, City.Clock);
}
