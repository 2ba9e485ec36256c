using TalentCode.Core;

namespace TalentCode.Tests;

public sealed class ChinesePunctuationTests
{
    [Theory]
    [InlineData("码丢了,或有人冒用?请看:", "码丢了，或有人冒用？请看：")]
    [InlineData("最迟 11月26日(周四) 办结", "最迟 11月26日（周四）办结")]
    [InlineData("持有效人才码(A–F类),并签约", "持有效人才码（A–F类），并签约")]
    [InlineData("承诺: 11月19日起算", "承诺：11月19日起算")]
    [InlineData("点“冻结人才码”,立即生效", "点“冻结人才码”，立即生效")]
    public void A_mark_beside_a_chinese_character_is_full_width(string typed, string printed) =>
        Assert.Equal(printed, ChinesePunctuation.Of(typed));

    [Theory]
    [InlineData("工作日 9:00–17:30")]
    [InlineData("RC-500107-20261119-000032-7")]
    [InlineData("visa, school (grades 1–9)")]
    [InlineData("")]
    public void Times_numbers_and_latin_words_keep_their_marks(string text) =>
        Assert.Equal(text, ChinesePunctuation.Of(text));

    [Fact]
    public void What_was_set_once_is_not_changed_again()
    {
        var once = ChinesePunctuation.Of("收到(周四),请看");
        Assert.Equal(once, ChinesePunctuation.Of(once));
    }
}
