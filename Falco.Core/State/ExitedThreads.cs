namespace Falco.Core.State;

/// <summary>
/// The threads that exited last, so that the end of a clone in the parent that arrives after the child's exit does not make the child
/// anew: a ring, chained by key.
/// </summary>
internal sealed class ExitedThreads
{
    private const int Size = 8192;
    private const ulong MaxAge = 2_000_000_000;

    private readonly Entry[] _entries = new Entry[Size];
    private readonly short[] _heads = new short[Size];
    private int _next;
    private bool _isFull;

    public ExitedThreads() => Clear();

    public void Clear()
    {
        Array.Fill(_heads, (short)-1);
        _next = 0;
        _isFull = false;
    }

    public void Add(long threadId, long parentId, ulong time)
    {
        short index = (short)_next;
        if (_isFull)
            Unchain(index);
        ref Entry entry = ref _entries[index];
        entry.Key = KeyOf(threadId, parentId);
        entry.Time = time;
        ref short head = ref _heads[BucketOf(entry.Key)];
        entry.Following = head;
        head = index;
        _next = (_next + 1) % Size;
        _isFull |= _next == 0;
    }

    /// <summary>Whether a child of a parent has exited shortly before.</summary>
    public bool Contains(long threadId, long parentId, ulong time)
    {
        ulong key = KeyOf(threadId, parentId);
        for (short i = _heads[BucketOf(key)]; i >= 0; i = _entries[i].Following)
        {
            ref Entry entry = ref _entries[i];
            if (entry.Key == key && time >= entry.Time && time - entry.Time < MaxAge)
                return true;
        }

        return false;
    }

    private static ulong KeyOf(long threadId, long parentId) => ((ulong)(uint)parentId << 32) | (uint)threadId;

    private static int BucketOf(ulong key) => (int)((key * 0x9E3779B97F4A7C15) >> 51);

    private void Unchain(short index)
    {
        ref short link = ref _heads[BucketOf(_entries[index].Key)];
        while (link != index)
            link = ref _entries[link].Following;
        link = _entries[index].Following;
    }

    private struct Entry
    {
        public ulong Key;
        public ulong Time;
        public short Following;
    }
}
