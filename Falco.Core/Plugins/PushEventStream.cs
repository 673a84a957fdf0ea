using System.Threading.Channels;

namespace Falco.Core.Plugins;

/// <summary>A stream of events that come by themselves, from any thread: bounded, so that who sends waits or is told that there is no room.</summary>
public sealed class PushEventStream : IPluginEventStream
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(30);

    private readonly Channel<Pushed> _channel;
    private readonly Action? _onClosed;
    private long _dropped;

    /// <summary>Makes an empty stream.</summary>
    /// <param name="capacity">How many events may wait.</param>
    /// <param name="onClosed">Called once, when the engine reads no more; who sends should then stop.</param>
    public PushEventStream(int capacity = 1024, Action? onClosed = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _channel = Channel.CreateBounded<Pushed>(new BoundedChannelOptions(capacity) { SingleReader = true });
        _onClosed = onClosed;
    }

    /// <summary>Events that found no room.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Sends an event, if there is room; one that finds none is counted.</summary>
    /// <param name="data">The data, not copied: it must not change any more.</param>
    /// <param name="timestamp">Nanoseconds since the Unix epoch.</param>
    public bool TryPush(ReadOnlyMemory<byte> data, ulong timestamp = PluginEventBatch.Now)
    {
        if (_channel.Writer.TryWrite(Checked(data, timestamp)))
            return true;
        Interlocked.Increment(ref _dropped);
        return false;
    }

    /// <summary>Sends an event as soon as there is room.</summary>
    /// <param name="data">The data, not copied: it must not change any more.</param>
    /// <param name="timestamp">Nanoseconds since the Unix epoch.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="ChannelClosedException">The stream has ended.</exception>
    public ValueTask PushAsync(ReadOnlyMemory<byte> data, ulong timestamp = PluginEventBatch.Now, CancellationToken cancel = default) =>
        _channel.Writer.WriteAsync(Checked(data, timestamp), cancel);

    /// <summary>Ends the stream after what was sent.</summary>
    /// <param name="error">Why, if it is a failure.</param>
    public void Complete(Exception? error = null) => _channel.Writer.TryComplete(error);

    /// <inheritdoc/>
    public PluginReadStatus Read(PluginEventBatch batch, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (!_channel.Reader.TryPeek(out _) && !Wait(stop, out bool hasEnded))
            return hasEnded ? PluginReadStatus.End : PluginReadStatus.Idle;
        while (!batch.IsFull && _channel.Reader.TryRead(out Pushed pushed))
            batch.Add(pushed.Data.Span, pushed.Timestamp);
        return PluginReadStatus.Continue;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_channel.Writer.TryComplete() | !_channel.Reader.Completion.IsCompleted)
            _onClosed?.Invoke();
        while (_channel.Reader.TryRead(out _))
        {
            // Who waits for room is released.
        }
    }

    private bool Wait(CancellationToken stop, out bool hasEnded)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        try
        {
            bool hasMore = _channel.Reader.WaitToReadAsync(limit.Token).AsTask().GetAwaiter().GetResult();
            hasEnded = !hasMore;
            return hasMore;
        }
        catch (OperationCanceledException)
        {
            hasEnded = false;
            return false;
        }
    }

    private static Pushed Checked(ReadOnlyMemory<byte> data, ulong timestamp) => data.Length <= PluginEventBatch.MaxEventBytes
        ? new Pushed(data, timestamp)
        : throw new ArgumentException($"An event has {data.Length} bytes, more than {PluginEventBatch.MaxEventBytes}.", nameof(data));

    private readonly record struct Pushed(ReadOnlyMemory<byte> Data, ulong Timestamp);
}
