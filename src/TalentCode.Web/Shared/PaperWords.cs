using TalentCode.Core;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Documents;
using TalentCode.Core.People;

namespace TalentCode.Web.Shared;

/// <summary>Papers on file in words: what, whose, how far trusted.</summary>
public sealed class PaperWords(IReadOnlyDictionary<string, LocalText> names, IReadOnlyDictionary<Guid, LocalText> family)
{
    public static async Task<PaperWords> LoadAsync(CatalogueQueries catalogue, Talent talent, DateOnly today) => new(
        (await catalogue.AllAsync()).SelectMany(i => i.Content.Materials).GroupBy(m => m.Code).ToDictionary(g => g.Key, g => g.MinBy(m => m.Zh.Length)!.Name),
        FamilyLabels.Of(talent, today).ToDictionary(f => f.Member.Id, f => f.Label));

    public LocalText Name(DocumentOnFile paper) => names.GetValueOrDefault(paper.Code, new("其他材料", "Another paper"));

    public LocalText Whose(DocumentOnFile paper) => paper.FamilyMemberId is { } id ? family.GetValueOrDefault(id, new("家庭成员", "Member of the family")) : new("本人", "You");

    public static LocalText Trust(TrustLevel trust) => trust switch
    {
        TrustLevel.A => new("发证部门共享", "From the issuing authority"),
        TrustLevel.B => new("窗口已核原件", "Original checked at a window"),
        TrustLevel.C => new("本人上传,原件待核", "Uploaded by you, original not seen yet"),
        _ => new("自己填写", "Self-made"),
    };
}
