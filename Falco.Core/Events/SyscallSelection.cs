namespace Falco.Core.Events;

/// <summary>Which system calls a live source watches, beyond those that the rules name (<c>base_syscalls</c>).</summary>
public sealed record SyscallSelection
{
    /// <summary>What the rules name, and what the picture of the host needs.</summary>
    public static SyscallSelection Default { get; } = new();

    /// <summary>Watched instead of all that the picture of the host needs, if there are any.</summary>
    public SyscallSet Added { get; init; } = SyscallSet.Empty;

    /// <summary>Not watched, even if rules name them.</summary>
    public SyscallSet Removed { get; init; } = SyscallSet.Empty;

    /// <summary>Whether only that part of the picture is kept which the watched calls need.</summary>
    public bool Repair { get; init; }

    /// <summary>Whether frequent reading and writing is watched, too, where it is named.</summary>
    public bool All { get; init; }

    /// <summary>The system calls to watch for some rules.</summary>
    /// <param name="rules">Those that enabled rules name.</param>
    public SyscallSet For(SyscallSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        SyscallSet selected = Repair && Added.Count == 0
            ? WithNeeds(rules)
            : rules.Union(Added.Count > 0 ? Added : SyscallSet.State);
        selected = selected.Except(Removed);
        if (!All)
            selected = selected.Except(SyscallSet.HighVolume);
        if (Repair && (Added.Count > 0 || Removed.Count > 0))
            selected = WithNeeds(selected);
        return selected.Union(SyscallSet.Of("sched_process_exit"));
    }

    // What must be known of processes in any case, and of sockets and descriptors when calls on these are watched.
    private static SyscallSet WithNeeds(SyscallSet watched)
    {
        SyscallSet needed = SyscallSet.Of(
            "clone", "clone3", "fork", "vfork", "execve", "execveat", "fchdir", "chdir", "chroot", "capset", "setgid", "setpgid",
            "setresgid", "setresuid", "setsid", "setuid", "prctl");
        if (Touches(watched, EventCategory.Network))
            needed = needed.Union(SyscallSet.Of("socket", "getsockopt", "close"));
        if (watched.Intersect(SyscallSet.Of("accept", "accept4", "listen")).Count > 0)
            needed = needed.Union(SyscallSet.Of("bind"));
        if (Touches(watched, EventCategory.File, EventCategory.IoRead, EventCategory.IoWrite, EventCategory.IoOther))
            needed = needed.Union(SyscallSet.Of("close"));
        return watched.Union(needed);
    }

    private static bool Touches(SyscallSet watched, params ReadOnlySpan<EventCategory> topics)
    {
        foreach (SyscallInfo call in watched)
        {
            if (call is { IsGeneric: false, ExitType: { } type }
                && topics.Contains(EventSchema.Get(type).Category & EventCategory.TopicMask))
            {
                return true;
            }
        }

        return false;
    }
}
