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
    private readonly Action<T>? _release;
    private readonly List<T> _free = [];
    private readonly List<T> _removed = [];

    /// <param name="create">Makes a record when none is free.</param>
    /// <param name="release">Gives back what a record need not keep while it is free.</param>
    public RecordPool(Func<T> create, Action<T>? release = null)
    {
        _create = create;
        _release = release;
    }

    /// <summary>Records that were ever made.</summary>
    public int Created { get; private set; }

    /// <summary>Records among them that nobody uses.</summary>
    public int Idle => _free.Count + _removed.Count;

    /// <summary>Whether <see cref="Recycle"/> has something to do.</summary>
    public bool HasRemoved => _removed.Count != 0;

    public T Rent()
    {
        int last = _free.Count - 1;
        if (last < 0)
        {
            Created++;
            return _create();
        }

        T record = _free[last];
        _free.RemoveAt(last);
        return record;
    }

    public void Return(T record) => _removed.Add(record);

    /// <summary>Makes what was removed available again.</summary>
    public void Recycle()
    {
        if (_release is not null)
        {
            foreach (T record in _removed)
                _release(record);
        }

        _free.AddRange(_removed);
        _removed.Clear();
    }
}
