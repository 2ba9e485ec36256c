using TalentCode.Core.Cases;
using TalentCode.Core.Filing;
using TalentCode.Core.People;
using TalentCode.Core.Time;

namespace TalentCode.Core.Resources;

/// <summary>The form of the school place, and what a round and a family put into it.</summary>
public static class RoundForms
{
    public const string SchoolPlace = "P15";
    public const string Child = "child", Sibling = "sibling", District = "district";
    public static readonly string[] Wishes = ["wish1", "wish2", "wish3"];
    private const int SchoolAge = 6, LastSchoolAge = 15;

    internal static ItemForm School() => new(
        SchoolPlace,
        [
            Choice(Child, new("为哪个孩子", "For which child"), new("只列出本批次年龄合适的孩子", "Only children of the right age for this round are listed"), true),
            Choice(Wishes[0], new("第1志愿", "First wish"), new("按你填的顺序考虑;先填哪所不影响其他志愿的机会", "Taken in your order; naming one first costs you nothing at the others"), true),
            Choice(Wishes[1], new("第2志愿", "Second wish"), new("第1志愿没有排到时考虑", "If the first wish is not reached"), false),
            Choice(Wishes[2], new("第3志愿", "Third wish"), new("前两个志愿都没有排到时考虑", "If neither of the first two is reached"), false),
            Choice(Sibling, new("兄弟姐妹就读的学校", "School of a brother or sister"), new("同校就读会加分,学校会核对", "It adds points at that school, which will verify it"), false),
            new("address", new("住址", "Home address"), new("就近安排以这个地址为准", "Places near home go by this address"), FieldKind.Line, true, 120, t => t.HomeAddress),
            Choice(District, new("住址所在片区", "District of the address"), new("本片区的学校会加分", "It adds points at schools of the district"), true),
            new("addressKind", new("地址依据", "Basis of the address"), new("决定用哪一种地址证明", "Decides which proof of address counts"), FieldKind.Choice, true, 20, _ => "talent-flat")
            {
                Choices =
                [
                    ("own", new("自有住房", "Own home")),
                    ("rent", new("租房", "Rented home")),
                    ("talent-flat", new("人才公寓租约", "Talent flat (lease)")),
                    ("registered", new("户籍地址", "Registered household")),
                ],
            },
        ],
        MayJoin: null,
        FitsPerson: null);

    private static FormField Choice(string key, LocalText label, LocalText why, bool required) => new(key, label, why, FieldKind.Choice, required, 40, _ => null);

    /// <summary>The form with the choices this family has in this round: its children of age, the schools, their districts.</summary>
    /// <param name="round">The open round, or that of the case; without one there is nothing to choose.</param>
    public static ItemForm Fit(ItemForm form, Talent talent, Round? round, IReadOnlyDictionary<string, string> answers, DateOnly today)
    {
        if (form.ItemId != SchoolPlace) return form;
        var schools = round?.Options.Select(o => (o.Code, new LocalText($"{o.NameZh}({o.DistrictZh},{o.Capacity}个学位)", $"{o.NameEn} ({o.DistrictEn}, {o.Capacity} places)"))).ToList() ?? [];
        var districts = round?.Options.DistinctBy(o => o.DistrictZh).Select(o => (o.DistrictZh, new LocalText(o.DistrictZh, o.DistrictEn))).ToList() ?? [];
        var children = FamilyLabels.Of(talent, today).Where(f => f.Member.Id.ToString() == answers.GetValueOrDefault(Child) || IsOfAge(f.Member, round?.SixBy))
            .Select(f => (f.Member.Id.ToString(), f.Label)).ToList();
        return form with
        {
            Fields = [.. form.Fields.Select(f => f.Key switch
            {
                Child => f with { Choices = children },
                District => f with { Choices = districts },
                Sibling => f with { Choices = schools },
                _ when Wishes.Contains(f.Key) => f with { Choices = schools, Check = (answer, _) => Twice(f.Key, answer, answers) },
                _ => f,
            })],
            FitsPerson = (_, _) => round is null || children.Count > 0 ? null : NobodyOfAge(round),
        };
    }

    /// <summary>Whether a child belongs into this round: six by its day and not past compulsory schooling.</summary>
    public static bool IsOfAge(FamilyMember member, DateOnly? sixBy) =>
        sixBy is { } day && member.Relation == FamilyRelation.Child && member.AgeOn(day) is >= SchoolAge and < LastSchoolAge;

    /// <summary>Born after this day and up to <see cref="BornUntil"/>: of age for a round with this day.</summary>
    public static DateOnly BornAfter(DateOnly sixBy) => sixBy.AddYears(-LastSchoolAge);

    public static DateOnly BornUntil(DateOnly sixBy) => sixBy.AddYears(-SchoolAge);

    /// <summary>Fills in what is known: the one child of age, the district the address names.</summary>
    internal static void Prefill(Dictionary<string, string> answers, Talent talent, Round? round)
    {
        if (round is null) return;
        var children = talent.Family.Where(f => IsOfAge(f, round.SixBy)).ToList();
        if (children.Count == 1) answers.TryAdd(Child, children[0].Id.ToString());
        if (round.Options.Find(o => o.DistrictZh.Length > 0 && answers.GetValueOrDefault("address", "").Contains(o.DistrictZh, StringComparison.Ordinal)) is { } near) answers.TryAdd(District, near.DistrictZh);
    }

    /// <summary>What a case says for its ranking. A round with one kind of place needs no wishes.</summary>
    internal static RankingInput InputOf(ServiceCase row, Grade? grade, Round round) => new(
        row.Id,
        round.Options.Count == 1 ? [round.Options[0].Code] : [.. Wishes.Select(w => row.Answers.GetValueOrDefault(w, "")).Where(w => w.Length > 0)],
        grade?.Level is <= GradeLevel.D,
        row.Answers.GetValueOrDefault(Sibling),
        row.Answers.GetValueOrDefault(District),
        grade?.From ?? DateOnly.MaxValue)
    {
        Facts = row.ItemId == ItemForms.YoungHousing ? FlatForms.FactsOf(row, round.LastDay) : [],
    };

    private static LocalText? Twice(string key, string answer, IReadOnlyDictionary<string, string> answers) =>
        Wishes.TakeWhile(w => w != key).Any(w => answers.GetValueOrDefault(w) == answer)
            ? new("这所学校已经填过,请换一所,或留空。", "You have already named this school; choose another one or leave it empty.")
            : null;

    private static LocalText NobodyOfAge(Round round) => new(
        $"你登记的家庭成员里没有截至{DayText.Of(round.SixBy!.Value, true).Zh}年满6周岁的学龄子女。家庭信息有变化的,请人才管家更新后再来,已填写的内容会保留。",
        $"No child in your registered family is of school age (six by {DayText.Of(round.SixBy!.Value, true).En}). If your family has changed, ask your steward to update it and come back; what you entered is kept.");
}
