using TalentCode.Core.People;
using TalentCode.Core.Recognition;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Recognition;

/// <summary>The sum of the six dimensions, and the grade it leads to.</summary>
public sealed class GradePointsTests
{
    private static readonly DateOnly Day = City.Day("2026-09-18");

    [Fact]
    public void The_best_answers_of_a_young_person_come_to_a_hundred_and_grade_A()
    {
        var score = GradePoints.Of(Born("1995-01-01"), Answers(d => d.Options[^1].Value), Day);
        Assert.Equal((100, GradeLevel.A), (score.Total, score.Level));
        Assert.Equal(6, score.Lines.Count);
        Assert.Equal(score.Total, score.Lines.Sum(l => l.Points));
        Assert.All(score.Lines, l => Assert.Equal(l.Most, l.Points));
    }

    [Fact]
    public void Missing_and_invented_answers_count_as_the_lowest_and_lead_to_no_grade()
    {
        var lowest = GradePoints.Of(Born("1960-01-01"), Answers(d => d.Options[0].Value), Day);
        Assert.Equal((8, null), (lowest.Total, lowest.Level));
        Assert.Equal(lowest.Total, GradePoints.Of(Born("1960-01-01"), new Dictionary<string, string>(), Day).Total);
        Assert.Equal(lowest.Total, GradePoints.Of(Born("1960-01-01"), Answers(_ => "9999"), Day).Total);
    }

    [Theory]
    [InlineData("1990-09-19", 10)]
    [InlineData("1990-09-18", 8)]
    [InlineData("1985-09-19", 8)]
    [InlineData("1985-09-18", 6)]
    [InlineData("1976-09-19", 4)]
    [InlineData("1975-09-18", 2)]
    public void Age_counts_in_full_years_on_the_day(string born, int points) =>
        Assert.Equal(points, GradePoints.Of(Born(born), new Dictionary<string, string>(), Day).Lines[0].Points);

    [Theory]
    [InlineData(44, null)]
    [InlineData(45, GradeLevel.F)]
    [InlineData(54, GradeLevel.F)]
    [InlineData(55, GradeLevel.E)]
    [InlineData(65, GradeLevel.D)]
    [InlineData(75, GradeLevel.C)]
    [InlineData(85, GradeLevel.B)]
    [InlineData(94, GradeLevel.B)]
    [InlineData(95, GradeLevel.A)]
    public void A_threshold_counts_from_its_own_number_on(int total, GradeLevel? level) => Assert.Equal(level, GradePoints.LevelOf(total));

    [Fact]
    public void The_table_rises_within_every_dimension_and_falls_from_grade_to_grade()
    {
        Assert.All(GradePoints.Asked, d => Assert.Equal(d.Options.Select(o => o.Points).Order(), d.Options.Select(o => o.Points)));
        Assert.Equal(Enum.GetValues<GradeLevel>(), GradePoints.Thresholds.Select(t => t.Level));
        Assert.Equal(GradePoints.Thresholds.Select(t => t.From).OrderDescending(), GradePoints.Thresholds.Select(t => t.From));
    }

    private static Talent Born(string day) => new() { BirthDate = City.Day(day) };

    private static Dictionary<string, string> Answers(Func<PointDimension, string> choose) => GradePoints.Asked.ToDictionary(d => d.Key, choose);
}
