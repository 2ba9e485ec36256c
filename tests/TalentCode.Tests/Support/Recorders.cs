using System.Collections.Concurrent;
using TalentCode.Core;
using TalentCode.Core.Notifications;
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

/// <summary>A channel that keeps what it was handed, or fails while it is told to.</summary>
public sealed class RecordingChannel(string name) : IMessageChannel
{
    private readonly ConcurrentQueue<(Guid Id, Guid Recipient, string Template, LocalText Title, LocalText Body)> _sent = new();

    public string Name { get; } = name;

    /// <summary>When set, every hand-over fails with it.</summary>
    public Exception? Failure { get; set; }

    public IReadOnlyList<(Guid Id, Guid Recipient, string Template, LocalText Title, LocalText Body)> Sent => [.. _sent];

    public Task SendAsync(OutboxMessage message, LocalText title, LocalText body, CancellationToken cancel)
    {
        if (Failure is { } failure) return Task.FromException(failure);
        _sent.Enqueue((message.Id, message.RecipientId, message.Template, title, body));
        return Task.CompletedTask;
    }
}
