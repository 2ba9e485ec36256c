using Microsoft.EntityFrameworkCore;
using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Data;
using TalentCode.Core.Notifications;
using TalentCode.Core.People;
using TalentCode.Core.Recognition;
using TalentCode.Core.Resources;
using TalentCode.Core.Staff;
using TalentCode.Core.Time;

namespace TalentCode.Core.Filing;

/// <summary>The confirmation page's content: the draft, the form and what is missing.</summary>
public sealed record DraftView(ServiceCase Draft, ItemForm Form, FilingCheck Check, ServiceCase? AlreadyOpen)
{
    /// <summary>The window of a batch item.</summary>
    public required RoundGate Gate { get; init; }
    /// <summary>Whether a consent this item needs is in force already.</summary>
    public bool Consented { get; init; }

    /// <summary>Where the consent about each member stands; empty where no consent is needed.</summary>
    public IReadOnlyList<Families.MemberConsent> Members { get; init; } = [];

    /// <summary>Where an answer comes from that nobody had to give, by question.</summary>
    public IReadOnlyDictionary<string, LocalText> Sources { get; init; } = new Dictionary<string, LocalText>();

    /// <summary>Recognition by points: the sum of the answers so far; null for everything else.</summary>
    public PointScore? Points { get; init; }
}

/// <summary>
/// From the first tap to the application: a draft that collects what is known, then one confirmation. Two taps, two tabs,
/// a reload or a second phone meet in the same draft and end in the same case.
/// </summary>
public sealed class FilingService(Store store, Calendars calendars, CityClock clock)
{
    /// <summary>
    /// First tap: opens the draft of an item, or continues the one that is there. Items without a form of their own open
    /// a direct request that names them; each of them has a draft of its own.
    /// </summary>
    public Task<Guid> StartAsync(Actor actor, string itemId) => StartAsync(actor, itemId, RequestTopic.None);

    /// <summary>Opens or continues the direct request about something that is no item, such as a complaint.</summary>
    public Task<Guid> StartRequestAsync(Actor actor, RequestTopic topic) => StartAsync(actor, ItemForms.DirectRequest, topic);

    private Task<Guid> StartAsync(Actor actor, string itemId, RequestTopic topic)
    {
        if (actor.Kind != ActorKind.Talent) throw new RefusedException("not-a-holder", "请用你的手机登录后办理。", "Sign in on your phone to file.");
        return store.WriteAsync(async db => (await OpenDraftAsync(db, actor.Id, itemId, topic)).Id);
    }

    internal async Task<ServiceCase> OpenDraftAsync(TalentDb db, Guid talentId, string itemId, RequestTopic topic)
    {
        var filed = await OpenItemAsync(db, itemId);
        if (ItemForms.Of(filed.Content) is null || await IsBetweenRoundsAsync(db, talentId, itemId))
        {
            topic = RequestTopic.Of(itemId);
            filed = await OpenItemAsync(db, ItemForms.DirectRequest);
        }
        var draft = await db.Cases.SingleOrDefaultAsync(c => c.TalentId == talentId && c.ItemId == filed.ItemId && c.Subject == topic.Key && c.State == CaseState.Draft)
            ?? await NewDraftAsync(db, talentId, filed, topic);
        (draft.ItemVersionId, draft.ItemVersion, draft.DepartmentId) = (filed.Id, filed, filed.DepartmentId);
        return draft;
    }

    // Between two rounds there is nothing to fill in: the request is the way, unless a draft is waiting for the next window.
    private async Task<bool> IsBetweenRoundsAsync(TalentDb db, Guid talentId, string itemId) =>
        !(await RoundGate.ForAsync(db, itemId, clock.UtcNow)).IsOpen && !await db.Cases.AnyAsync(c => c.TalentId == talentId && c.ItemId == itemId && c.State == CaseState.Draft);

    private async Task<ServiceCase> NewDraftAsync(TalentDb db, Guid talentId, ServiceItemVersion version, RequestTopic topic)
    {
        var known = await Prefilling.KnownAsync(db, talentId, clock);
        var itemId = version.ItemId;
        var draft = new ServiceCase
        {
            Id = Guid.CreateVersion7(clock.UtcNow),
            ItemId = itemId,
            Subject = topic.Key,
            TalentId = talentId,
            CreatedAt = clock.UtcNow,
            Answers = Prefilling.Fill(ItemForms.Of(version.Content)!, known),
        };
        if (itemId == RoundForms.SchoolPlace) RoundForms.Prefill(draft.Answers, known.Talent, (await RoundGate.ForAsync(db, itemId, clock.UtcNow)).Open);
        if (topic != RequestTopic.None) draft.Answers[RequestTopic.Question] = topic.Words;
        db.Cases.Add(draft);
        return draft;
    }

    /// <summary>The draft with everything the confirmation says.</summary>
    public Task<DraftView> ViewAsync(Actor actor, Guid draftId) => store.ReadAsync(async db =>
    {
        var draft = await FindAsync(db, draftId);
        actor.RequireTalent(draft.TalentId);
        return await ViewAsync(db, draft);
    });

    internal async Task<DraftView> ViewAsync(TalentDb db, ServiceCase draft)
    {
        var known = await Prefilling.KnownAsync(db, draft.TalentId, clock);
        var talent = known.Talent;
        var gate = await RoundGate.ForAsync(db, draft.ItemId, clock.UtcNow);
        var form = ItemForms.Of(draft.ItemVersion!.Content, talent, gate.Shown, draft.Answers, clock.Today)!;
        var child = form.PersonOf(draft.Answers);
        // Whoever was split off a family before has a case of their own.
        List<Guid> joined = form.MayJoin is null ? [] : [.. FormPeople.Chosen(draft.Answers)];
        var open = draft.ItemId == ItemForms.DirectRequest ? null : await db.Cases
            .FirstOrDefaultAsync(c => c.TalentId == draft.TalentId && c.ItemId == draft.ItemId && c.ParentId == null && c.Id != draft.Id && (c.FamilyMemberId == child || (c.FamilyMemberId != null && joined.Contains(c.FamilyMemberId.Value))) && CaseWorkflow.Working.Contains(c.State));
        var mayPledge = draft.ItemVersion.Content.Pledges.Count > 0 && !await db.Pledges.AnyAsync(p => p.TalentId == draft.TalentId && p.Held == false);
        var check = FilingCheck.Of(draft.ItemVersion.Content, form, talent, known.OnFile, draft.Answers, mayPledge, await calendars.CurrentAsync(), clock, gate.Open?.ClosesAt);
        var points = draft.ItemId == ItemForms.GradeRecognition && GradeForm.IsByPoints(draft.Answers) ? GradePoints.Of(talent, draft.Answers, clock.Today) : null;
        var consented = draft.ItemVersion.Content.Ground == Catalogue.Ground.Consent && await Consents.ConsentService.InForceAsync(db, draft.TalentId, draft.ItemId, draft.ItemVersion.DepartmentId);
        return new(draft, form, check with { Obstacle = check.Obstacle ?? gate.Obstacle ?? await FlatAllocation.ObstacleAsync(db, draft) }, open) { Gate = gate, Points = points, Sources = Prefilling.SourcesOf(check, known, draft.Answers), Consented = consented, Members = await Families.FamilyConsents.StandingAsync(db, draft, form, talent, clock) };
    }

    /// <summary>
    /// Keeps what was typed. Fields the form does not know are dropped; nothing is judged here. A field that was changed
    /// on another device meanwhile, and differently, is left as it is and named in the answer.
    /// </summary>
    /// <param name="shown">What stood in the fields when this page was made; null for whoever does not know.</param>
    public Task<DraftSaved> SaveAsync(Actor actor, Guid draftId, IReadOnlyDictionary<string, string> typed, IReadOnlyDictionary<string, string>? shown = null) => store.WriteAsync(async db =>
    {
        var draft = await FindAsync(db, draftId);
        actor.RequireTalent(draft.TalentId);
        if (draft.State != CaseState.Draft) return new DraftSaved(draft.Answers, new Dictionary<string, string>());
        var (mine, theirs) = DraftSaved.Split(draft.Answers, typed, shown);
        await MergeAsync(db, draft, mine);
        return new DraftSaved(draft.Answers, theirs);
    });

    internal static async Task MergeAsync(TalentDb db, ServiceCase draft, IReadOnlyDictionary<string, string> typed)
    {
        var form = ItemForms.Of(draft.ItemVersion!.Content)!;
        var answers = new Dictionary<string, string>(draft.Answers);
        var own = await db.FamilyMembers.Where(f => f.TalentId == draft.TalentId).Select(f => f.Id).ToListAsync();
        foreach (var field in form.Fields.Where(f => f.Key != RequestTopic.Question || !RequestTopic.IsItem(draft)))
            foreach (var key in field.Per is null ? [field.Key] : own.Select(id => (Guid?)id).Append(null).Select(id => FormField.KeyFor(field.Key, id)))
                if (typed.TryGetValue(key, out var text)) answers[key] = Limit(text, field.MaxLength + 200);
        if (form.MayJoin is not null && typed.TryGetValue(FormPeople.Members, out var members))
        {
            answers[FormPeople.Members] = string.Join(',', FormPeople.Chosen(new Dictionary<string, string> { [FormPeople.Members] = members }).Where(own.Contains));
        }
        // Which of them count, the check decides; here a choice is only kept.
        if (typed.TryGetValue(FilingCheck.PledgeAnswer, out var pledges)) answers[FilingCheck.PledgeAnswer] = Limit(pledges, 400);
        draft.Answers = answers;
    }

    /// <summary>Hands a prepared draft to the holder's phone; nothing is filed until the holder confirms there.</summary>
    /// <exception cref="RefusedException">No permission, no open grant for this person, or a closed item.</exception>
    public Task<Guid> PrepareAsync(Actor staff, Guid grantId, string itemId, IReadOnlyDictionary<string, string> answers)
    {
        staff.Require(Permission.PrepareApplications);
        return store.WriteAsync(async db =>
        {
            var grant = await Scans.Grants.RequireOpenAsync(db, staff, grantId, clock.UtcNow);
            Scans.Grants.RequirePurpose(grant, Scans.ScanPurpose.FileService);
            var draft = await OpenDraftAsync(db, grant.TalentId, itemId, await TopicAsync(db, itemId, answers));
            draft.PreparedById = staff.Id;
            await MergeAsync(db, draft, WithOwnWords(draft, answers));
            var version = await db.ItemVersions.SingleAsync(v => v.Id == draft.ItemVersionId);
            var key = $"{draft.Id:N}:{grantId:N}";
            if (!await db.Outbox.AnyAsync(m => m.DedupKey.StartsWith($"draft-prepared|{key}")))
                db.Owe("draft-prepared", key, Recipient.Talent(grant.TalentId), clock.UtcNow,
                    new Dictionary<string, LocalText> { ["item"] = version.Content.ShortName, ["place"] = grant.Window!.Place }, $"/apply/{draft.Id}");
            return draft.Id;
        });
    }

    /// <summary>A request prepared about an item belongs to that item, as if it had been started from there.</summary>
    private static async Task<RequestTopic> TopicAsync(TalentDb db, string itemId, IReadOnlyDictionary<string, string> answers) =>
        itemId == ItemForms.DirectRequest && answers.GetValueOrDefault(RequestTopic.Question) is { Length: > 0 } about && await db.Items.AnyAsync(i => i.Id == about)
            ? RequestTopic.Of(about) : RequestTopic.None;

    /// <summary>What the holder has already written stays above what the counter adds.</summary>
    private static Dictionary<string, string> WithOwnWords(ServiceCase draft, IReadOnlyDictionary<string, string> answers)
    {
        var all = new Dictionary<string, string>(answers);
        foreach (var field in ItemForms.Of(draft.ItemVersion!.Content)!.Fields.Where(f => f.Kind == FieldKind.Text))
        {
            if (!answers.TryGetValue(field.Key, out var added) || draft.Answers.GetValueOrDefault(field.Key) is not { Length: > 0 } own) continue;
            all[field.Key] = own.Contains(added, StringComparison.Ordinal) ? own : $"{own}\n{added}";
            if (all[field.Key].Length > field.MaxLength)
                throw new RefusedException("no-room", $"持码人已经写了{own.Length}个字,加上这一段超过{field.MaxLength}个。请写短一些;本人写的都还在。",
                    $"The holder has already written {own.Length} characters; with this it would be more than {field.MaxLength}. Please write less; the holder's words are kept.");
        }
        return all;
    }

    private static async Task<ServiceItemVersion> OpenItemAsync(TalentDb db, string itemId)
    {
        var item = await db.Items.Include(i => i.Versions.Where(v => v.Until == null)).SingleOrDefaultAsync(i => i.Id == itemId);
        if (item?.Versions.SingleOrDefault() is not { } version)
            throw new RefusedException("no-such-item", "没有这个事项,可能已经调整。请到“办事”里重新查找。", "There is no such service any more. Please look for it under Services.");
        if (!item.Open)
            throw new RefusedException("item-closed",
                $"“{version.Content.ShortZh}”暂停办理:{item.ClosedReasonZh}。可以先提交“诉求直达”,我们会在恢复后联系你。",
                $"“{version.Content.ShortEn}” is closed at the moment: {item.ClosedReasonEn}. You can leave a direct request and will be contacted when it reopens.");
        return version;
    }

    private static async Task<ServiceCase> FindAsync(TalentDb db, Guid id) =>
        await db.Cases.Include(c => c.ItemVersion).Include(c => c.Department).SingleOrDefaultAsync(c => c.Id == id)
        ?? throw new RefusedException("no-such-draft", "找不到这份草稿,可能已经删除。", "This draft cannot be found; it may have been discarded.");

    internal static Task<Talent> LoadTalentAsync(TalentDb db, Guid id) =>
        db.Talents.Include(t => t.Employer).Include(t => t.Grades).Include(t => t.Family).ThenInclude(f => f.Papers).Include(t => t.Papers).AsSplitQuery().SingleAsync(t => t.Id == id);

    // Longer than allowed is kept up to a point, so that the person sees and shortens the own words instead of losing them.
    private static string Limit(string text, int max) => text.Length > max ? text[..max] : text;
}
