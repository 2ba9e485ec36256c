using TalentCode.Core.Filing;

namespace TalentCode.Tests.Filing;

/// <summary>Numbers with check digits. The people are invented; region 500000 is never printed on a card.</summary>
[Trait("Category", "Core")]
public sealed class AnswerCheckTests
{
    [Theory]
    [InlineData("resident-id", "500000198501010018", true)]
    [InlineData("resident-id", "500000197902280022", true)]
    [InlineData("resident-id", "500000198501010019", false)]
    [InlineData("resident-id", "500000198513010018", false)]
    [InlineData("resident-id", "50000019850101001", false)]
    [InlineData("permanent-residence", "911124198108030024", true)]
    [InlineData("permanent-residence", "911124198108030025", false)]
    [InlineData("permanent-residence", "DEU123456789012", true)]
    [InlineData("permanent-residence", "DE1234567890123", false)]
    [InlineData("passport", "E12345678", true)]
    [InlineData("passport", "E 12345678", false)]
    [InlineData("hk-macao-permit", "H1234567801", true)]
    [InlineData("hk-macao-permit", "X12345678", false)]
    [InlineData("taiwan-permit", "12345678", true)]
    [InlineData("taiwan-permit", "1234567", false)]
    [InlineData("unified-credit", "91350100M000100Y43", true)]
    [InlineData("unified-credit", "91350100M000100Y44", false)]
    [InlineData("bank-card", "6222 0200 0000 0000 018", true)]
    [InlineData("bank-card", "6222020000000000019", false)]
    [InlineData("patent-application", "202310123456", true)]
    [InlineData("patent-application", "20231012345", false)]
    [InlineData("email", "somebody@lab.example", true)]
    [InlineData("email", "somebody@lab", false)]
    [InlineData("url", "https://lab.example/a", true)]
    [InlineData("url", "lab.example", false)]
    public void What_cannot_be_right_is_said_with_what_to_look_at(string check, string answer, bool right)
    {
        var problem = AnswerChecks.Problem(check, answer);
        Assert.Equal(right, problem is null);
        if (problem is { } sentence) Assert.True(sentence.Zh.EndsWith('。') && sentence.En.EndsWith('.'));
    }
}
