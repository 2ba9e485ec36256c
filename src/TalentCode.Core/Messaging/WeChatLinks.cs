using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.People;
using TalentCode.Core.SignIn;
using TalentCode.Core.Staff;

namespace TalentCode.Core.Messaging;

/// <summary>Links a holder to their id at the city's WeChat official account, which its back office shows. Done by an administrator until holders can link themselves.</summary>
public sealed class WeChatLinks(Store store)
{
    private const int Longest = 64;

    /// <param name="openId">Empty takes the link away.</param>
    /// <exception cref="RefusedException">No such holder, or not an id.</exception>
    public Task LinkAsync(Actor actor, string? phone, string? openId)
    {
        actor.Require(Permission.Administer);
        var id = openId?.Trim() ?? "";
        if (id.Length > Longest || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw new RefusedException("openid-malformed", "公众号里的用户标识由字母、数字、横线组成,请核对后再登记。", "An id at the account has letters, digits and hyphens. Please check it.");
        var number = PhoneNumbers.Normalise(phone);
        return store.WriteAsync(async db =>
        {
            var talent = await db.Talents.Where(t => t.Phone == number && t.Status == TalentStatus.Active).Select(t => (Guid?)t.Id).SingleOrDefaultAsync()
                ?? throw new RefusedException("nobody", "没有找到用这个手机号的持码人,没有登记。", "No holder has this number; nothing was changed.");
            var row = await db.ContactAddresses.SingleOrDefaultAsync(a => a.TalentId == talent);
            if (row is null) db.ContactAddresses.Add(row = new() { TalentId = talent });
            row.WeChatOpenId = id.Length == 0 ? null : id;
        });
    }
}
