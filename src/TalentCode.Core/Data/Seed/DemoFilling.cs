using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Consents;
using TalentCode.Core.Documents;
using TalentCode.Core.Families;
using TalentCode.Core.Filing;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Data.Seed;

/// <summary>Completes a draft of any service the way its applicant would: what nobody knows yet is typed, missing papers are handed in.</summary>
internal sealed class DemoFilling(Store store, FilingService filing, CityClock clock)
{
    private int _papers;

    public async Task CompleteAsync(Actor holder, Guid draft)
    {
        await ConsentAsync(store, clock, holder, draft);
        await ConfirmAsync(store, filing, clock, holder, draft);
        // An answer may lead to other questions; two rounds reach the end of every form.
        for (var round = 0; round < 2; round++)
        {
            var view = await filing.ViewAsync(holder, draft);
            if (view.Check.Answers.Count > 0)
                await filing.SaveAsync(holder, draft, view.Check.Answers.ToDictionary(a => a.Field.Key, a => AnswerTo(a.Field)));
            var missing = view.Check.Papers;
            await store.WriteAsync(db => db.Documents.AddRangeAsync(missing.Select(paper => new DocumentOnFile
            {
                Id = DemoText.Id($"filed:{draft:N}:{_papers++}"),
                TalentId = holder.Id,
                FamilyMemberId = paper.FamilyMemberId,
                Code = paper.Material.Code,
                Trust = TrustLevel.B,
                AddedAt = clock.UtcNow,
            })));
        }
    }

    /// <summary>The applicant's consent, where the service rests on it.</summary>
    public static Task ConsentAsync(Store store, CityClock clock, Actor holder, Guid draft) => store.WriteAsync(async db =>
    {
        var row = await db.Cases.Include(c => c.ItemVersion).SingleAsync(c => c.Id == draft);
        if (row.ItemVersion!.Content.Ground == Ground.Consent && !await ConsentService.InForceAsync(db, holder.Id, row.ItemId, row.ItemVersion.DepartmentId))
            db.Consents.Add(new() { Id = DemoText.Id($"consent:{draft:N}"), TalentId = holder.Id, ItemId = row.ItemId, DepartmentId = row.ItemVersion.DepartmentId, Given = true, At = clock.UtcNow });
    });

    /// <summary>What the applicant confirms for members who do not sign in themselves.</summary>
    public static async Task ConfirmAsync(Store store, FilingService filing, CityClock clock, Actor holder, Guid draft)
    {
        var members = (await filing.ViewAsync(holder, draft)).Members;
        if (members.Count > 0) await new FamilyConsents(store, filing, clock).ConfirmForAsync(holder, draft, [.. members.Select(m => m.Member.Id)]);
    }

    private string AnswerTo(FormField field) => field.Kind switch
    {
        FieldKind.Choice or FieldKind.Choices => field.Choices[0].Value,
        FieldKind.Date => clock.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        FieldKind.Year => clock.Today.Year.ToString(CultureInfo.InvariantCulture),
        FieldKind.Number => field.Least ?? "1",
        _ => field.Key switch
        {
            "email" => "lab@example.com",
            "bankAccount" => "6222020000000000018",
            "bankName" => "中国银行重庆高新支行",
            "place" or "filePlace" => "四川省成都市",
            "projectTitle" => "山地城市低噪声传感网络",
            _ => "见所附材料",
        },
    };
}
