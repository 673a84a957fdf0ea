using System.Buffers.Binary;
using Falco.Core.Events;

namespace Falco.Core.Streams;

/// <summary>
/// Events of a live source that wait for news from beside its stream: in order, for a bounded time and in bounded memory. Used on the source's thread.
/// </summary>
internal sealed class EventHold(IEventGate gate, EventHoldOptions options)
{
    // Of each event: its length, its CPU and its flags.
    private const int Header = sizeof(int) + sizeof(ushort) + sizeof(uint);

    private readonly ulong _longest = (ulong)options.LongestWait.TotalNanoseconds;
    private byte[] _bytes = [];
    private int _used;
    private int _read;
    private ulong _deadline;
    private bool _mustWait;

    public EventHoldStatistics Statistics { get; } = new();

    public bool IsHolding => _used > 0;

    /// <summary>The time of the first event that waits.</summary>
    public ulong FirstTime { get; private set; }

    /// <summary>Looks at an event, and keeps it if others wait already.</summary>
    /// <param name="view">The event.</param>
    /// <param name="isOver">Whether what waits has to be delivered first.</param>
    /// <returns>Whether the event was kept; else <see cref="TryBegin"/> tells whether it is the first that has to wait.</returns>
    public bool TryKeep(in Event view, out bool isOver)
    {
        _mustWait = gate.Inspect(in view);
        isOver = IsHolding && IsOver(view.Timestamp, view.Bytes.Length);
        if (!IsHolding || isOver)
            return false;
        Append(in view);
        return true;
    }

    /// <summary>Keeps the event that was looked at last, if it needs news that are not there yet and nothing else waits.</summary>
    public bool TryBegin(in Event view)
    {
        if (!_mustWait || gate.IsOpen || view.Bytes.Length + Header > options.MaxBytes)
            return false;
        FirstTime = view.Timestamp;
        _deadline = view.Timestamp + _longest;
        Statistics.Holds++;
        Append(in view);
        return true;
    }

    /// <summary>Whether what waits has to be delivered, though no event comes.</summary>
    public bool IsOver(ulong time) => IsHolding && IsOver(time, 0);

    /// <summary>Takes the next event that has waited; valid until the next one is kept.</summary>
    public bool TryTake(out Event view)
    {
        view = default;
        if (_read >= _used)
        {
            _read = _used = 0;
            return false;
        }

        ReadOnlySpan<byte> entry = _bytes.AsSpan(_read, _used - _read);
        int length = BinaryPrimitives.ReadInt32LittleEndian(entry);
        ushort cpu = BinaryPrimitives.ReadUInt16LittleEndian(entry[4..]);
        var flags = (EventFlags)BinaryPrimitives.ReadUInt32LittleEndian(entry[6..]);
        view = Event.OfChecked(entry.Slice(Header, length), cpu, flags);
        _read += Header + length;
        return true;
    }

    private bool IsOver(ulong time, int length)
    {
        if (gate.IsOpen)
            Statistics.Answered++;
        else if (time >= _deadline)
            Statistics.Expired++;
        else if (_used + Header + (long)length > options.MaxBytes)
            Statistics.Full++;
        else
            return false;
        return true;
    }

    private void Append(in Event view)
    {
        int needed = _used + Header + view.Bytes.Length;
        if (needed > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(options.MaxBytes, Math.Max(needed, Math.Max(64 * 1024, 2L * _bytes.Length))));
        Span<byte> entry = _bytes.AsSpan(_used);
        BinaryPrimitives.WriteInt32LittleEndian(entry, view.Bytes.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[4..], view.Cpu);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[6..], (uint)view.Flags);
        view.Bytes.CopyTo(entry[Header..]);
        _used = needed;
        Statistics.Events++;
    }
}
