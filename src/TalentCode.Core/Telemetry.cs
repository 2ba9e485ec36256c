using System.Diagnostics;

namespace TalentCode.Core;

/// <summary>Where traces of the product begin. Nothing is measured unless the host listens.</summary>
public static class Telemetry
{
    public const string SourceName = "TalentCode";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins work that an earlier action caused, in the trace of that action when it left one.</summary>
    /// <param name="cause">W3C trace parent, as <see cref="Activity.Id"/> gives it.</param>
    public static Activity? Begin(string name, string? cause = null) =>
        ActivityContext.TryParse(cause, null, isRemote: true, out var parent)
            ? Source.StartActivity(name, ActivityKind.Consumer, parent)
            : Source.StartActivity(name);

    /// <summary>Points from work that several actions caused to the trace of one of them, unless it is in that trace already.</summary>
    public static void Link(Activity? work, string? cause)
    {
        if (work is not null && ActivityContext.TryParse(cause, null, isRemote: true, out var other) && other.TraceId != work.TraceId) work.AddLink(new ActivityLink(other));
    }
}
