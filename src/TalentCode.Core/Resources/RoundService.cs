using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Resources;

/// <summary>A round to announce. Days are the city's.</summary>
/// <param name="Places">Places by code of the school; one entry with an empty code where there is one kind of place.</param>
/// <param name="SixBy">Day by which a child has turned six; null where no child is concerned.</param>
/// <param name="RegisterOn">Day to register with the place; null where there is none.</param>
public sealed record RoundPlan(string ItemId, LocalText Name, DateOnly FirstDay, DateOnly LastDay, DateOnly ResultsDue, IReadOnlyDictionary<string, int> Places, DateOnly? SixBy, DateOnly? RegisterOn = null);

/// <summary>What a department does with its rounds: announce, rank, order the publication.</summary>
public sealed class RoundService(Store store, CityClock clock)
{
    // Each rule is worth more than all that follow it together, so the sum keeps their order.
    private static readonly List<RoundCriterion> SchoolCriteria =
    [
        new(RoundCriterion.Grade, 400, "A–D类统筹安排", "grade A–D, placed city-wide"),
        new(RoundCriterion.Sibling, 200, "兄弟姐妹同校", "brother or sister at the school"),
        new(RoundCriterion.District, 100, "住在学校所在片区", "lives in the school's district"),
    ];

    // Constructed: the item names who may apply, not who goes first.
    private static readonly List<RoundCriterion> YoungCriteria =
    [
        new(RoundCriterion.NoHome, 400, "在重庆没有自有住房", "no home of one's own in Chongqing"),
        new(RoundCriterion.WithFamily, 200, "与家人一起居住", "family moves in as well"),
        new(RoundCriterion.Recent, 100, "毕业5年以内", "graduated within five years"),
    ];

    /// <summary>States in which an accepted case waits for its decision: those are ranked.</summary>
    internal static readonly CaseState[] Rankable = [CaseState.Accepted, CaseState.InReview, CaseState.SpecialProcedure, CaseState.InApproval];

    /// <summary>Announces a round of an item of one's own department.</summary>
    /// <exception cref="RefusedException">Not an approver of the department, or the dates or places cannot be right.</exception>
    public Task<Guid> AnnounceAsync(Actor actor, RoundPlan plan) =>
        store.WriteAsync(async db =>
        {
            actor.Require(Permission.DecideCases);
            var version = await db.ItemVersions.SingleOrDefaultAsync(v => v.ItemId == plan.ItemId && v.Until == null);
            if (version is null || version.Content.Kind != Catalogue.ItemKind.Batch)
                throw new RefusedException("not-a-batch-item", "只有批次件可以设批次。请重新选择事项。", "Only batch services have rounds. Please choose the service again.");
            RequireDepartment(actor, version.DepartmentId);
            Check(plan, await db.Rounds.Where(r => r.ItemId == plan.ItemId).ToListAsync());
            var round = Of(plan, version.DepartmentId);
            db.Rounds.Add(round);
            return round.Id;
        });

    private void Check(RoundPlan plan, List<Round> others)
    {
        if (string.IsNullOrWhiteSpace(plan.Name.Zh) || string.IsNullOrWhiteSpace(plan.Name.En) || plan.Name.Zh.Length > 80 || plan.Name.En.Length > 80)
            throw new RefusedException("round-name", "请用中文和英文写批次名称,各不超过80个字符。", "Please name the round in Chinese and in English, at most 80 characters each.");
        if (plan.FirstDay <= clock.Today || plan.LastDay < plan.FirstDay || plan.ResultsDue <= plan.LastDay)
            throw new RefusedException("round-days", "日期要依次在今天之后:开放日、截止日、公布日。请改正后再预告。", "The days must follow each other after today: opening, closing, results. Please correct them.");
        if (plan.RegisterOn <= plan.ResultsDue)
            throw new RefusedException("round-register", "报到日要在公布日之后,给家庭留出决定的时间。请改正后再预告。", "The day to register must be after the results, so that families have time to decide. Please correct it.");
        if (plan.Places.Values.Any(n => n is < 0 or > 10_000) || plan.Places.Values.Sum() < 1)
            throw new RefusedException("round-places", "名额总数至少1个,每项不超过10000个。", "There must be at least one place, and no more than 10,000 of a kind.");
        if (others.Find(r => r.FirstDay <= plan.LastDay && plan.FirstDay <= r.LastDay) is { } other)
            throw new RefusedException("round-overlap", $"和“{other.NameZh}”的开放时间重叠。一个事项同一时间只开一个批次,请调整日期。", $"It overlaps with “{other.NameEn}”. A service has one open round at a time; please choose other days.");
    }

    private Round Of(RoundPlan plan, string departmentId)
    {
        var id = Guid.CreateVersion7(clock.UtcNow);
        var schools = plan.ItemId == RoundForms.SchoolPlace ? School.Read() : [];
        var options = plan.Places.Where(p => p.Value > 0).Select(p =>
        {
            var school = schools.FirstOrDefault(s => s.Code == p.Key);
            return new RoundOption
            {
                Id = Guid.CreateVersion7(clock.UtcNow),
                RoundId = id,
                Code = p.Key,
                Capacity = p.Value,
                NameZh = school?.Zh ?? plan.Name.Zh,
                NameEn = school?.En ?? plan.Name.En,
                DistrictZh = school?.DistrictZh ?? "",
                DistrictEn = school?.DistrictEn ?? "",
            };
        }).ToList();
        return new Round
        {
            Id = id,
            ItemId = plan.ItemId,
            DepartmentId = departmentId,
            NameZh = plan.Name.Zh.Trim(),
            NameEn = plan.Name.En.Trim(),
            FirstDay = plan.FirstDay,
            LastDay = plan.LastDay,
            OpensAt = clock.StartOf(plan.FirstDay),
            ClosesAt = clock.EndOf(plan.LastDay),
            ResultsDue = plan.ResultsDue,
            Quota = options.Sum(o => o.Capacity),
            SixBy = plan.SixBy,
            RegisterOn = plan.RegisterOn,
            Criteria = plan.ItemId switch { RoundForms.SchoolPlace => SchoolCriteria, Filing.ItemForms.YoungHousing => YoungCriteria, _ => [] },
            Options = options,
        };
    }

    /// <summary>
    /// Ranks what was accepted. The same cases give the same result and no second record; whoever has withdrawn or was
    /// refused since falls out, and the next one moves up in a new record.
    /// </summary>
    /// <returns>Whether there is a new ranking.</returns>
    public Task<bool> RankAsync(Actor actor, Guid roundId) => store.WriteAsync(async db =>
    {
        var round = await LoadAsync(db, roundId);
        if (actor.Kind != ActorKind.System)
        {
            actor.Require(Permission.HandleCases);
            RequireDepartment(actor, round.DepartmentId);
        }
        await RequireRankableAsync(db, round);
        var (inputs, hash) = await InputsAsync(db, round);
        var last = await LastRunAsync(db, roundId);
        if (last?.InputHash == hash) return false;
        Write(db, round, RoundRanking.Run(inputs, OptionsOf(round), round.Criteria, round.Seed!), hash, (last?.Number ?? 0) + 1, actor);
        round.State = RoundState.Ranked;
        return true;
    });

    private async Task RequireRankableAsync(TalentDb db, Round round)
    {
        if (round.Seed is null || clock.UtcNow < round.ClosesAt)
            throw new RefusedException("round-not-closed", $"“{round.NameZh}”{DayText.Of(round.LastDay).Zh}24:00截止,截止后一分钟内公布抽签种子,然后才能排序。", $"“{round.NameEn}” closes at the end of {DayText.Of(round.LastDay).En}. The seed of the lot is published within a minute of that; then it can be ranked.");
        if (round.PublishStartedAt is not null)
            throw new RefusedException("round-publishing", "结果已经开始公布,不能再排序。", "The results are being published; they cannot be ranked again.");
        var open = await db.Cases.CountAsync(c => c.RoundId == round.Id && (c.State == CaseState.Received || c.State == CaseState.Submitted));
        if (open > 0)
            throw new RefusedException("round-unanswered", $"还有{open}件没有答复是否受理。请先逐件答复,免得有人因为我们没看而落下。", $"{open} {(open == 1 ? "case has" : "cases have")} no answer on acceptance yet. Please answer them first, so that nobody is left out because we did not look.");
    }

    private void Write(TalentDb db, Round round, IReadOnlyList<RankingResult> results, string hash, int number, Actor actor)
    {
        var run = new RoundRun
        {
            Id = Guid.CreateVersion7(clock.UtcNow),
            RoundId = round.Id,
            Number = number,
            Seed = round.Seed!,
            InputHash = hash,
            Cases = results.Count,
            Placed = results.Count(r => r.Option is not null),
            At = clock.UtcNow,
            ById = actor.Id,
            ByZh = actor.Name.Zh,
            ByEn = actor.Name.En,
        };
        db.RoundRuns.Add(run);
        foreach (var (result, i) in results.Select((r, i) => (r, i + 1)))
        {
            var reason = RoundWords.Explain(result, round.Options, round.Criteria);
            db.RoundEntries.Add(new RoundEntry
            {
                Id = Guid.CreateVersion7(clock.UtcNow),
                RunId = run.Id,
                CaseId = result.Input.CaseId,
                Order = i,
                Option = result.Option,
                Wish = result.Wish,
                Lot = result.Lot,
                RecognisedOn = result.Input.RecognisedOn,
                Wishes = [.. result.Wishes],
                ReasonZh = reason.Zh,
                ReasonEn = reason.En,
            });
        }
    }

    /// <summary>Orders the results of the newest ranking to be published: every case is decided as it proposes.</summary>
    /// <exception cref="RefusedException">Not an approver of the department, not the newest state of things, or the one who ranked where four eyes are asked for.</exception>
    public Task StartPublishingAsync(Actor actor, Guid roundId) =>
        store.WriteAsync(async db =>
        {
            actor.Require(Permission.DecideCases);
            var round = await LoadAsync(db, roundId);
            RequireDepartment(actor, round.DepartmentId);
            if (round.PublishStartedAt is not null) return;
            if (round.State != RoundState.Ranked || await LastRunAsync(db, roundId) is not { } last)
                throw new RefusedException("round-not-ranked", "还没有排序,不能公布。请先排序并查看名单。", "It is not ranked yet, so nothing can be published. Please rank it and look at the list first.");
            if ((await InputsAsync(db, round)).Hash != last.InputHash)
                throw new RefusedException("ranking-stale", "排序之后有办件发生变化(例如撤回),请重新排序、看过新名单再公布。", "Something has changed since the ranking (a withdrawal, for example). Please rank again and look at the new list before publishing.");
            var item = await db.ItemVersions.SingleAsync(v => v.ItemId == round.ItemId && v.Until == null);
            if (item.Content.FourEyes && last.ById == actor.Id)
                throw new RefusedException("four-eyes", "排序和公布由两个人分别办理。请交给同部门另一位审批人公布。", "Ranking and publishing are done by two people. Please leave the publication to another approver of your department.");
            (round.PublishStartedAt, round.PublishById) = (clock.UtcNow, actor.Id);
        });

    private static async Task<(List<RankingInput> Inputs, string Hash)> InputsAsync(TalentDb db, Round round)
    {
        var rows = await db.Cases.AsNoTracking().Include(c => c.Talent!).ThenInclude(t => t.Grades).Where(c => c.RoundId == round.Id && c.ParentId == null && Rankable.Contains(c.State)).ToListAsync();
        // The grade of the last day to file: what happens to it later moves nobody.
        var inputs = rows.ConvertAll(c => RoundForms.InputOf(c, c.Talent!.GradeOn(round.LastDay), round));
        return (inputs, RoundRanking.Fingerprint(inputs, OptionsOf(round), round.Criteria, round.Seed ?? ""));
    }

    private static List<RankingOption> OptionsOf(Round round) => round.Options.ConvertAll(o => new RankingOption(o.Code, o.DistrictZh, o.Capacity - o.Taken));

    private static async Task<Round> LoadAsync(TalentDb db, Guid id) => await db.Rounds.Include(r => r.Options.OrderBy(o => o.Code)).SingleOrDefaultAsync(r => r.Id == id)
        ?? throw new RefusedException("no-such-round", "找不到这个批次。请从批次列表打开。", "This round cannot be found. Open it from the list of rounds.");

    internal static Task<RoundRun?> LastRunAsync(TalentDb db, Guid roundId) => db.RoundRuns.Where(r => r.RoundId == roundId).OrderByDescending(r => r.Number).FirstOrDefaultAsync();

    private static void RequireDepartment(Actor actor, string departmentId)
    {
        if (actor.DepartmentId != departmentId)
            throw new RefusedException("not-your-department", "这个批次由其他部门负责,你可以查看,不能操作。", "This round belongs to another department; you cannot change it.");
    }
}
