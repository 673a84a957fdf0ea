using Falco.Core.Events;

namespace Falco.Core.Plugins;

/// <summary>News that wait for their place in the stream of a source. Filled by any thread, emptied by the source's.</summary>
internal sealed class AsyncEventQueue(TimeProvider clock)
{
    /// <summary>No more events wait than these.</summary>
    public const int Capacity = 4096;

    private const ulong NanosecondsPerTick = 100;
    private const ulong MaxAhead = 10_000_000_000;

    private readonly Lock _gate = new();

    // By time; what has none comes first, in the order of posting.
    private readonly PriorityQueue<byte[], (ulong Time, long Order)> _waiting = new();
    private long _order;
    private long _dropped;
    private int _count;

    /// <summary>Events that were turned away: no room, or too far ahead.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Nanoseconds since the Unix epoch.</summary>
    public ulong Now => (ulong)(clock.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) * NanosecondsPerTick;

    /// <summary>Puts an event into the queue.</summary>
    public bool TryPost(uint pluginId, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, ulong timestamp, long threadId)
    {
        ulong now = Now;
        bool isTimed = timestamp != PluginEventBatch.Now;
        if (data.Length > PluginEventBatch.MaxEventBytes || (isTimed && timestamp > now + MaxAhead))
            return Refuse();
        byte[] encoded = AsynchronousEvent.Encode(pluginId, name, data, isTimed ? timestamp : now, threadId);
        lock (_gate)
        {
            if (_waiting.Count < Capacity)
            {
                _waiting.Enqueue(encoded, (isTimed ? timestamp : 0, _order++));
                Volatile.Write(ref _count, _waiting.Count);
                return true;
            }
        }

        return Refuse();
    }

    /// <summary>The next event that is not later than a time.</summary>
    public bool TryTake(ulong time, out byte[] encoded)
    {
        encoded = [];
        if (Volatile.Read(ref _count) == 0)
            return false;
        lock (_gate)
        {
            if (!_waiting.TryPeek(out _, out (ulong Time, long Order) next) || next.Time > time)
                return false;
            encoded = _waiting.Dequeue();
            Volatile.Write(ref _count, _waiting.Count);
            return true;
        }
    }

    public bool Refuse()
    {
        Interlocked.Increment(ref _dropped);
        return false;
    }
}
