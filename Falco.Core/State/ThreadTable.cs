namespace Falco.Core.State;

/// <summary>Threads by id: open addressing with linear probing; a removal closes the gap, so that probing never meets graves.</summary>
internal sealed class ThreadTable
{
    private long[] _ids = new long[1024];
    private ThreadRecord?[] _records = new ThreadRecord?[1024];

    public int Count { get; private set; }

    public ThreadRecord? Find(long threadId)
    {
        long[] ids = _ids;
        ThreadRecord?[] records = _records;
        int mask = ids.Length - 1;
        for (int slot = SlotOf(threadId, mask); records[slot] is { } record; slot = (slot + 1) & mask)
        {
            if (ids[slot] == threadId)
                return record;
        }

        return null;
    }

    /// <summary>Adds a record, or replaces the one of the same id.</summary>
    public ThreadRecord? Put(ThreadRecord record)
    {
        if ((Count + 1) * 2 > _ids.Length)
            Grow();
        int mask = _ids.Length - 1;
        int slot = SlotOf(record.ThreadId, mask);
        while (_records[slot] is { } other)
        {
            if (_ids[slot] == record.ThreadId)
            {
                _records[slot] = record;
                return other;
            }

            slot = (slot + 1) & mask;
        }

        _ids[slot] = record.ThreadId;
        _records[slot] = record;
        Count++;
        return null;
    }

    public ThreadRecord? Remove(long threadId)
    {
        int mask = _ids.Length - 1;
        int slot = SlotOf(threadId, mask);
        while (_records[slot] is not null && _ids[slot] != threadId)
            slot = (slot + 1) & mask;
        ThreadRecord? removed = _records[slot];
        if (removed is null)
            return null;
        Count--;

        // Whatever could not have its own slot because of this one moves up.
        int gap = slot;
        for (int next = (gap + 1) & mask; _records[next] is not null; next = (next + 1) & mask)
        {
            int home = SlotOf(_ids[next], mask);
            if (((next - home) & mask) < ((next - gap) & mask))
                continue;
            _ids[gap] = _ids[next];
            _records[gap] = _records[next];
            gap = next;
        }

        _records[gap] = null;
        return removed;
    }

    public void Clear()
    {
        Array.Clear(_records);
        Count = 0;
    }

    /// <summary>Enumerates the threads in no particular order; the table must not change meanwhile.</summary>
    public Enumerator GetEnumerator() => new(_records);

    private static int SlotOf(long threadId, int mask) => (int)(((ulong)threadId * 0x9E3779B97F4A7C15) >> 40) & mask;

    private void Grow()
    {
        ThreadRecord?[] records = _records;
        _ids = new long[records.Length * 2];
        _records = new ThreadRecord?[records.Length * 2];
        Count = 0;
        foreach (ThreadRecord? record in records)
        {
            if (record is not null)
                Put(record);
        }
    }

    /// <summary>Walks over the threads.</summary>
    public struct Enumerator
    {
        private readonly ThreadRecord?[] _records;
        private int _next;

        public Enumerator(ThreadRecord?[] records)
        {
            _records = records;
            Current = null!;
        }

        public ThreadRecord Current { get; private set; }

        public bool MoveNext()
        {
            while (_next < _records.Length)
            {
                if (_records[_next++] is not { } record)
                    continue;
                Current = record;
                return true;
            }

            return false;
        }
    }
}
