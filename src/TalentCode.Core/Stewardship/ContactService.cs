using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Stewardship;

/// <summary>A contact as it is written down.</summary>
/// <param name="At">UTC; null means now.</param>
/// <param name="Reached">False when nobody answered.</param>
/// <param name="CallBackOn">The day promised for the next call; null when none was.</param>
public sealed record ContactInput(ContactWay Way, DateTime? At, string? Note, bool Reached = true, DateOnly? CallBackOn = null);

/// <summary>Writes contacts down and reads them: for the steward of a person, whoever stands in, and named contacts with an account.</summary>
public sealed class ContactService(Store store, CityClock clock)
{
    private const int MostShown = 100;

    /// <summary>Writes the same contact down for one or several people, each of whom must be in the actor's care.</summary>
    /// <exception cref="RefusedException">Nobody chosen, somebody not in care, no words, or times that cannot be.</exception>
    public async Task LogAsync(Actor actor, IReadOnlyCollection<Guid> talentIds, ContactInput input)
    {
        var people = talentIds.Distinct().ToList();
        if (people.Count == 0) throw new RefusedException("nobody-chosen", "请先选人。", "Please choose somebody first.");
        await store.WriteAsync(async db =>
        {
            foreach (var id in people)
                if (!await CareAccess.KeepsInTouchAsync(db, actor, id, clock.Today)) throw CareAccess.NotInCare();
            foreach (var id in people) await AppendAsync(db, actor, id, input, null);
        });
    }

    /// <summary>The contacts with one person, newest first. Who is not the steward reads the own ones: what was said to the steward stays there.</summary>
    public Task<List<CareContact>> OfAsync(Actor actor, Guid talentId) => store.ReadAsync(async db =>
    {
        if (!await CareAccess.KeepsInTouchAsync(db, actor, talentId, clock.Today)) throw CareAccess.NotInCare();
        var all = await CareAccess.CaresForAsync(db, actor, talentId, clock.Today);
        return await db.CareContacts.Where(c => c.TalentId == talentId && (all || c.StaffId == actor.Id)).OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Take(MostShown).ToListAsync();
    });

    /// <summary>The named contacts of a person for whom the actor may write down that they were in touch; none for who is not on the steward's side.</summary>
    public Task<List<CareKind>> NamedOfAsync(Actor actor, Guid talentId) => store.ReadAsync(async db => await CareAccess.CaresForAsync(db, actor, talentId, clock.Today)
        ? await db.CareAssignments.Where(a => a.TalentId == talentId && a.Kind != CareKind.Steward && a.Until == null).OrderBy(a => a.Kind).Select(a => a.Kind).ToListAsync() : []);

    /// <summary>Inside the caller's transaction; the caller has asked who may.</summary>
    internal async Task AppendAsync(TalentDb db, Actor actor, Guid talentId, ContactInput input, Guid? concernId)
    {
        var now = clock.UtcNow;
        var note = CareRules.Written(input.Note, CareRules.LongestNote, "请写一句谈了什么。", "Please write a line about what was said.");
        var at = When(input.At, now);
        await RequireNamedAsync(db, actor, talentId, input.Way, concernId);
        if (input.CallBackOn is { } day && (day < clock.Today || day > clock.Today.AddDays(CareRules.FurthestCallBackDays)))
            throw new RefusedException("call-back-day", "约定回访的日期请选今天或以后,一年以内。", "Please choose a day for the call-back from today on, within a year.");
        await KeepAsync(db, actor, talentId, input, now);
        db.CareContacts.Add(new CareContact
        {
            Id = OrderedId.Next(now),
            TalentId = talentId,
            StaffId = actor.Id,
            StaffZh = actor.Name.Zh,
            StaffEn = actor.Name.En,
            Way = input.Way,
            At = at,
            WrittenAt = now,
            Reached = input.Reached,
            Note = note,
            CallBackOn = input.CallBackOn,
            ConcernId = concernId,
        });
    }

    /// <summary>That a named contact was in touch is written down by the steward's side, for a contact the person has; a request is answered by whoever answers it.</summary>
    private async Task RequireNamedAsync(TalentDb db, Actor actor, Guid talentId, ContactWay way, Guid? concernId)
    {
        if (CareRules.KindOf(way) is not { } kind) return;
        if (concernId is not null || !await CareAccess.CaresForAsync(db, actor, talentId, clock.Today))
            throw new RefusedException("not-yours-to-log", "请记自己的联系:电话、走访、微信或邮件。", "Please log a contact of your own: a call, a visit, WeChat or e-mail.");
        if (!await db.CareAssignments.AnyAsync(a => a.TalentId == talentId && a.Kind == kind && a.Until == null))
            throw new RefusedException("no-such-contact", $"这位人才没有登记{CareWords.Of(kind).Zh}。请先由统筹登记。", $"This person has nobody on record as “{CareWords.Of(kind).En}”. The coordinator names one first.");
    }

    /// <summary>A person has at most one promised day from the steward's side, and one from each named contact: whoever was reached when it had come was called back, and a new day replaces the one before.</summary>
    private async Task KeepAsync(TalentDb db, Actor actor, Guid talentId, ContactInput input, DateTime now)
    {
        var today = clock.Today;
        // What was promised by the steward is not kept by a leader's visit.
        var (replaced, kept) = (input.CallBackOn is not null, input.Reached && CareRules.KindOf(input.Way) is null);
        var promises = await CareAccess.CaresForAsync(db, actor, talentId, today) ? db.ByStewards(actor.Id) : db.ByNamed(actor.Id, today);
        await promises.Where(c => c.TalentId == talentId && c.CallBackOn != null && c.CallBackKeptAt == null && (replaced || (kept && c.CallBackOn <= today)))
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.CallBackKeptAt, now));
    }

    private DateTime When(DateTime? at, DateTime now) => at switch
    {
        null => now,
        { } time when time > now.AddMinutes(1) || clock.DateOf(time) < clock.Today.AddDays(-CareRules.LatestEntryDays) =>
            throw new RefusedException("contact-when-wrong", $"联系时间请填现在以前、{CareRules.LatestEntryDays} 天以内。", $"The contact must lie before now and within {CareRules.LatestEntryDays} days."),
        { } time => time,
    };
}
