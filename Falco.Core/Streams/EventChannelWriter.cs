using System.Threading.Channels;
using Falco.Core.Events;

namespace Falco.Core.Streams;

/// <summary>The source's side of a channel: copies events into batches and hands the batches over.</summary>
/// <remarks>
/// Events come on the source's thread, the flush on a timer's, <see cref="Close"/> on any: all hold the gate. While the source waits for a
/// batch it holds the gate, too; the timer then goes without, and closing makes the wait end first.
/// </remarks>
internal sealed class EventChannelWriter : IEventObserver
{
    private readonly EventChannelOptions _options;
    private readonly EventBatchPool _pool;
    private readonly Channel<EventBatch> _channel;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private CancellationTokenRegistration _stop;
    private EventBatchBuffer? _open;
    private bool _isClosed;
    private long _offered;
    private long _dropped;
    private long _batches;

    public EventChannelWriter(EventChannelOptions options)
    {
        _options = options;
        _pool = new EventBatchPool(options.BatchCount, options.BatchBytes);

        // The pool bounds the number of batches, so a write always finds room. The writer reads, too: to drop the oldest.
        _channel = Channel.CreateBounded<EventBatch>(new BoundedChannelOptions(options.BatchCount) { SingleWriter = true });
        _timer = options.TimeProvider.CreateTimer(
            static writer => ((EventChannelWriter)writer!).FlushInTime(), this, options.FlushInterval, options.FlushInterval);
    }

    public ChannelReader<EventBatch> Reader => _channel.Reader;

    public EventChannelStatistics Statistics =>
        new(Volatile.Read(ref _offered), Volatile.Read(ref _dropped), Volatile.Read(ref _batches), _pool.Taken);

    public void OnStarted(CancellationToken stop) =>
        _stop = stop.UnsafeRegister(static pool => ((EventBatchPool)pool!).StopWaiting(), _pool);

    public void OnEvent(in Event view)
    {
        lock (_gate)
        {
            if (_isClosed)
                return;
            _offered++;
            if (_open is { } open && open.TryAppend(in view))
            {
                if (open.Count == _options.BatchEvents)
                    Flush();
                return;
            }

            Flush();
            if (Rent() is { } next)
            {
                next.Start(_offered);
                next.TryAppend(in view);
                _open = next;
                if (_options.BatchEvents == 1)
                    Flush();
            }
            else
            {
                _dropped++;
            }
        }
    }

    public void OnCompleted() => Complete(null);

    public void OnError(Exception error) => Complete(error);

    /// <summary>Ends the channel and drops what nobody has read.</summary>
    public void Close()
    {
        _pool.StopWaiting();
        Complete(null);
        while (_channel.Reader.TryRead(out EventBatch batch))
            Drop(batch);
    }

    private void Complete(Exception? error)
    {
        lock (_gate)
        {
            if (_isClosed)
                return;
            Flush();
            _isClosed = true;
        }

        _timer.Dispose();
        _stop.Dispose();
        _channel.Writer.TryComplete(error);
    }

    private EventBatchBuffer? Rent()
    {
        switch (_options.FullMode)
        {
            case EventChannelFullMode.Wait:
                return _pool.WaitAndRent();
            case EventChannelFullMode.DropOldest:
                if (_pool.TryRent() is { } free)
                    return free;
                if (_channel.Reader.TryRead(out EventBatch oldest))
                    Drop(oldest);
                return _pool.TryRent();
            default:
                return _pool.TryRent();
        }
    }

    private void Drop(EventBatch batch)
    {
        Interlocked.Add(ref _dropped, batch.Count);
        batch.Dispose();
    }

    private void Flush()
    {
        if (_open is not { } full)
            return;
        _open = null;
        _batches++;
        _channel.Writer.TryWrite(new EventBatch(full));
    }

    private void FlushInTime()
    {
        if (!_gate.TryEnter())
            return;
        try
        {
            Flush();
        }
        finally
        {
            _gate.Exit();
        }
    }
}
