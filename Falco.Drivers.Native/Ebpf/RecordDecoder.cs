using Falco.Core.Events;

namespace Falco.Drivers.Native.Ebpf;

/// <summary>Takes the records of the rings for events, and counts what they are. Used by the thread that reads; the counters may be read by any.</summary>
internal sealed class RecordDecoder
{
    private long _events;
    private long _malformed;

    /// <summary>Records that are events.</summary>
    public long Events => Volatile.Read(ref _events);

    /// <summary>Records that are no event of the schema.</summary>
    public long Malformed => Volatile.Read(ref _malformed);

    /// <summary>Looks at a record.</summary>
    /// <param name="record">The record, which the event is a view of.</param>
    /// <param name="ring">The ring that it comes from, which stands for the CPU.</param>
    /// <param name="view">The event.</param>
    /// <returns>Whether it is one.</returns>
    public bool TryDecode(ReadOnlySpan<byte> record, ushort ring, out Event view)
    {
        if (Event.TryRead(record, ring, EventFlags.None, out view) == EventFault.None)
        {
            _events++;
            return true;
        }

        _malformed++;
        return false;
    }
}
