using System.Collections.Concurrent;
using TalentCode.Core.Messaging;
using TalentCode.Core.SignIn;

namespace TalentCode.Tests.Support;

/// <summary>Keeps the codes that would have gone out by text message.</summary>
public sealed class RecordingSms : ISmsSender
{
    private readonly ConcurrentQueue<(string Phone, string Code)> _sent = new();

    public IReadOnlyList<string> To(string phone) => [.. _sent.Where(s => s.Phone == phone).Select(s => s.Code)];

    public Task SendCodeAsync(string phone, string code, CancellationToken cancel)
    {
        _sent.Enqueue((phone, code));
        return Task.CompletedTask;
    }
}

/// <summary>How a provider behaves just now.</summary>
public enum Mood
{
    Up,

    /// <summary>Nothing is taken, and it says so.</summary>
    Down,

    /// <summary>Takes the message and does not answer.</summary>
    TakesAndIsSilent,

    /// <summary>Neither takes it nor answers.</summary>
    Silent,

    /// <summary>Will never take it.</summary>
    Refuses,
}

/// <summary>A provider at the edge: what it took, in order; it behaves as the test says, and its record tells the truth where it keeps one.</summary>
public sealed class RecordingChannel(string name, bool keepsRecord = false) : IMessageChannel
{
    private readonly ConcurrentQueue<Outgoing> _taken = new();

    public string Name { get; } = name;
    public Mood Mood { get; set; }

    /// <summary>The record can be asked.</summary>
    public bool RecordAnswers { get; set; } = true;

    /// <summary>Runs while the provider is being called: the place where a process may die.</summary>
    public Func<Outgoing, Task>? During { get; set; }

    /// <summary>Messages that are refused whatever the mood.</summary>
    public Func<Outgoing, bool> Dislikes { get; set; } = _ => false;

    public IReadOnlyList<Outgoing> Taken => [.. _taken];

    public int Asked { get; private set; }

    public async Task<SendOutcome> SendAsync(Outgoing message, CancellationToken cancel)
    {
        if (During is { } meanwhile) await meanwhile(message);
        if (Mood == Mood.Refuses || Dislikes(message)) return new(SendResult.Rejected, Reason: "refused");
        if (Mood == Mood.Down) return new(SendResult.Failed, Reason: "no connection");
        if (Mood != Mood.Silent) _taken.Enqueue(message);
        return Mood == Mood.Up ? new(SendResult.Sent, $"receipt-{_taken.Count}") : new(SendResult.Unknown, Reason: "no answer in time");
    }

    public Task<SendRecord> AskAsync(Outgoing message, DateTime attemptedAt, CancellationToken cancel)
    {
        Asked++;
        return Task.FromResult(!keepsRecord ? SendRecord.None : !RecordAnswers ? SendRecord.Silent : _taken.Any(t => t.Id == message.Id) ? SendRecord.Sent : SendRecord.Missing);
    }
}
