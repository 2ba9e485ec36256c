using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Filing;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Cases;

[Trait("Category", "Core")]
public sealed class CaseNumbersTests(City city) : IClassFixture<City>
{
    [Fact]
    public void A_number_names_district_day_and_place_in_the_year_and_ends_in_a_check_digit()
    {
        var number = CaseNumbers.Format(new DateOnly(2026, 11, 23), 123);
        Assert.Matches(@"^RC-500107-20261123-000123-\d$", number);
        Assert.True(CaseNumbers.IsWellFormed(number));
        Assert.True(CaseNumbers.IsWellFormed($"  {number.ToLower(CultureInfo.InvariantCulture)} "));
        Assert.True(CaseNumbers.IsWellFormed(CaseNumbers.Format(new DateOnly(2026, 11, 23), 1_234_567)));
    }

    [Fact]
    public void Every_single_wrong_digit_is_noticed()
    {
        var number = CaseNumbers.Format(new DateOnly(2026, 11, 23), 48_210);
        for (var i = 3; i < number.Length; i++)
            for (var digit = '0'; digit <= '9'; digit++)
                if (char.IsAsciiDigit(number[i]) && number[i] != digit)
                    Assert.False(CaseNumbers.IsWellFormed(number[..i] + digit + number[(i + 1)..]));
    }

    [Fact]
    public void Nearly_every_swap_of_neighbours_is_noticed()
    {
        var (swaps, missed) = (0, 0);
        for (var running = 1; running <= 500; running++)
        {
            var number = CaseNumbers.Format(new DateOnly(2026, 11, 23), running * 1931);
            for (var i = 3; i + 1 < number.Length; i++)
            {
                if (!char.IsAsciiDigit(number[i]) || !char.IsAsciiDigit(number[i + 1]) || number[i] == number[i + 1]) continue;
                swaps++;
                if (CaseNumbers.IsWellFormed(number[..i] + number[i + 1] + number[i] + number[(i + 2)..])) missed++;
            }
        }
        Assert.InRange(missed, 0, swaps / 20);
    }

    [Theory]
    [InlineData("")]
    [InlineData("RC")]
    [InlineData("RC-500107-20261123-000123-")]
    [InlineData("XX-500107-20261123-000123-7")]
    [InlineData("RC-500107-20261123-12-7")]
    [InlineData("RC-500107-20261123-00012三-7")]
    [InlineData("RC-500107-20261123-000123-7-7")]
    public void What_cannot_be_a_number_is_none(string text) => Assert.False(CaseNumbers.IsWellFormed(text));

    [Fact]
    public async Task Twenty_people_filing_at_once_get_twenty_numbers_without_gaps()
    {
        var people = new List<(Actor Actor, Guid Draft)>();
        for (var i = 0; i < 20; i++)
        {
            var talent = await city.People.TalentAsync();
            people.Add((Actor.For(talent), await city.DraftAsync(talent, "P06", ("message", "请帮我联系"))));
        }
        var (done, refused) = await Refusals.AtOnceAsync(20, i => city.Get<SubmitService>().SubmitAsync(people[i].Actor, people[i].Draft));
        Assert.Empty(refused);
        var numbers = await city.ReadAsync(db => db.Cases.Where(c => done.Contains(c.Id)).Select(c => c.Number!).ToListAsync());
        Assert.All(numbers, n => Assert.True(CaseNumbers.IsWellFormed(n)));
        var running = numbers.Select(n => int.Parse(n.Split('-')[3], CultureInfo.InvariantCulture)).Order().ToList();
        Assert.Equal(Enumerable.Range(running[0], 20), running);
    }
}
