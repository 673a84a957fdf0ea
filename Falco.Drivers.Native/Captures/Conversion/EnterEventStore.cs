using System.Numerics;
using Falco.Core.Events;

namespace Falco.Drivers.Native.Captures.Conversion;

/// <summary>Keeps, for each thread, the start of the call that it has begun last, until the end of that call asks for it.</summary>
/// <remarks>
/// Threads vanish without ending their call, and captures may be damaged or hostile: there are only so many starts, of so many bytes; the
/// oldest ones give way. A steady stream allocates nothing, because slots and small buffers are used again.
/// </remarks>
internal sealed class EnterEventStore(int maxEvents, long maxBytes)
{
    private const int None = -1;
    private const int SmallBuffer = 256;

    private readonly Dictionary<long, int> _slotOfThread = [];

    // Slots in use form a list in the order of their age, free ones another that goes by Next alone.
    private Slot[] _slots = [];
    private int _used;
    private int _free = None;
    private int _oldest = None;
    private int _newest = None;
    private long _bytes;

    /// <summary>Starts that are kept.</summary>
    public int Count => _slotOfThread.Count;

    /// <summary>Starts that gave way to newer ones before they were asked for.</summary>
    public long Evicted { get; private set; }

    /// <summary>Keeps a copy of an event, in place of the one that is kept for its thread.</summary>
    public void Store(in Event view)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)view.Bytes.Length);
        Remove(view.ThreadId);
        while (Count > 0 && (Count >= maxEvents || _bytes + size > maxBytes))
            Evict();

        int index = TakeSlot();
        ref Slot slot = ref _slots[index];
        if (slot.Bytes.Length < view.Bytes.Length)
            slot.Bytes = new byte[size];
        view.Bytes.CopyTo(slot.Bytes);
        slot.ThreadId = view.ThreadId;
        slot.Previous = _newest;
        slot.Next = None;
        if (_newest == None)
            _oldest = index;
        else
            _slots[_newest].Next = index;
        _newest = index;
        _bytes += slot.Bytes.Length;
        _slotOfThread.Add(view.ThreadId, index);
    }

    /// <summary>Finds the event that is kept for a thread.</summary>
    /// <param name="threadId">The thread.</param>
    /// <param name="stored">A view of the event, valid until the next one is kept.</param>
    public bool TryGet(long threadId, out Event stored)
    {
        if (!_slotOfThread.TryGetValue(threadId, out int index))
        {
            stored = default;
            return false;
        }

        stored = Event.OfChecked(_slots[index].Bytes, ushort.MaxValue, EventFlags.None);
        return true;
    }

    /// <summary>Forgets the event that is kept for a thread.</summary>
    public void Remove(long threadId)
    {
        if (!_slotOfThread.Remove(threadId, out int index))
            return;
        ref Slot slot = ref _slots[index];
        if (slot.Previous == None)
            _oldest = slot.Next;
        else
            _slots[slot.Previous].Next = slot.Next;
        if (slot.Next == None)
            _newest = slot.Previous;
        else
            _slots[slot.Next].Previous = slot.Previous;
        _bytes -= slot.Bytes.Length;
        if (slot.Bytes.Length > SmallBuffer)
            slot.Bytes = [];
        slot.Next = _free;
        _free = index;
    }

    /// <summary>Forgets all: what follows happened on another machine or at another time.</summary>
    public void Clear()
    {
        _slotOfThread.Clear();
        _slots = [];
        _used = 0;
        _free = _oldest = _newest = None;
        _bytes = 0;
    }

    private void Evict()
    {
        Remove(_slots[_oldest].ThreadId);
        Evicted++;
    }

    private int TakeSlot()
    {
        if (_free != None)
        {
            int index = _free;
            _free = _slots[index].Next;
            return index;
        }

        if (_used == _slots.Length)
        {
            Array.Resize(ref _slots, Math.Max(16, _used * 2));
            _slots.AsSpan(_used).Fill(new Slot { Bytes = [] });
        }

        return _used++;
    }

    private struct Slot
    {
        public long ThreadId;
        public byte[] Bytes;
        public int Previous;
        public int Next;
    }
}
