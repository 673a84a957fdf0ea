namespace Falco.Core.State;

/// <summary>What the picture of the host did, and what it could not keep or find. All counts only grow, but for those of what there is.</summary>
/// <remarks>Written by the source's thread; another thread may read single counts, which are then a little old.</remarks>
public sealed class StateStatistics
{
    internal StateStatistics()
    {
    }

    /// <summary>Threads that there are.</summary>
    public ulong Threads => AddedThreads - RemovedThreads;

    /// <summary>Open descriptors that there are, of all processes.</summary>
    public ulong Descriptors => AddedDescriptors - RemovedDescriptors;

    /// <summary>Threads that were recorded.</summary>
    public ulong AddedThreads { get; internal set; }

    /// <summary>Threads that are recorded no more.</summary>
    public ulong RemovedThreads { get; internal set; }

    /// <summary>Threads that were not kept because the table was full.</summary>
    public ulong DroppedThreads { get; internal set; }

    /// <summary>Threads whose end was not seen and that were found to be gone.</summary>
    public ulong PurgedThreads { get; internal set; }

    /// <summary>Events whose thread was that of the event before.</summary>
    public ulong CachedThreadLookups { get; internal set; }

    /// <summary>Events whose thread was found in the table.</summary>
    public ulong TableThreadLookups { get; internal set; }

    /// <summary>Events whose thread was not known; clones do not count, because their threads are new.</summary>
    public ulong FailedThreadLookups { get; internal set; }

    /// <summary>Threads that the source was asked for.</summary>
    public ulong ThreadLookups { get; internal set; }

    /// <summary>Threads among them that it could not tell of.</summary>
    public ulong UnansweredThreadLookups { get; internal set; }

    /// <summary>Descriptors that were recorded.</summary>
    public ulong AddedDescriptors { get; internal set; }

    /// <summary>Descriptors that are recorded no more.</summary>
    public ulong RemovedDescriptors { get; internal set; }

    /// <summary>Descriptors that were not kept because their process had too many.</summary>
    public ulong DroppedDescriptors { get; internal set; }

    /// <summary>Events whose descriptor was known.</summary>
    public ulong FoundDescriptors { get; internal set; }

    /// <summary>Events whose descriptor was not known; failed closes do not count.</summary>
    public ulong MissingDescriptors { get; internal set; }

    /// <summary>Starts of calls that were kept for their ends.</summary>
    public ulong StoredEnters { get; internal set; }

    /// <summary>Starts of calls that were too long to be kept, or whose thread is not known.</summary>
    public ulong DroppedEnters { get; internal set; }

    /// <summary>Ends of calls whose start was kept.</summary>
    public ulong RetrievedEnters { get; internal set; }

    /// <summary>Ends of calls whose start was looked for and not there.</summary>
    public ulong MissingEnters { get; internal set; }

    /// <summary>Events that were left out because their thread is suppressed.</summary>
    public ulong SuppressedEvents { get; internal set; }

    /// <summary>Events of old drivers that were left out because they would have to be converted.</summary>
    public ulong OldEvents { get; internal set; }

    /// <summary>Containers that are known, as of the last change.</summary>
    public ulong Containers { get; internal set; }

    /// <summary>Events that told of a container, known before or not.</summary>
    public ulong ToldContainers { get; internal set; }

    /// <summary>Containers that events removed.</summary>
    public ulong RemovedContainers { get; internal set; }

    /// <summary>Containers that made room for others.</summary>
    public ulong DroppedContainers { get; internal set; }

    /// <summary>Containers in which nothing had run for long.</summary>
    public ulong PurgedContainers { get; internal set; }

    /// <summary>Events about a container that could not be read.</summary>
    public ulong MalformedContainers { get; internal set; }
}
