using System.Diagnostics.CodeAnalysis;

namespace Falco.Core.State;

/// <summary>All threads by id, with pools for the records of threads and processes.</summary>
internal sealed class ThreadTable
{
    private readonly Dictionary<long, ThreadRecord> _threads = [];
    private readonly Dictionary<long, ThreadGroup> _groups = [];
    private readonly Stack<ThreadRecord> _freeThreads = new();
    private readonly Stack<ThreadGroup> _freeGroups = new();

    // Most events come in runs of one thread.
    private ThreadRecord? _last;

    public int Count => _threads.Count;

    public Dictionary<long, ThreadRecord>.ValueCollection All => _threads.Values;

    public ThreadRecord? Find(long threadId)
    {
        if (_last is { } last && last.ThreadId == threadId)
            return last;
        if (!_threads.TryGetValue(threadId, out ThreadRecord? found))
            return null;
        _last = found;
        return found;
    }

    public bool TryFindGroup(long processId, [NotNullWhen(true)] out ThreadGroup? group) => _groups.TryGetValue(processId, out group);

    /// <summary>A record from the pool, not yet in the table.</summary>
    public ThreadRecord Rent() => _freeThreads.TryPop(out ThreadRecord? record) ? record : new ThreadRecord();

    /// <summary>Gives a record back that never entered the table, or has left it.</summary>
    public void Return(ThreadRecord record)
    {
        record.Reset();
        _freeThreads.Push(record);
    }

    public void Add(ThreadRecord record) => _threads.Add(record.ThreadId, record);

    public void Remove(ThreadRecord record)
    {
        if (_last == record)
            _last = null;
        _threads.Remove(record.ThreadId);
    }

    public ThreadGroup AddGroup(long processId, bool isReaper)
    {
        if (!_freeGroups.TryPop(out ThreadGroup? group))
            group = new ThreadGroup();
        group.Reset(processId, isReaper);
        _groups.Add(processId, group);
        return group;
    }

    public void RemoveGroup(ThreadGroup group)
    {
        _groups.Remove(group.ProcessId);
        _freeGroups.Push(group);
    }

    public void Clear()
    {
        _last = null;
        foreach (ThreadRecord record in _threads.Values)
        {
            record.OwnDescriptors.Clear();
            Return(record);
        }

        foreach (ThreadGroup group in _groups.Values)
            _freeGroups.Push(group);
        _threads.Clear();
        _groups.Clear();
    }
}
