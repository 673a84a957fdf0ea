using Falco.Core.Events;

namespace Falco.Core.State;

public sealed partial class ThreadRecord
{
    /// <summary>The start of a call, kept until the thread's next exit event.</summary>
    internal TextBuffer StoredEnter;

    /// <summary>The thread's own descriptor table (a thread that shares its leader's has an empty one).</summary>
    internal DescriptorTable OwnDescriptors { get; }

    /// <summary>The descriptor of the thread's last event; -1 if it had none.</summary>
    internal long LastDescriptor { get; set; }

    /// <summary>The last event of the thread, nanoseconds since the Unix epoch; 0 if there was none.</summary>
    internal ulong LastAccess { get; set; }

    /// <summary>The type of the thread's last enter event.</summary>
    internal int LastEnterType { get; set; } = -1;

    /// <summary>Whether <see cref="StoredEnter"/> belongs to the event at hand.</summary>
    internal bool IsStoredEnterValid { get; set; }

    // Children form a list through their siblings, the youngest first. A child that left the table unseen by its parent stays counted in
    // ExpiredChildren, because a parent with such children still has its orphans' reaper looked for.
    internal ThreadRecord? ListedParent { get; set; }

    internal ThreadRecord? FirstChild { get; set; }

    internal ThreadRecord? NextSibling { get; set; }

    internal ThreadRecord? PreviousSibling { get; set; }

    internal int ExpiredChildren { get; set; }

    internal int ListedChildren { get; set; }

    /// <summary>Whether the list of children holds anything, be it expired.</summary>
    internal bool HasListedChildren => ListedChildren + ExpiredChildren > 0;

    /// <summary>Makes a thread of this process's a child of this thread.</summary>
    internal void AddChild(ThreadRecord child)
    {
        child.Unlist();
        child.ListedParent = this;
        child.NextSibling = FirstChild;
        FirstChild?.PreviousSibling = child;
        FirstChild = child;
        ListedChildren++;
        child.ParentId = ThreadId;
        ChildCount++;
    }

    /// <summary>Takes this thread out of the list of its parent's children; the parent id stays.</summary>
    internal void Unlist()
    {
        if (ListedParent is not { } parent)
            return;
        if (PreviousSibling is { } previous)
            previous.NextSibling = NextSibling;
        else
            parent.FirstChild = NextSibling;
        NextSibling?.PreviousSibling = PreviousSibling;
        ListedParent = NextSibling = PreviousSibling = null;
        parent.ListedChildren--;
    }

    /// <summary>Whether this event type begins what <paramref name="exit"/> ends; execveat ends as execve does.</summary>
    internal bool HasBegun(EventType exit) =>
        LastEnterType + 1 == (int)exit || (exit == EventType.Execve_19Exit && LastEnterType == (int)EventType.ExecveatEnter);
}
