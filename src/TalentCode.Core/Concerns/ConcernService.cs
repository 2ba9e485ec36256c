using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Data;
using TalentCode.Core.Staff;
using TalentCode.Core.Stewardship;
using TalentCode.Core.Time;

namespace TalentCode.Core.Concerns;

/// <summary>What a holder sends.</summary>
/// <param name="Category">With a request.</param>
/// <param name="About">With a complaint or suggestion.</param>
/// <param name="Anonymous">Complaints and suggestions only: nothing that leads to the person is kept.</param>
/// <param name="Key">Made with the form: sent twice, it is filed once. For an anonymous one it is the code to read the answer with.</param>
public sealed record ConcernInput(ConcernKind Kind, string? Category, string? Text, bool PhoneBack, ConcernAbout About, Guid? CaseId, string? DepartmentId, bool Anonymous, string Key);

/// <summary>What holders do: file, withdraw, say that it is not solved.</summary>
public sealed class ConcernService(Store store, Calendars calendars, CityClock clock)
{
    private const string Letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private const int CodeLength = 16;
    private const string Counter = "concern";

    /// <summary>A code for reading the answer to an anonymous one, for people to write down: 79 bits, four by four.</summary>
    public static string NewCode() => string.Join('-', RandomNumberGenerator.GetString(Letters, CodeLength).Chunk(4).Select(four => new string(four)));

    /// <summary>What is kept of a code: whoever reads the database cannot read the answer page with it.</summary>
    internal static string KeyOf(string code) =>
        "code:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(new string([.. code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)]))));

    /// <returns>The row's id; the same again for the same key.</returns>
    /// <exception cref="RefusedException">Something is missing, is not the holder's, or too much was sent today.</exception>
    public async Task<Guid> FileAsync(Actor holder, ConcernInput input)
    {
        holder.RequireTalent(holder.Id);
        var calendar = await calendars.CurrentAsync();
        var key = input.Anonymous ? KeyOf(input.Key) : $"form:{input.Key}";
        if (input.Anonymous && (input.Kind == ConcernKind.Request || input.Key.Count(char.IsAsciiLetterOrDigit) != CodeLength))
            throw new RefusedException("no-anonymous-request", "诉求要有人联系你,不能匿名。投诉建议可以。", "A request needs somebody to contact, so it cannot be anonymous. Complaints and suggestions can.");
        return await store.WriteAsync(async db =>
        {
            if (await db.Concerns.Where(c => c.Key == key).Select(c => (Guid?)c.Id).SingleOrDefaultAsync() is { } filed) return filed;
            await RequireFewAsync(db, holder, input);
            var now = clock.UtcNow;
            var row = new Concern
            {
                Id = Guid.CreateVersion7(now),
                Key = key,
                Number = await NumberAsync(db),
                Kind = input.Kind,
                TalentId = input.Anonymous ? null : holder.Id,
                Text = CareRules.Written(input.Text, ConcernRules.LongestText, "请写明是什么事。", "Please say what it is about."),
                PhoneBack = input.PhoneBack && !input.Anonymous,
                Desk = input.Kind == ConcernKind.Request ? ConcernDesk.Steward : ConcernDesk.Supervision,
                FiledAt = now,
                StartedAt = now,
            };
            if (input.Kind == ConcernKind.Request) row.Category = CategoryOf(input);
            else await AboutAsync(db, row, holder, input);
            // Nobody there, or everybody kept out: it begins one level further up.
            row.Level = await ConcernNotices.FirstWithSomebodyAsync(db, row, row.Desk == ConcernDesk.Steward ? ConcernLevel.Steward : ConcernLevel.Supervision, clock);
            if (row.Level > ConcernLevel.Steward) row.Desk = ConcernDesk.Supervision;
            ConcernRules.SetDates(row, calendar, clock);
            db.Concerns.Add(row);
            ConcernHistory.Append(db, row, ConcernAction.Filed, holder, now);
            ConcernNotices.ToHolder(db, row, "concern-received", now, ConcernNotices.Values(row, clock));
            await ConcernNotices.ToLevelAsync(db, row, "concern-new", now, clock);
            return row.Id;
        });
    }

    public Task WithdrawAsync(Actor holder, Guid id) => OwnAsync(holder, id, (db, row, now, _) =>
    {
        if (row.State == ConcernState.Withdrawn) return Task.CompletedTask;
        if (!row.IsOpen) throw new RefusedException("concern-answered", "已经答复,不用撤回。", "It has been answered; there is nothing to withdraw.");
        (row.State, row.NextDueAt, row.WarnAt) = (ConcernState.Withdrawn, null, null);
        ConcernHistory.Append(db, row, ConcernAction.Withdrawn, holder, now);
        return Task.CompletedTask;
    });

    /// <summary>Says once that it is not solved: supervision looks at it, both clocks run anew.</summary>
    public Task ReopenAsync(Actor holder, Guid id, string? text) => OwnAsync(holder, id, async (db, row, now, calendar) =>
    {
        if (!row.MayReopen(now))
            throw new RefusedException("reopen-once", $"答复后 {ConcernRules.ReopenDays} 天内可以说一次“没有解决”。现在可以另提一件。", $"Within {ConcernRules.ReopenDays} days of the answer you can say once that it is not solved. You can send a new one now.");
        var note = CareRules.Written(text, ConcernRules.LongestText, "请写一句还差什么。", "Please say what is still missing.");
        (row.State, row.ReopenedAt, row.StartedAt, row.ContactedAt, row.ContactedBy, row.LateToldAt) = (ConcernState.Received, now, now, null, null, null);
        // Answered by supervision, it goes to the coordinator: not the same people again.
        var next = row.Level == ConcernLevel.Steward ? ConcernLevel.Supervision : ConcernLevel.Coordination;
        (row.Desk, row.Level) = (ConcernDesk.Supervision, await ConcernNotices.FirstWithSomebodyAsync(db, row, next, clock));
        ConcernRules.SetDates(row, calendar, clock);
        ConcernHistory.Append(db, row, ConcernAction.Reopened, holder, now, note);
        ConcernNotices.ToHolder(db, row, "concern-received", now, ConcernNotices.Values(row, clock));
        await ConcernNotices.ToLevelAsync(db, row, "concern-reopened", now, clock);
    });

    private async Task OwnAsync(Actor holder, Guid id, Func<TalentDb, Concern, DateTime, WorkingCalendar, Task> act)
    {
        var calendar = await calendars.CurrentAsync();
        await store.WriteAsync(async db =>
        {
            var row = await db.Concerns.Include(c => c.Events).Include(c => c.Persons).AsSplitQuery().SingleOrDefaultAsync(c => c.Id == id && c.TalentId == holder.Id);
            if (holder.Kind != ActorKind.Talent || row is null) throw ConcernAccess.NotThere();
            await act(db, row, clock.UtcNow, calendar);
        });
    }

    private async Task RequireFewAsync(TalentDb db, Actor holder, ConcernInput input)
    {
        // What nobody is known by cannot be counted for anybody; the address is braked at the door.
        if (input.Anonymous) return;
        var day = clock.StartOf(clock.Today);
        if (await db.Concerns.CountAsync(c => c.TalentId == holder.Id && c.FiledAt >= day) >= ConcernRules.MostADay)
            throw new RefusedException("too-many-today", $"今天已经提交 {ConcernRules.MostADay} 件。你写的内容还在,明天可以再提交;急事请直接打管家电话。", $"You have sent {ConcernRules.MostADay} today. What you wrote is kept; please send it tomorrow, or call your steward if it is urgent.");
    }

    private static string CategoryOf(ConcernInput input) => ConcernCategory.All.FirstOrDefault(c => c.Code == input.Category)?.Code
        ?? throw new RefusedException("category-missing", "请选择是哪方面的事。", "Please choose what it is about.");

    private static async Task AboutAsync(TalentDb db, Concern row, Actor holder, ConcernInput input)
    {
        row.About = input.About;
        switch (input.About)
        {
            case ConcernAbout.Case when input.Anonymous:
                throw new RefusedException("anonymous-case", "指明办件就知道是谁了。匿名时请选部门或平台,或者署名提交。", "Naming a case would say who you are. To stay anonymous choose an office or the platform, or send it with your name.");
            case ConcernAbout.Case:
                var named = await db.Cases.Include(c => c.Events).Include(c => c.Children).ThenInclude(c => c.Events).AsSplitQuery().SingleOrDefaultAsync(c => c.Id == input.CaseId && c.TalentId == holder.Id)
                    ?? throw new RefusedException("case-missing", "请选择是哪一件事。", "Please choose the case.");
                (row.CaseId, row.DepartmentId) = (named.Id, named.DepartmentId);
                Guid?[] hands = [named.HandlerId, named.PreparedById, .. named.Events.Concat(named.Children.SelectMany(c => c.Events)).Where(e => e.ActorKind == ActorKind.Staff).Select(e => (Guid?)e.ActorId)];
                KeepOut(row, hands.OfType<Guid>());
                break;
            case ConcernAbout.Office:
                row.DepartmentId = await db.Departments.Where(d => d.Id == input.DepartmentId).Select(d => d.Id).SingleOrDefaultAsync() ?? throw new RefusedException("office-missing", "请选择是哪个部门。", "Please choose the office.");
                KeepOut(row, await db.Users.Where(s => s.DepartmentId == row.DepartmentId).Select(s => s.Id).ToListAsync());
                break;
            case ConcernAbout.Steward when input.Anonymous:
                throw new RefusedException("anonymous-steward", "要知道是哪位管家,就得知道你是谁。请署名提交,或写明管家的姓名并选平台。", "To know which steward, one must know who you are. Send it with your name, or write the steward’s name and choose the platform.");
            case ConcernAbout.Steward:
                KeepOut(row, await db.Talents.Where(t => t.Id == holder.Id && t.StewardId != null).Select(t => t.StewardId!.Value).ToListAsync());
                break;
            case ConcernAbout.Platform:
                break;
            default:
                throw new RefusedException("about-missing", "请选择是关于什么的。", "Please choose what it is about.");
        }
    }

    private static void KeepOut(Concern row, IEnumerable<Guid> staff) => row.Persons.AddRange(staff.Distinct().Select(id => new ConcernPerson { ConcernId = row.Id, StaffId = id }));

    private async Task<string> NumberAsync(TalentDb db)
    {
        if (await db.Counters.Where(c => c.Name == Counter).ExecuteUpdateAsync(set => set.SetProperty(c => c.Value, c => c.Value + 1)) == 0)
            return Format((db.Counters.Local.FirstOrDefault(c => c.Name == Counter) ?? db.Counters.Add(new Data.Counter { Name = Counter }).Entity).Value += 1);
        return Format(await db.Counters.Where(c => c.Name == Counter).Select(c => c.Value).SingleAsync());

        string Format(long running) => string.Create(CultureInfo.InvariantCulture, $"SQ-{clock.Today:yyyyMMdd}-{running:D6}");
    }
}
