namespace Falco.Core.State;

/// <summary>
/// Threads that exited a moment ago. The parent's event of a clone may come after the exit of a short-lived child, which must not be
/// brought back by it.
/// </summary>
internal sealed class RecentlyExited
{
    private const int Capacity = 8192;
    private const ulong Lifetime = 2_000_000_000;

    private readonly (long ThreadId, long ParentId, ulong Time)[] _ring = new (long, long, ulong)[Capacity];
    private int _next;
    private int _count;

    public void Add(long threadId, long parentId, ulong time)
    {
        _ring[_next] = (threadId, parentId, time);
        _next = (_next + 1) % Capacity;
        _count = Math.Min(_count + 1, Capacity);
    }

    public bool Contains(long threadId, long parentId, ulong now)
    {
        for (int i = 1; i <= _count; i++)
        {
            ref (long ThreadId, long ParentId, ulong Time) entry = ref _ring[(_next - i + Capacity) % Capacity];
            if (now > entry.Time && now - entry.Time > Lifetime)
                return false;
            if (entry.ThreadId == threadId && entry.ParentId == parentId)
                return true;
        }

        return false;
    }

    public void Clear() => _count = 0;
}
