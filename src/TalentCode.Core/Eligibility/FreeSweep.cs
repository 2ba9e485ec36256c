using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Data;
using TalentCode.Core.Filing;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Time;

namespace TalentCode.Core.Eligibility;

/// <summary>
/// 免申即享: what somebody is entitled to and nobody has to prove is prepared as a draft and announced, once a year. Never
/// filed: that takes the person's own tap, and a discarded draft is a no that is not asked about again in that year.
/// </summary>
public sealed class FreeSweep(Store store, CatalogueQueries catalogue, EligibilityQueries eligibility, FilingService filing, CityClock clock)
{
    private const int Chunk = 500;

    /// <returns>How many drafts were prepared.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var prepared = 0;
        foreach (var item in (await catalogue.AllAsync()).Where(i => i.Open && i.Content.Form?.Free == true))
            prepared += await PrepareAsync(item, cancel);
        return prepared;
    }

    private async Task<int> PrepareAsync(OfferedItem item, CancellationToken cancel)
    {
        var (prepared, after) = (0, Guid.Empty);
        while (true)
        {
            var people = await CandidatesAsync(item.Id, after, cancel);
            foreach (var talent in people)
                if (await PrepareAsync(item, talent)) prepared++;
            if (people.Count < Chunk) return prepared;
            after = people[^1];
        }
    }

    // With a grade, and without anything of this item in this calendar year: neither filed nor prepared nor thrown away.
    private Task<List<Guid>> CandidatesAsync(string itemId, Guid after, CancellationToken cancel)
    {
        var (today, year) = (clock.Today, clock.StartOf(new DateOnly(clock.Today.Year, 1, 1)));
        return store.ReadAsync(db => db.Talents.Where(t => t.Id > after && t.Status == TalentStatus.Active && t.Grades.Any(g => g.From <= today && g.Until >= today)
                && !db.Cases.Any(c => c.TalentId == t.Id && c.ItemId == itemId && c.CreatedAt >= year))
            .OrderBy(t => t.Id).Select(t => t.Id).Take(Chunk).ToListAsync(cancel));
    }

    private async Task<bool> PrepareAsync(OfferedItem item, Guid talentId)
    {
        var look = EligibilityJudge.Look(item, await eligibility.FactsAsync(talentId));
        if (look.Verdict > Verdict.Confirm) return false;
        return await store.WriteAsync(async db =>
        {
            // The job runs twice, or the person was quicker.
            var year = clock.StartOf(new DateOnly(clock.Today.Year, 1, 1));
            if (await db.Cases.AnyAsync(c => c.TalentId == talentId && c.ItemId == item.Id && c.CreatedAt >= year)) return false;
            var draft = await filing.OpenDraftAsync(db, talentId, item.Id, RequestTopic.None);
            if (draft.ItemId != item.Id) return false;
            draft.PreparedByRule = true;
            db.Owe("draft-announced", $"{talentId:N}:{item.Id}:{clock.Today.Year}", Recipient.Talent(talentId), clock.UtcNow,
                new Dictionary<string, LocalText> { ["item"] = item.Content.ShortName }, $"/apply/{draft.Id}");
            return true;
        });
    }
}
