using Falco.Core.Events;

namespace Falco.Core.State;

/// <summary>
/// Threads whose events are left out: those of processes with given names, those that were named by id, and all that descend from them.
/// </summary>
/// <remarks>
/// A thread becomes suppressed by an event that tells its name (clone, exec) or by the tables. Its exit ends that and is let through, so
/// that the table of threads does not keep it.
/// </remarks>
internal sealed class ThreadSuppression
{
    private const int ParentParameter = 5;
    private const int NameParameter = 13;

    private readonly List<byte[]> _names = [];
    private readonly List<long> _chosen = [];
    private readonly HashSet<long> _threads = [];

    // While tables are read: who is whose child, because a child may come before its parent.
    private readonly List<(long Parent, long Child)> _families = [];
    private bool _readsTables;

    /// <summary>Nothing is suppressed, and nothing can become so.</summary>
    public bool IsIdle => _names.Count == 0 && _threads.Count == 0;

    /// <summary>The number of suppressed threads.</summary>
    public int Count => _threads.Count;

    public void AddName(ReadOnlySpan<byte> name) => _names.Add(name.ToArray());

    public void AddThread(long threadId)
    {
        _chosen.Add(threadId);
        _threads.Add(threadId);
    }

    public bool Contains(long threadId) => threadId != 0 && _threads.Contains(threadId);

    /// <summary>Forgets the threads of the former tables, but for those that were chosen by id.</summary>
    public void BeginTables()
    {
        _readsTables = true;
        _families.Clear();
        _threads.Clear();
        _threads.UnionWith(_chosen);
    }

    /// <summary>Takes note of a thread of the tables, whose parent may follow.</summary>
    /// <returns>Whether the thread is suppressed by its own name.</returns>
    public bool AddFromTable(long threadId, long parentId, ReadOnlySpan<byte> name)
    {
        if (IsIdle)
            return false;
        if (_readsTables && threadId != 0)
            _families.Add((parentId, threadId));
        return TryAddByName(threadId, name);
    }

    /// <summary>Suppresses the descendants of suppressed threads, now that all threads of the tables were seen.</summary>
    public void CompleteTables()
    {
        bool hasChanged = _threads.Count > 0;
        while (hasChanged)
        {
            hasChanged = false;
            foreach ((long parent, long child) in _families)
            {
                if (Contains(parent))
                    hasChanged |= _threads.Add(child);
            }
        }

        _families.Clear();
        _readsTables = false;
    }

    /// <summary>Whether an event is to be left out; events that make threads suppressed are, too.</summary>
    public bool Suppresses(in Event view)
    {
        switch (view.Type)
        {
            case EventType.Clone_20Exit or EventType.Fork_20Exit or EventType.Vfork_20Exit or EventType.Clone3Exit
                or EventType.Execve_19Exit or EventType.ExecveatExit:
                return view.EncodedParameterCount > NameParameter && SuppressesBeginning(in view);
            case EventType.Procexit_1Enter:
                _threads.Remove(view.ThreadId);
                return false;
            default:
                return Contains(view.ThreadId);
        }
    }

    private bool SuppressesBeginning(in Event view)
    {
        if (!Contains(view.GetInt64(ParentParameter)))
            return TryAddByName(view.ThreadId, view.GetText(NameParameter));
        _threads.Add(view.ThreadId);
        return true;
    }

    private bool TryAddByName(long threadId, ReadOnlySpan<byte> name)
    {
        foreach (byte[] suppressed in _names)
        {
            if (name.SequenceEqual(suppressed))
            {
                _threads.Add(threadId);
                return true;
            }
        }

        return false;
    }
}
