using System.Threading.Channels;

namespace TalentCode.Core.Notifications;

/// <summary>Says inside this process that messages may be due. Losing it costs nothing but time: the sweep finds the rows.</summary>
public sealed class OutboxSignal
{
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Wake() => _wakes.Writer.TryWrite(true);

    public ValueTask<bool> WaitAsync(CancellationToken cancel) => _wakes.Reader.ReadAsync(cancel);
}
