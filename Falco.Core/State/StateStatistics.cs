namespace Falco.Core.State;

/// <summary>What the picture of the host could not keep or find.</summary>
public sealed class StateStatistics
{
    internal StateStatistics()
    {
    }

    /// <summary>Threads that were not kept because the table was full.</summary>
    public ulong DroppedThreads { get; internal set; }

    /// <summary>Descriptors that were not kept because their process had too many.</summary>
    public ulong DroppedDescriptors { get; internal set; }

    /// <summary>Events whose thread was not known.</summary>
    public ulong FailedThreadLookups { get; internal set; }

    /// <summary>Threads that the source was asked for.</summary>
    public ulong ThreadLookups { get; internal set; }

    /// <summary>Threads among them that it could not tell of.</summary>
    public ulong UnansweredThreadLookups { get; internal set; }

    /// <summary>Threads whose end was not seen and that were found to be gone.</summary>
    public ulong PurgedThreads { get; internal set; }

    /// <summary>Events that were left out because their thread is suppressed.</summary>
    public ulong SuppressedEvents { get; internal set; }

    /// <summary>Events of old drivers that were left out because they would have to be converted.</summary>
    public ulong OldEvents { get; internal set; }

    /// <summary>Starts of calls that were too long to be kept.</summary>
    public ulong DroppedEnters { get; internal set; }
}
