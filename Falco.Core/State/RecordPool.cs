namespace Falco.Core.State;

/// <summary>Keeps records for reuse, together with their buffers.</summary>
/// <remarks>
/// What an event has removed may still be looked at until the next event is applied: it waits in a second list until
/// <see cref="Recycle"/>.
/// </remarks>
internal sealed class RecordPool<T>
    where T : class
{
    private readonly Func<T> _create;
    private readonly List<T> _free = [];
    private readonly List<T> _removed = [];

    public RecordPool(Func<T> create)
    {
        _create = create;
    }

    /// <summary>Whether <see cref="Recycle"/> has something to do.</summary>
    public bool HasRemoved => _removed.Count != 0;

    public T Rent()
    {
        int last = _free.Count - 1;
        if (last < 0)
            return _create();
        T record = _free[last];
        _free.RemoveAt(last);
        return record;
    }

    public void Return(T record) => _removed.Add(record);

    /// <summary>Makes what was removed available again.</summary>
    public void Recycle()
    {
        _free.AddRange(_removed);
        _removed.Clear();
    }
}
