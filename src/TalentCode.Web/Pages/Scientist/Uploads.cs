using TalentCode.Core;
using TalentCode.Core.Documents;
using TalentCode.Core.Staff;

namespace TalentCode.Web.Pages.Scientist;

/// <summary>Papers that come with a form.</summary>
public static class Uploads
{
    /// <summary>Said by the page when an upload in pieces is refused for want of a sign-in; the script cannot mend that.</summary>
    public static LocalText SignInAgain { get; } = new(
        "你已退出登录,这份材料还没有收下。请刷新本页,重新登录后再选一次;保存过的内容都在。",
        "You are signed out, so this paper was not taken. Reload this page, sign in and choose it again; what was saved is still there.");

    /// <summary>Said when the server went on failing for a minute.</summary>
    public static LocalText Later { get; } = new(
        "系统暂时收不下这份材料。请过几分钟再选一次,已传到的部分不用重传;填写的内容都在。",
        "The system cannot take this paper just now. Choose it again in a few minutes; what has arrived is not sent again, and what you entered is still here.");

    public static async Task<byte[]> BytesAsync(IFormFile file)
    {
        // One byte over the limit is enough for the service to refuse it in its own words.
        if (file.Length > DocumentService.MaxBytes) return new byte[DocumentService.MaxBytes + 1];
        using var memory = new MemoryStream((int)file.Length);
        await file.CopyToAsync(memory);
        return memory.ToArray();
    }

    /// <summary>Keeps every file that is right even when another one is not: nobody has to choose it twice.</summary>
    /// <param name="wanted">Name of the form field, kind of the paper.</param>
    /// <returns>The fields whose file was kept, and why others were not.</returns>
    public static async Task<(HashSet<string> Kept, Dictionary<string, LocalText> Problems)> KeepAsync(DocumentService documents, Actor holder, IFormFileCollection files,
        IEnumerable<(string Field, string Code)> wanted, Guid? familyMemberId)
    {
        HashSet<string> kept = [];
        Dictionary<string, LocalText> problems = [];
        foreach (var (field, code) in wanted)
        {
            if (files.GetFile(field) is not { Length: > 0 } file) continue;
            try
            {
                await documents.AddAsync(holder, code, familyMemberId, await BytesAsync(file));
                kept.Add(field);
            }
            catch (RefusedException refused)
            {
                problems[field] = refused.Sentence;
            }
        }
        return (kept, problems);
    }
}
