using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary>Walks over the parents of a thread, the nearest first: thread by thread, not process by process.</summary>
/// <remarks>The chain ends where a parent is not known, or is its own parent. Events may make a circle of it, hence the bound.</remarks>
internal struct AncestorWalk
{
    private const int MaxDepth = 1024;

    private readonly HostState _host;
    private long _next;
    private int _depth;

    public AncestorWalk(HostState host, ThreadRecord thread)
    {
        _host = host;
        _next = thread.ParentId;
        Current = thread;
    }

    public ThreadRecord Current { get; private set; }

    public bool MoveNext()
    {
        if (_host.FindThread(_next) is not { } parent || parent.ThreadId == -1)
            return false;
        bool isOwnParent = parent.ThreadId == parent.ParentId;
        if (_depth++ == MaxDepth || (_depth > 1 && isOwnParent))
            return false;
        Current = parent;
        _next = parent.ParentId;
        return true;
    }
}
