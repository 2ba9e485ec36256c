using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Documents;
using TalentCode.Core.Filing;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>What a part that was split off is told with: the family's number, and what the officer wrote.</summary>
internal sealed record SplitFrom(string Number, string? Remark) : StepDetail;

/// <summary>
/// A part of a family application that is behind becomes a case of its own (分开办理): the family can be decided without it,
/// and it goes on like any application of one person.
/// </summary>
internal static class CaseSplits
{
    // Before its acceptance the whole waits for nobody, and in approval everybody stands where it stands.
    private static readonly CaseState[] GoingOn = [CaseState.Accepted, CaseState.InReview, CaseState.SpecialProcedure];

    /// <summary>Whether the row is no part that can stand alone: places and flats are given to the whole.</summary>
    public static bool IsShut(ServiceCase row) => row.ParentId is null || row.RoundId is not null || Resources.FlatRules.LetsFlats(row.ItemId);

    /// <summary>Whether the part is behind a family that goes on without it.</summary>
    public static bool May(ServiceCase family, ServiceCase part) => part.State != family.State && Obstacle(family, part) is null;

    /// <exception cref="RefusedException">The family is not that far, or nobody would stay in it.</exception>
    public static void Require(ServiceCase family, ServiceCase part)
    {
        if (Obstacle(family, part) is { } obstacle) throw obstacle;
    }

    private static RefusedException? Obstacle(ServiceCase family, ServiceCase part) =>
        !GoingOn.Contains(family.State) ? new("split-not-now",
            "整件申请受理之后、决定之前,才能把落后的一份分开办理。请刷新,看看整件现在办到哪一步。",
            "A part that is behind can be handled separately once the whole is accepted and before it is decided. Reload to see where the whole stands.")
        : family.HasGaps || family.Pledges.Exists(p => p.Held == false) ? new("split-gaps",
            "整件申请还有后补的材料没有补齐,或承诺核查不实,不能分开办理。收齐或改正后再分开。",
            "Papers that were to follow are missing, or a promise did not hold; the parts cannot be separated until that is put right.")
        : !family.Children.Exists(c => c.Id != part.Id && c.State == family.State) ? new("split-alone",
            "其他成员也都没有走到这一步,分开后没有人留在整件申请里。请先让其他成员办到这一步。",
            "No other member is this far, so nobody would be left in the application. Let another member catch up first.")
        : null;

    /// <summary>Takes the part out of the family: a number of its own, and whatever a case needs. The family's history says so as well.</summary>
    /// <returns>The step's input with what the part's history says.</returns>
    public static async Task<StepInput> LeaveAsync(TalentDb db, ServiceCase part, CaseStep step, Actor actor, StepInput input, DateTime now, CityClock clock)
    {
        // An answer of one's own that is late is given first: splitting is no way to more time.
        if (part.State == CaseState.Received && part.AcceptanceDueAt <= now)
            throw new RefusedException("split-late",
                "这一份的答复已经超期。请先答复(受理、告知补正或不予受理),再决定是否分开办理。",
                "The answer on this part is overdue. Please give it first (accept, ask for papers or do not accept), then decide whether to handle it separately.");
        // Loaded by whoever looked whether it may leave.
        var family = (await db.Cases.FindAsync(part.ParentId))!;
        var (was, number) = (part.Number, await CaseNumbers.NextAsync(db, clock.Today));
        family.Children.Remove(part);
        (part.ParentId, part.Number) = (null, number);
        (part.ItemVersionId, part.ItemVersion, part.DepartmentId, part.Department) = (family.ItemVersionId, family.ItemVersion, family.DepartmentId, family.Department);
        part.HandlerId ??= family.HandlerId ?? (actor.Kind == ActorKind.Staff ? actor.Id : null);
        (family.Answers, part.Answers) = (Without(family.Answers, part.FamilyMemberId), Only(part.Answers, part.FamilyMemberId));
        await KeepPapersAsync(db, family, part);
        CaseSteps.Append(db, family, step with { From = family.State, To = family.State }, actor, new StepInput(
            $"{was} 这一份分开办理,新编号 {number}。其他成员继续一起办理。 / Part {was} is handled separately from now on, number {number}. The other members go on together.", null), null, now);
        var said = $"从家庭申请 {family.Number} 分开,单独办理,新编号 {number}(原编号 {was})。 / Split off from the family application {family.Number}, number {number} (before: {was}).";
        return input with { Note = input.Note is { Length: > 0 } remark ? $"{said} {remark}" : said, Detail = new SplitFrom(family.Number!, input.Note) };
    }

    // What served the whole serves the part: this person's own papers and those that are about nobody in particular.
    private static async Task KeepPapersAsync(TalentDb db, ServiceCase family, ServiceCase part)
    {
        var papers = await db.DocumentUses.Where(u => u.CaseId == family.Id)
            .Where(u => db.Documents.Any(d => d.Id == u.DocumentId && (d.FamilyMemberId == null || d.FamilyMemberId == part.FamilyMemberId))).ToListAsync();
        var known = await db.DocumentUses.Where(u => u.CaseId == part.Id).Select(u => u.DocumentId).ToListAsync();
        db.DocumentUses.AddRange(papers.Where(u => !known.Contains(u.DocumentId)).Select(u => new DocumentUse { DocumentId = u.DocumentId, CaseId = part.Id, At = u.At, Trust = u.Trust }));
    }

    // Questions asked of each person carry the person behind the name of the question.
    private static Dictionary<string, string> Only(Dictionary<string, string> answers, Guid? person)
    {
        var own = FormField.KeyFor("", person);
        var kept = answers.Where(a => !a.Key.Contains('@', StringComparison.Ordinal) || a.Key.EndsWith(own, StringComparison.Ordinal)).ToDictionary();
        if (kept.ContainsKey(FormPeople.Members)) kept[FormPeople.Members] = person?.ToString() ?? "";
        return kept;
    }

    private static Dictionary<string, string> Without(Dictionary<string, string> answers, Guid? person)
    {
        var own = FormField.KeyFor("", person);
        var kept = answers.Where(a => !a.Key.EndsWith(own, StringComparison.Ordinal)).ToDictionary();
        if (kept.ContainsKey(FormPeople.Members)) kept[FormPeople.Members] = string.Join(',', FormPeople.Chosen(answers).Where(id => id != person));
        return kept;
    }
}
