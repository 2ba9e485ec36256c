using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Filing;
using TalentCode.Core.People;
using TalentCode.Core.Staff;

namespace TalentCode.Tests.Support;

/// <summary>The way of a case through the real services, for tests that begin somewhere along it.</summary>
internal static class Filings
{
    // Far from the numbers that filing gives out.
    private static long _running = 50_000_000;

    public static async Task<Guid> DraftAsync(this City city, Talent who, string item, params (string Key, string Value)[] answers)
    {
        var draft = await city.Get<FilingService>().StartAsync(Actor.For(who), item);
        await city.Get<FilingService>().SaveAsync(Actor.For(who), draft, answers.ToDictionary(a => a.Key, a => a.Value));
        return draft;
    }

    /// <summary>Files as the page does: with the consent the service needs.</summary>
    public static async Task<Guid> SubmitAsync(this City city, Talent who, Guid draft)
    {
        var item = await city.ReadAsync(db => db.Cases.Where(c => c.Id == draft).Select(c => c.ItemVersion!).SingleAsync());
        if (item.Content.Ground == TalentCode.Core.Catalogue.Ground.Consent) await city.Get<TalentCode.Core.Consents.ConsentService>().GiveAsync(Actor.For(who), item.ItemId);
        await city.ConfirmFamilyAsync(who, draft);
        return await city.Get<SubmitService>().SubmitAsync(Actor.For(who), draft);
    }

    /// <summary>The applicant confirms for every member who does not sign in.</summary>
    public static async Task ConfirmFamilyAsync(this City city, Talent who, Guid draft)
    {
        var members = (await city.Get<FilingService>().ViewAsync(Actor.For(who), draft)).Members;
        if (members.Count > 0) await city.Get<TalentCode.Core.Families.FamilyConsents>().ConfirmForAsync(Actor.For(who), draft, [.. members.Select(m => m.Member.Id)]);
    }

    /// <summary>The case in question as received by its department.</summary>
    public static async Task<Guid> FileRequestAsync(this City city, Talent who, string about = "P06")
    {
        var draft = await city.DraftAsync(who, about, ("message", "需要办理安家补贴的咨询"));
        return await city.Get<SubmitService>().SubmitAsync(Actor.For(who), draft);
    }

    /// <summary>A household registration with everybody who may join and every paper that is asked for.</summary>
    public static async Task<Guid> FileHouseholdAsync(this City city, Talent who)
    {
        var draft = await city.DraftAsync(who, "P01");
        await city.People.PaperAsync(who, "employment-contract");
        await city.People.PaperAsync(who, "address-proof");
        foreach (var child in who.Family.Where(f => f.Relation == FamilyRelation.Child))
            await city.People.PaperAsync(who, "birth-certificate", child.Id);
        return await city.Get<SubmitService>().SubmitAsync(Actor.For(who), draft);
    }

    /// <summary>A case of any item straight in a state, as if it had come there; for items without a form of their own.</summary>
    public static async Task<ServiceCase> CaseInAsync(this City city, Talent who, string item, CaseState state, Action<ServiceCase>? change = null)
    {
        var version = await city.ReadAsync(db => db.ItemVersions.SingleAsync(v => v.ItemId == item && v.Until == null));
        var now = city.Clock.UtcNow;
        var row = new ServiceCase
        {
            Id = Guid.CreateVersion7(now),
            Number = state == CaseState.Draft ? null : CaseNumbers.Format(city.Clock.Today, Interlocked.Increment(ref _running)),
            ItemId = item,
            ItemVersionId = version.Id,
            TalentId = who.Id,
            DepartmentId = version.DepartmentId,
            State = state,
            Answers = new() { ["address"] = "金凤路 9 号" },
            CreatedAt = now,
            SubmittedAt = state == CaseState.Draft ? null : now,
            ReceivedAt = state is CaseState.Draft or CaseState.Submitted ? null : now,
            AcceptedAt = state is CaseState.Accepted or CaseState.InReview or CaseState.SpecialProcedure or CaseState.InApproval or CaseState.Decided or CaseState.Delivered or CaseState.Closed ? now : null,
        };
        change?.Invoke(row);
        // What the step would have left for the sweep.
        row.WarnAt = CaseWarnings.NextAfter(row, DateTime.MinValue, city.Calendar, city.Clock);
        CaseTurns.Set(row, city.Calendar, city.Clock);
        await city.AddAsync(row);
        return row;
    }

    /// <summary>Says something else of an item than the catalogue does, for cases filed from then on.</summary>
    public static Task ChangeItemAsync(this City city, string item, Func<TalentCode.Core.Catalogue.ItemContent, TalentCode.Core.Catalogue.ItemContent> change) => city.WriteAsync(async db =>
    {
        var version = await db.ItemVersions.SingleAsync(v => v.ItemId == item && v.Until == null);
        version.Content = change(version.Content);
    });

    public static Task<ServiceCase> CaseAsync(this City city, Guid id) => city.ReadAsync(db => db.Cases
        .Include(c => c.ItemVersion).Include(c => c.Department).Include(c => c.Events.OrderBy(e => e.Sequence))
        .Include(c => c.Children.OrderBy(x => x.Number)).ThenInclude(c => c.Events.OrderBy(e => e.Sequence)).AsSplitQuery().SingleAsync(c => c.Id == id));

    public static async Task ActAsync(this City city, Actor actor, Guid id, CaseAction action, string? note = null, Guid? seen = null, StepDetail? detail = null) =>
        await city.Get<CaseService>().ActAsync(actor, id, action, note, seen, detail: detail ?? await city.UsualAsync(id, action));

    /// <summary>Messages owed about a case to its applicant, by template in the order of the steps, one line per message (not per channel).</summary>
    public static async Task<List<string>> OwedAboutAsync(this City city, Guid id)
    {
        var about = $"|{id:N}:";
        var keys = await city.ReadAsync(db => db.Outbox.Where(m => m.Channel == "in-app" && m.DedupKey.Contains(about)).Select(m => m.DedupKey).ToListAsync());
        return [.. keys.OrderBy(k => long.Parse(k.Split('|')[1].Split(':')[1], CultureInfo.InvariantCulture)).Select(k => k.Split('|')[0])];
    }
}
