using TalentCode.Core;
using TalentCode.Core.Data;
using TalentCode.Core.Filing;
using TalentCode.Core.Notifications;
using TalentCode.Core.Staff;
using TalentCode.Tests.Support;

namespace TalentCode.Tests.Notifications;

/// <summary>Messages of one moment: the later step stands above the earlier one.</summary>
[Trait("Category", "Core")]
public sealed class InboxOrderTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task Messages_of_one_instant_stand_in_the_order_in_which_they_were_owed()
    {
        var talent = await city.People.TalentAsync();
        var to = Recipient.Talent(talent.Id);
        var owed = new List<string>();
        for (var step = 1; step <= 12; step++)
        {
            var day = $"day-{step:D2}";
            owed.Add(day);
            // Half of them in a transaction of their own, as the steps of a case.
            await city.WriteAsync(db => { db.Owe("code-validity", day, to, city.Clock.UtcNow, Values(day)); return Task.CompletedTask; });
        }
        await city.WriteAsync(db =>
        {
            for (var step = 13; step <= 24; step++)
            {
                var day = $"day-{step:D2}";
                owed.Add(day);
                db.Owe("code-validity", day, to, city.Clock.UtcNow, Values(day));
            }
            return Task.CompletedTask;
        });
        await city.Get<OutboxSender>().SweepAsync(default);
        var shown = await city.Get<InboxService>().ListAsync(Actor.For(talent));
        Assert.Single(shown.Select(m => m.At).Distinct());
        Assert.Equal(Enumerable.Reverse(owed), shown.Select(m => owed.Single(day => (m.TitleEn + m.BodyEn).Contains(day, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task An_application_decided_at_once_shows_the_decision_above_the_receipt()
    {
        for (var i = 0; i < 6; i++)
        {
            var talent = await city.People.TalentAsync(TestPeople.FromAbroad);
            var movedIn = city.Clock.ToCity(city.Clock.UtcNow).ToString(ItemForms.DateTimeFormat, System.Globalization.CultureInfo.InvariantCulture);
            var draft = await city.DraftAsync(talent, "P12", ("address", "学府大道 20 号"), ("movedIn", movedIn));
            await city.People.PaperAsync(talent, "passport");
            await city.People.PaperAsync(talent, "address-proof");
            await city.Get<SubmitService>().SubmitAsync(Actor.For(talent), draft);
            await city.Get<OutboxSender>().SweepAsync(default);
            Assert.Equal(["case-granted", "case-received"], (await city.Get<InboxService>().ListAsync(Actor.For(talent))).Select(m => m.Template));
        }
    }

    [Fact]
    public void Ids_of_one_instant_are_version_7_ascending_and_never_the_same()
    {
        var ids = Enumerable.Range(0, 70_000).Select(_ => OrderedId.Next(City.Morning)).ToList();
        Assert.Equal(ids.Order(), ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal((7, true), (id.Version, id.Variant is >= 8 and <= 11)));
        Assert.True(OrderedId.Next(City.Morning.AddMilliseconds(1)) > ids[^1]);
        Assert.True(OrderedId.Next(City.Morning.AddMilliseconds(-1)) < ids[0]);
    }

    private static Dictionary<string, LocalText> Values(string day) => new() { ["until"] = new(day, day), ["days"] = new("7", "7") };
}
