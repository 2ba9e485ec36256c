using TalentCode.Core.Time;
using TalentCode.Tests.Support;
using Entry = TalentCode.Tests.CalendarYears.NoticeTexts.Entry;

namespace TalentCode.Tests.CalendarYears;

/// <summary>A notice file is taken whole or not at all, and what is wrong is said so that it can be put right.</summary>
public sealed class HolidayNoticeReaderTests
{
    [Theory]
    [InlineData(2025)]
    [InlineData(2026)]
    public void The_published_years_the_product_came_with_are_read_as_notices(int year)
    {
        var reading = HolidayNoticeReader.Read(NoticeTexts.Write(NoticeTexts.Shipped(year)), year);
        Assert.Empty(reading.Problems);
        Assert.Equal(HolidayData.Read().Where(h => h.Date.Year == year).Select(h => (h.Date, h.Name, h.Off)), reading.Notice!.Days.Select(d => (d.Day, d.Name, d.Off)));
    }

    [Fact]
    public void A_notice_may_reach_into_the_neighbouring_December_and_January()
    {
        var reading = Read([new("2026-12-27", "元旦", false), .. NoticeTexts.Off("元旦", "2026-12-30", 2), .. NoticeTexts.Days2027, .. NoticeTexts.Off("元旦节", "2027-12-31", 3)]);
        Assert.Empty(reading.Problems);
        Assert.Equal(new DateOnly(2026, 12, 27), reading.Notice!.Days[0].Day);
    }

    [Fact]
    public void Year_source_and_status_may_stand_beside() =>
        Assert.NotNull(HolidayNoticeReader.Read("""{"year":2027,"source":{"2027":"gov.cn"},"days":""" + NoticeTexts.Of2027["{\"days\":".Length..].Replace("\"off\"", "\"status\":\"published\",\"off\"", StringComparison.Ordinal), 2027).Notice);

    [Theory]
    [InlineData("", "empty", "文件")]
    [InlineData("{\"days\":[", "not-json", "第1行")]
    [InlineData("{\"days\":[],\"days\":[]}", "not-json", "JSON")]
    [InlineData("[]", "form", "days")]
    [InlineData("{\"days\":[]}", "form", "0条")]
    [InlineData("{\"days\":[1]}", "form", "第1条")]
    [InlineData("{\"days\":[{\"date\":\"2027/01/01\",\"name\":\"元旦\",\"off\":true}]}", "date", "第1条")]
    [InlineData("{\"days\":[{\"date\":\"2027-02-30\",\"name\":\"春节\",\"off\":true}]}", "date", "第1条")]
    [InlineData("{\"days\":[{\"date\":\"2027-01-01\",\"name\":\" \",\"off\":true}]}", "name-missing", "第1条(2027-01-01)")]
    [InlineData("{\"days\":[{\"date\":\"2027-01-01\",\"name\":\"元旦\",\"off\":\"yes\"}]}", "off-missing", "第1条(2027-01-01)")]
    [InlineData("{\"days\":[{\"date\":\"2027-01-01\",\"name\":\"元旦\",\"isOffDay\":true}]}", "unknown-field", "isOffDay")]
    [InlineData("{\"days\":[{\"date\":\"2027-01-01\",\"name\":\"元旦\",\"off\":true,\"status\":\"provisional\"}]}", "not-published", "第1条(2027-01-01)")]
    [InlineData("{\"year\":2026,\"days\":[{\"date\":\"2027-01-01\",\"name\":\"元旦\",\"off\":true}]}", "wrong-year", "2026")]
    [InlineData("{\"papers\":[],\"days\":[{\"date\":\"2027-01-01\",\"name\":\"元旦\",\"off\":true}]}", "unknown-field", "papers")]
    public void A_file_of_the_wrong_form_is_refused(string text, string code, string names) => IsWrong(HolidayNoticeReader.Read(text, 2027), code, names);

    [Fact]
    public void The_file_of_another_year_is_refused_with_one_sentence() =>
        Assert.Equal("wrong-year", Assert.Single(HolidayNoticeReader.Read(NoticeTexts.Write(NoticeTexts.Shipped(2026)), 2027).Problems).Code);

    [Fact]
    public void A_day_outside_the_year_and_its_neighbours_is_refused() =>
        IsWrong(Read([new("2026-11-29", "元旦", false), .. NoticeTexts.Days2027]), "outside-year", "第1条(2026-11-29)");

    [Fact]
    public void A_day_off_outside_the_year_must_join_a_holiday_of_the_year() =>
        IsWrong(Read([new("2026-12-29", "元旦", true), .. NoticeTexts.Days2027]), "apart", "第1条(2026-12-29)");

    [Fact]
    public void A_day_that_is_there_twice_is_refused() =>
        IsWrong(Read([.. NoticeTexts.Days2027, new("2027-01-01", "元旦", true)]), "duplicate", "另见第1条");

    [Fact]
    public void A_day_both_off_and_worked_is_refused() =>
        IsWrong(Read([.. NoticeTexts.Days2027, new("2027-01-02", "元旦", false)]), "off-and-worked", "(2027-01-02)");

    [Fact]
    public void A_statutory_day_that_is_missing_is_named() =>
        IsWrong(Read(NoticeTexts.Without("2027-06-09")), "statutory-missing", "6月9日(周三)端午节");

    [Fact]
    public void A_make_up_day_that_is_worked_anyway_is_refused() =>
        IsWrong(Read([.. NoticeTexts.Days2027, new("2027-02-22", "春节", false)]), "makeup-weekday", "周一");

    [Fact]
    public void A_hole_in_a_holiday_is_named() => IsWrong(Read(NoticeTexts.Without("2027-10-05")), "hole", "10月5日");

    [Fact]
    public void A_year_that_loses_too_many_working_days_is_refused() =>
        IsWrong(Read(NoticeTexts.Days2027.Where(d => d.Off)), "total", "17天");

    [Fact]
    public void All_that_is_wrong_is_said_at_once() =>
        Assert.Equal(["makeup-weekday", "statutory-missing", "hole"], Read([.. NoticeTexts.Without("2027-06-09").Where(d => d.Date != "2027-10-05"), new("2027-03-01", "春节", false)]).Problems.Select(p => p.Code));

    private static NoticeReading Read(IEnumerable<Entry> days) => HolidayNoticeReader.Read(NoticeTexts.Write(days), 2027);

    private static void IsWrong(NoticeReading reading, string code, string names)
    {
        Assert.Null(reading.Notice);
        var problem = reading.Problems.First(p => p.Code == code);
        Assert.Contains(names, problem.Sentence.Zh, StringComparison.Ordinal);
        foreach (var each in reading.Problems) Refusals.IsSentence(each.Sentence);
        Assert.Throws<Core.RefusedException>(reading.Required);
    }
}
