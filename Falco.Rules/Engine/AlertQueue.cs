using System.Threading.Channels;

namespace Falco.Rules.Engine;

/// <summary>The bounded channel between an engine and the readers of its alerts.</summary>
internal sealed class AlertQueue
{
    private readonly Channel<Alert> _channel;
    private readonly AlertFullMode _mode;
    private long _dropped;

    public AlertQueue(int capacity, AlertFullMode mode)
    {
        _mode = mode;
        _channel = Channel.CreateBounded<Alert>(new BoundedChannelOptions(capacity) { SingleWriter = false });
    }

    public ChannelReader<Alert> Reader => _channel.Reader;

    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Writes an alert.</summary>
    /// <returns>How many alerts were dropped for it, itself included.</returns>
    public int Write(Alert alert)
    {
        int dropped = 0;
        while (!_channel.Writer.TryWrite(alert))
        {
            if (_mode == AlertFullMode.DropOldest && _channel.Reader.TryRead(out _))
            {
                dropped++;
            }
            else if (_mode != AlertFullMode.Wait || !WaitForRoom())
            {
                dropped++;
                break;
            }
        }

        if (dropped > 0)
            Interlocked.Add(ref _dropped, dropped);
        return dropped;
    }

    public void Complete(Exception? error) => _channel.Writer.TryComplete(error);

    // The source's thread is the embedder's to block: that is what it asked for.
    private bool WaitForRoom() => _channel.Writer.WaitToWriteAsync().AsTask().GetAwaiter().GetResult();
}
