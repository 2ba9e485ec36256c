using TalentCode.Core.Cases;
using TalentCode.Core.Catalogue;
using TalentCode.Core.Data;
using TalentCode.Core.Filing;
using TalentCode.Core.People;
using TalentCode.Core.Time;

namespace TalentCode.Core.Resources;

/// <summary>What a booking asks beside the time: the form of its item, filled in and checked like any other, with nothing filed but the booking.</summary>
public static class BookingForms
{
    private static readonly LocalText Note = new("说明", "Note");

    private static ItemForm? Of(ItemContent item, Talent talent, DateOnly today) =>
        item is { Kind: ItemKind.Booking, Form.Fields.Count: > 0 } && DataForms.Of(item) is { } form ? DataForms.Fit(form, item.Form, talent, today) : null;

    /// <summary>The questions with what is known and what was typed; null where the item asks nothing.</summary>
    /// <param name="typed">Fields as they were sent; keys of no question are left out. Null for a form nobody has touched.</param>
    internal static async Task<DraftView?> ViewAsync(TalentDb db, Guid talentId, ServiceItemVersion version, IReadOnlyDictionary<string, string>? typed, CityClock clock)
    {
        if (version.Content is not { Kind: ItemKind.Booking, Form.Fields.Count: > 0 }) return null;
        var known = await Prefilling.KnownAsync(db, talentId, clock);
        var form = Of(version.Content, known.Talent, clock.Today)!;
        var answers = Prefilling.Fill(form, known);
        foreach (var field in form.Fields)
            if (typed?.TryGetValue(field.Key, out var text) == true) answers[field.Key] = text.Trim() is var t && t.Length > field.MaxLength + 200 ? t[..(field.MaxLength + 200)] : t;
        var check = FilingCheck.OfQuestions(version.Content, form, known.Talent, answers, clock);
        var draft = new ServiceCase { ItemId = version.ItemId, ItemVersion = version, TalentId = talentId, Answers = answers };
        return new(draft, form, check, null) { Gate = new(false, null, null, null), Sources = Prefilling.SourcesOf(check, known, answers) };
    }

    /// <summary>What is kept with the booking: the answers to the questions that were asked, and nothing else.</summary>
    /// <exception cref="RefusedException">Something is missing or cannot be right.</exception>
    internal static Dictionary<string, string> Require(DraftView? view)
    {
        if (view is null) return [];
        if (view.Check.Answers is [{ } question, ..]) throw new RefusedException("answer-missing", question.Problem!.Value);
        return Asked(view.Form, view.Draft.Answers).Where(f => view.Draft.Answers.GetValueOrDefault(f.Key) is { Length: > 0 }).ToDictionary(f => f.Key, f => view.Draft.Answers[f.Key]);
    }

    /// <summary>What the person said with a booking, in words. Empty once it was taken back.</summary>
    /// <param name="booking">With its case and the version of the item.</param>
    /// <param name="talent">With the family.</param>
    internal static IReadOnlyList<SaidLine> Said(Booking booking, Talent talent, DateOnly today)
    {
        var answers = booking.Case!.Answers;
        List<SaidLine> said = Of(booking.Case.ItemVersion!.Content, talent, today) is { } form
            ? [.. Asked(form, answers).Where(f => answers.GetValueOrDefault(f.Key) is { Length: > 0 }).Select(f => new SaidLine(f.Label, f.Words(answers[f.Key])))] : [];
        // Bookings from before there were questions carry one note.
        if (booking.Need is { } need) said.Add(new(Note, new(need, need)));
        return said;
    }

    private static IEnumerable<FormField> Asked(ItemForm form, IReadOnlyDictionary<string, string> answers) => form.Fields.Where(f => f.ShownWhen is not { } when || when.Holds(answers));
}

/// <summary>One answer of a booking.</summary>
public sealed record SaidLine(LocalText Label, LocalText Answer);
