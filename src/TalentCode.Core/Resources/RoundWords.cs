using TalentCode.Core.Time;

namespace TalentCode.Core.Resources;

/// <summary>What a round, its order and its results are called, in words for those who wait for them.</summary>
public static class RoundWords
{
    public static LocalText Of(RoundState state) => state switch
    {
        RoundState.Announced => new("已预告", "Announced"),
        RoundState.Open => new("开放中", "Open"),
        RoundState.Closed => new("已截止", "Closed"),
        RoundState.Ranked => new("已排序", "Ranked"),
        _ => new("已公布", "Published"),
    };

    /// <summary>When one can file: 11月23日(周一)至12月4日(周五).</summary>
    public static LocalText Window(Round round) => new(
        $"{DayText.Of(round.FirstDay).Zh}0:00至{DayText.Of(round.LastDay).Zh}24:00",
        $"from the start of {DayText.Of(round.FirstDay).En} to the end of {DayText.Of(round.LastDay).En}");

    /// <summary>How places are given out, for a reader who has never heard of rankings.</summary>
    public static LocalText How(Round round)
    {
        var zh = string.Join(",再看", round.Criteria.Select(c => $"{c.Zh}({c.Points}分)"));
        var en = string.Join(", then ", round.Criteria.Select(c => $"{c.En} ({c.Points} points)"));
        var start = zh.Length > 0 ? new LocalText($"先看{zh};", $"First {en}; ") : new LocalText("", "");
        return new(
            $"先提交不占先。{start.Zh}同分的,人才认定早的在前;还相同的抽签,签号由截止时公布的种子和办件标识算出,任何人可以复算。",
            $"Filing early gives no advantage. {start.En}on a tie the earlier recognition goes first, then a lot worked out from the case's id and a seed published at closing, so that anybody can check it.");
    }

    /// <summary>Why a case has or has not got a place: every wish with rank, points and cut-off.</summary>
    public static LocalText Explain(RankingResult result, IReadOnlyList<RoundOption> options, IReadOnlyList<RoundCriterion> criteria)
    {
        if (result.Wishes.Count == 0) return new("没有填报本批次的名额,所以不在排序里。", "No place of this round was wished for, so there is nothing to rank.");
        var several = options.Count > 1;
        List<LocalText> parts = [];
        foreach (var (wish, i) in result.Wishes.Select((w, i) => (w, i + 1)))
        {
            parts.Add(Wish(wish, i, options.First(o => o.Code == wish.Option), criteria, several));
            if (wish.Given) break;
        }
        var end = result.Option is null
            ? new LocalText("名额已按排序用完,这次没有排到。", "All places went to those ranked before, so there is none this time.")
            : new LocalText("建议给予这个名额。", "This place is proposed.");
        return new(string.Concat(parts.Select(p => p.Zh)) + end.Zh, string.Join(" ", parts.Select(p => p.En)) + " " + end.En);
    }

    /// <summary>Why a case gets a place after the results.</summary>
    public static LocalText MovedUp(RoundOption option, int wish, WishOutcome outcome) => new(
        $"有家庭退出,按排序递补:第{wish}志愿{option.NameZh},你在{outcome.Of}人中排第{outcome.Rank}位,前面的都已经有名额或已退出",
        $"A family has left, so you move up by the ranking: wish {wish}, {option.NameEn}; you are rank {outcome.Rank} of {outcome.Of}, and all before you have a place or have left");

    private static LocalText Wish(WishOutcome wish, int number, RoundOption option, IReadOnlyList<RoundCriterion> criteria, bool several)
    {
        var met = criteria.Where(c => wish.Met.Contains(c.Code)).ToList();
        var (pointsZh, pointsEn) = met.Count == 0
            ? ($"{wish.Points}分", $"{wish.Points} points")
            : ($"{wish.Points}分:{string.Join("、", met.Select(c => $"{c.Zh}{c.Points}"))}", $"{wish.Points} points: {string.Join(", ", met.Select(c => $"{c.En} {c.Points}"))}");
        var head = several ? new LocalText($"第{number}志愿{option.NameZh}:", $"Wish {number}, {option.NameEn}: ") : new LocalText("", "");
        var cut = wish.Given ? new LocalText("在名额之内", "within the places")
            : wish.CutOff == 0 ? new LocalText("没有名额", "no places")
            : new LocalText($"名额给到第{wish.CutOff}位", $"places went as far as rank {wish.CutOff}");
        return new(
            $"{head.Zh}{option.Capacity}个名额,{wish.Of}人填报,你排第{wish.Rank}位({pointsZh}),{cut.Zh}。",
            $"{head.En}{option.Capacity} {(option.Capacity == 1 ? "place" : "places")}, {wish.Of} applied, you are rank {wish.Rank} ({pointsEn}); {cut.En}.");
    }

    /// <summary>What a batch item says of which no round was ever announced and whose limits wait for none.</summary>
    public static readonly LocalText AllYear = new(
        "目前没有公布批次,全年受理:随时可以提交,逐件按期限办理。以后公布批次的,在批次里提交的按批次的时间和名额办理;在那之前提交的不受影响。",
        "No round is announced at present, and applications are taken all year: file whenever you like, and each is handled within its own time limit. If a round is announced later, its window and places count for what is filed in it; what was filed before goes on as it is.");

    /// <summary>Why an item cannot be filed now, when it can, and that nothing is lost.</summary>
    public static LocalText NotOpen(Round? next, Round? last) => (next, last) switch
    {
        ({ } n, _) => new(
            $"“{n.NameZh}”还没有开放,{DayText.Of(n.FirstDay, true).Zh}0:00开始、{DayText.Of(n.LastDay, true).Zh}24:00截止。草稿已保留,开放后会提醒你来提交。",
            $"“{n.NameEn}” is not open yet: it opens at the start of {DayText.Of(n.FirstDay, true).En} and closes at the end of {DayText.Of(n.LastDay, true).En}. Your draft is kept and you will be told when it opens."),
        (null, { } l) => new(
            $"“{l.NameZh}”已于{DayText.Of(l.LastDay, true).Zh}24:00截止,下一批次还没有公布。草稿已保留;急需的可以先提交“诉求直达”,由部门联系你。",
            $"“{l.NameEn}” closed at the end of {DayText.Of(l.LastDay, true).En}, and the next round is not announced yet. Your draft is kept; if it is urgent, leave a direct request and the department will contact you."),
        _ => new(
            "这个事项分批次办理,下一批次还没有公布。草稿已保留;急需的可以先提交“诉求直达”,由部门联系你。",
            "This service is given out in rounds, and the next one is not announced yet. Your draft is kept; if it is urgent, leave a direct request and the department will contact you."),
    };
}
