using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Cases;

/// <summary>Checks and writes down what is given with a step beside a sentence: lists, procedures, papers that may follow, colleagues.</summary>
internal static class CaseDetails
{
    private const int MostPoints = 20, LongestField = 200;

    /// <exception cref="RefusedException">What the step needs is missing or out of bounds.</exception>
    public static async Task ApplyAsync(TalentDb db, ServiceCase row, CaseStep step, StepInput input, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        switch (step.Action)
        {
            case CaseAction.AskCompletion: Ask(db, row, input.Detail as CompletionList, now, calendar, clock); break;
            case CaseAction.Complete: Answer(row, input.Note, now); break;
            case CaseAction.ExtendCompletion: row.CompletionExtended = true; break;
            // A member who was never told anything needs no leave, and must not gain a list by it.
            case CaseAction.AllowAnotherCompletion: row.CompletionsAllowed = Math.Max(row.CompletionsAllowed, row.Completions); break;
            case CaseAction.StartSpecial: Start(db, row, input.Detail as ProcedureTerms, now, calendar, clock); break;
            case CaseAction.EndSpecial: End(row, input.Note, Outcome(row, input.Detail as TestOutcome), now); break;
            // Time alone passes nobody and fails nobody.
            case CaseAction.EndSpecialAtCap: End(row, input.Note, null, now); break;
            case CaseAction.Extend: Extend(row, now); break;
            case CaseAction.OfferDeferral: await OfferAsync(db, row, input.Detail as DeferralOffer, now, calendar, clock); break;
            case CaseAction.PromiseDeferred: Promise(row, now); break;
            case CaseAction.CloseGaps: foreach (var d in row.Deferrals.Where(d => d.SuppliedAt is null)) d.SuppliedAt = now; break;
            case CaseAction.CheckPledge: Check(row, input.Detail as PledgeFinding, input.Note, now); break;
            case CaseAction.HandOver: await HandOverAsync(db, row, input.Detail as HandOverTo); break;
        }
    }

    private static void Ask(TalentDb db, ServiceCase row, CompletionList? list, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        var points = list?.Points.Select(p => new CompletionPoint(p.What.Trim(), p.Why.Trim(), p.How.Trim(), string.IsNullOrWhiteSpace(p.Sample) ? null : p.Sample.Trim())).ToList() ?? [];
        if (points.Count == 0 || points.Any(p => p.What.Length == 0 || p.Why.Length == 0 || p.How.Length == 0))
            throw new RefusedException("completion-list", "请一次写全:每一项缺什么、为什么、怎么补。这三栏都要填。", "Tell everything at once: for each point what is missing, why, and how to put it right. All three are needed.");
        if (points.Count > MostPoints || points.Any(p => p.What.Length > LongestField || p.Why.Length > LongestField || p.How.Length > LongestField || p.Sample?.Length > LongestField))
            throw new RefusedException("completion-long", $"最多 {MostPoints} 项,每栏最多 {LongestField} 个字符。", $"At most {MostPoints} points, {LongestField} characters a field.");
        row.Completions++;
        row.CompletionExtended = false;
        var request = new CompletionRequest
        {
            Id = Guid.CreateVersion7(now),
            CaseId = row.Id,
            Round = row.Completions,
            Points = points,
            AskedAt = now,
            DueAt = DueDates.Calculate(now, CaseDeadlines.CompletionTerm, calendar, clock).AtUtc,
        };
        row.CompletionRequests.Add(request);
        db.CompletionRequests.Add(request);
    }

    private static void Answer(ServiceCase row, string? what, DateTime now)
    {
        if (row.CompletionRequests.MaxBy(r => r.Round) is { } request) (request.AnsweredAt, request.Answer) = (now, what);
    }

    private static void Start(TalentDb db, ServiceCase row, ProcedureTerms? terms, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        var rule = row.ItemVersion!.Content.Procedures.FirstOrDefault(p => p.Kind == terms?.Kind)
            ?? throw new RefusedException("procedure-unknown", "请选择这个事项列明的特别程序。", "Choose one of the special procedures this service lists.");
        if (terms!.WorkingDays < 1 || terms.WorkingDays > rule.MostDays)
            throw new RefusedException("procedure-length", $"批准时长应为 1–{rule.MostDays} 个工作日。", $"The approved length is 1 to {rule.MostDays} working days.");
        var pause = new CasePause
        {
            Id = Guid.CreateVersion7(now),
            CaseId = row.Id,
            Kind = rule.Kind,
            NameZh = rule.Zh,
            NameEn = rule.En,
            BasisZh = rule.BasisZh,
            BasisEn = rule.BasisEn,
            StopsPromised = rule.StopsPromised,
            StopsOuter = rule.StopsOuter,
            StartAt = now,
            ApprovedDays = terms.WorkingDays,
            CapAt = DueDates.Calculate(now, new Term(terms.WorkingDays, TermUnit.WorkingDay), calendar, clock).AtUtc,
        };
        row.Pauses.Add(pause);
        db.Pauses.Add(pause);
    }

    private static bool? Outcome(ServiceCase row, TestOutcome? given)
    {
        if (TestOutcomes.Open(row) is null) return null;
        return given?.Passed ?? throw new RefusedException("test-outcome", "请选择考试是否通过。没有通过的,可以再开始一次考试。", "Choose whether the test was passed. If it was not, another one can be started.");
    }

    private static void End(ServiceCase row, string? result, bool? passed, DateTime now)
    {
        foreach (var pause in row.Pauses.Where(p => p.EndAt is null)) (pause.EndAt, pause.Result, pause.Passed) = (now, result, passed);
    }

    private static void Extend(ServiceCase row, DateTime now)
    {
        Extensions.RequireTime(row, now);
        row.ExtendedAt = now;
    }

    private static void Check(ServiceCase row, PledgeFinding? finding, string? found, DateTime now)
    {
        var pledge = row.Pledges.Find(p => p.Id == finding?.PledgeId && p.Held != true)
            ?? throw new RefusedException("pledge-unknown", "请选择一项还要核查的承诺。", "Choose a promise that is still to be checked.");
        (pledge.CheckedAt, pledge.Held, pledge.Finding) = (now, finding!.Held, found);
    }

    private static void Promise(ServiceCase row, DateTime now)
    {
        var offered = row.Deferrals.Where(d => d.PromisedAt is null).ToList();
        if (offered.Exists(d => d.DueAt <= now))
            throw new RefusedException("deferral-over", "约定的补齐日期已经过去,请联系窗口重新提出容缺受理。", "The day by which the papers were to follow has passed. Please ask the window for a new offer.");
        foreach (var deferral in offered) deferral.PromisedAt = now;
    }

    private static async Task OfferAsync(TalentDb db, ServiceCase row, DeferralOffer? offer, DateTime now, WorkingCalendar calendar, CityClock clock)
    {
        var item = row.ItemVersion!.Content;
        var materials = item.Materials.Where(m => offer?.Codes.Contains(m.Code) == true).ToList();
        if (materials.Count == 0)
            throw new RefusedException("deferral-none", "请选择可以容缺的材料。", "Choose the papers that may follow.");
        if (materials.Find(m => !m.Deferrable || m.Essential) is { } core)
            throw new RefusedException("deferral-core", $"“{core.Zh}”是核心材料,不能容缺。", $"“{core.En}” is a core paper and cannot follow later.");
        var today = clock.DateOf(now);
        if (offer!.Until <= today)
            throw new RefusedException("deferral-date", "补齐日期应在今天之后。", "The day by which the papers follow must lie after today.");
        var (latest, limit) = CaseDeadlines.DeferralLimit(row, now, calendar, clock);
        if (offer.Until > latest)
            throw new RefusedException("deferral-long", $"补齐日期最迟 {DayText.Of(latest).Zh},不能超过{limit.Zh}。", $"The papers must follow by {DayText.Of(latest).En} at the latest: {limit.En}.");
        // The rules of acceptance with gaps: nobody whose promise is broken, until it is put right.
        if (await HasBrokenPromiseAsync(db, row.TalentId, now))
            throw new RefusedException("promise-broken-before",
                "申请人有一项承诺没有兑现(核查不实,或到期没有补齐材料)。补上之前不能再容缺受理,请按一般程序办理或告知补正。",
                "The applicant has a promise that was not kept (it did not hold when checked, or promised papers are overdue). Until it is put right nothing is accepted with papers to follow; ask for completion instead.");
        foreach (var old in row.Deferrals.Where(d => d.PromisedAt is null).ToList())
        {
            row.Deferrals.Remove(old);
            db.Deferrals.Remove(old);
        }
        await db.SaveChangesAsync();
        foreach (var material in materials)
        {
            var deferral = new CaseDeferral
            {
                Id = Guid.CreateVersion7(now),
                CaseId = row.Id,
                Code = material.Code,
                NameZh = material.Zh,
                NameEn = material.En,
                OfferedAt = now,
                DueAt = clock.EndOf(offer.Until),
            };
            row.Deferrals.Add(deferral);
            db.Deferrals.Add(deferral);
        }
    }

    private static async Task<bool> HasBrokenPromiseAsync(TalentDb db, Guid talentId, DateTime now) =>
        await db.Pledges.AnyAsync(p => p.TalentId == talentId && p.Held == false)
        || await db.Cases.AnyAsync(c => c.TalentId == talentId && CaseWorkflow.Working.Contains(c.State)
            && c.Deferrals.Any(d => d.PromisedAt != null && d.SuppliedAt == null && d.DueAt <= now));

    private static async Task HandOverAsync(TalentDb db, ServiceCase row, HandOverTo? to)
    {
        var colleague = to is null ? null : await db.Users.Include(s => s.Roles).SingleOrDefaultAsync(s => s.Id == to.StaffId);
        if (colleague is not { Disabled: false } || colleague.DepartmentId != row.DepartmentId || !Actor.For(colleague).May(Permission.HandleCases))
            throw new RefusedException("no-such-colleague", "请选择本部门在岗的经办人。", "Choose a handler of your own department who is on duty.");
        row.HandlerId = colleague.Id;
    }
}
