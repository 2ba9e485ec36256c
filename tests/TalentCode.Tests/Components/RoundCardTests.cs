using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Resources;
using TalentCode.Core.Time;
using TalentCode.Web.Pages.Scientist.Parts;
using TalentCode.Web.Shared;

namespace TalentCode.Tests.Components;

/// <summary>Where no round is announced the card says whether one can file all the same; an item without rounds gets no card.</summary>
public sealed class RoundCardTests : BunitContext
{
    public RoundCardTests()
    {
        System.Globalization.CultureInfo.CurrentUICulture = new("zh-CN");
        Services.AddSingleton(new Show(new CityClock(TimeProvider.System, CityClock.China)));
    }

    [Theory]
    [InlineData(ItemKind.Batch, false, "全年受理")]
    [InlineData(ItemKind.Batch, true, "下一批次还没有公布")]
    [InlineData(ItemKind.Committed, false, "")]
    public void Without_a_round_the_card_says_how_the_item_is_taken(ItemKind kind, bool bound, string said)
    {
        var card = Render<RoundCard>(p => p.Add(x => x.Gate, new RoundGate(bound, null, null, null)).Add(x => x.Kind, kind));
        if (said.Length == 0) Assert.Empty(card.Markup.Trim());
        else Assert.Contains(said, card.Find("p").TextContent, StringComparison.Ordinal);
    }
}
