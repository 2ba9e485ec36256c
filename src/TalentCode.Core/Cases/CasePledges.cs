using TalentCode.Core.Data;

namespace TalentCode.Core.Cases;

/// <summary>告知承诺 at filing: a promise instead of a proof, with the paper that says what was promised.</summary>
public static class CasePledges
{
    /// <summary>What is told before anybody promises (重庆市优化营商环境条例: checked afterwards, kept in the credit file).</summary>
    public static LocalText Consequence { get; } = new(
        "承诺与事实不符的,须补交证明;已作的决定可以依法撤销,并记入信用记录,补正前不再适用承诺。",
        "If it is not true the proof has to be supplied; a decision may be revoked by law, it is kept in the credit file, and until it is put right no further promise is taken.");

    /// <summary>Writes down the promises of an application that was just received, and issues their paper.</summary>
    /// <param name="rules">Promises the applicant made.</param>
    internal static async Task AddAsync(TalentDb db, ServiceCase row, IReadOnlyList<(string Code, LocalText Name, LocalText Statement)> rules, DateTime now, Time.WorkingCalendar calendar, Time.CityClock clock)
    {
        if (rules.Count == 0) return;
        foreach (var (code, name, statement) in rules)
        {
            var pledge = new CasePledge
            {
                Id = Guid.CreateVersion7(now),
                CaseId = row.Id,
                TalentId = row.TalentId,
                Code = code,
                NameZh = name.Zh,
                NameEn = name.En,
                StatementZh = statement.Zh,
                StatementEn = statement.En,
                MadeAt = now,
            };
            row.Pledges.Add(pledge);
            db.Pledges.Add(pledge);
        }
        await CasePapers.IssueAsync(db, row, NoticeKind.Pledge, new StepInput(null, null), now, calendar, clock);
    }
}
