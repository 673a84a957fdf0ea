using System.Buffers.Binary;
using Falco.Core.Events;

namespace Falco.Core.Streams;

/// <summary>
/// Events that happen beside the stream of a source, from look-ups and plugins on any thread: they wait here until the source's thread merges them into
/// its stream by their time.
/// </summary>
/// <remarks>Bounded: what finds no room is turned away and counted, so that whoever tells news is never held up.</remarks>
public sealed class EventInjection
{
    /// <summary>The time of an event that is to take place at once, whenever that is.</summary>
    public const ulong Now = ulong.MaxValue;

    private const int DefaultCapacity = 4096;

    // An event that lies further ahead would wait for as long.
    private const ulong LongestWait = 10_000_000_000;

    private readonly Lock _gate = new();
    private readonly PriorityQueue<byte[], (ulong Time, long Order)> _events = new();
    private readonly int _capacity;
    private readonly TimeProvider _clock;
    private long _order;
    private ulong _earliest = ulong.MaxValue;
    private bool _isAny;
    private long _delivered;
    private long _dropped;
    private long _refused;

    /// <summary>Makes a queue.</summary>
    /// <param name="capacity">The most events that wait.</param>
    /// <param name="clock">Tells what is too far ahead.</param>
    public EventInjection(int capacity = DefaultCapacity, TimeProvider? clock = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _capacity = capacity;
        _clock = clock ?? TimeProvider.System;
    }

    /// <summary>Events that were merged into the stream. May be read from any thread, as the other counts.</summary>
    public long Delivered => Volatile.Read(ref _delivered);

    /// <summary>Events that found the queue full.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Events that are none, or whose time is more than ten seconds ahead.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Hands an event over. May be called from any thread.</summary>
    /// <param name="encoded">The encoded event, which must not be changed any more; the time <see cref="Now"/> becomes that of its delivery.</param>
    /// <returns>Whether it was taken.</returns>
    public bool TryPost(byte[] encoded)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        if (Event.TryRead(encoded, ushort.MaxValue, EventFlags.None, out Event view) != EventFault.None || IsTooFarAhead(view.Timestamp))
        {
            Interlocked.Increment(ref _refused);
            return false;
        }

        ulong time = view.Timestamp;
        lock (_gate)
        {
            if (_events.Count >= _capacity)
            {
                _dropped++;
                return false;
            }

            // What takes place at once does not wait for what is dated.
            _events.Enqueue(encoded, (time == Now ? 0 : time, _order++));
            Note();
            return true;
        }
    }

    /// <summary>Whether an event waits that may be delivered before one of a given time. Costs one read of memory if none waits.</summary>
    internal bool IsDue(ulong time) => Volatile.Read(ref _isAny) && Volatile.Read(ref _earliest) <= time;

    /// <summary>Takes the next event that may be delivered before one of a given time. Called on the source's thread.</summary>
    internal bool TryTake(ulong time, out byte[]? encoded)
    {
        lock (_gate)
        {
            if (!_events.TryPeek(out encoded, out (ulong Time, long Order) due) || due.Time > time)
            {
                encoded = null;
                return false;
            }

            _events.Dequeue();
            Note();
            _delivered++;
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(encoded) == Now)
            BinaryPrimitives.WriteUInt64LittleEndian(encoded, time);
        return true;
    }

    private void Note()
    {
        bool isAny = _events.TryPeek(out _, out (ulong Time, long Order) due);
        Volatile.Write(ref _earliest, isAny ? due.Time : ulong.MaxValue);
        Volatile.Write(ref _isAny, isAny);
    }

    private bool IsTooFarAhead(ulong time) =>
        time != Now && time > (ulong)(_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalNanoseconds + LongestWait;
}
