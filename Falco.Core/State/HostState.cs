using Falco.Core.Events;

namespace Falco.Core.State;

/// <summary>
/// The picture of the host: threads, descriptors, users, groups, interfaces. One writer, its source's thread; read nowhere else.
/// </summary>
public sealed partial class HostState
{
    /// <summary>Applies an event to the picture and tells what the picture says about it.</summary>
    public HostEvent Apply(in Event view) => throw new NotSupportedException();

    /// <summary>The thread of an id, or <see langword="null"/>; never asks the operating system.</summary>
    public ThreadRecord? FindThread(long threadId) => throw new NotSupportedException();

    /// <summary>The main thread of a thread's process, or <see langword="null"/>.</summary>
    public ThreadRecord? MainThreadOf(ThreadRecord thread) => throw new NotSupportedException();

    /// <summary>The main thread of the parent process, or <see langword="null"/> where the chain ends.</summary>
    public ThreadRecord? ParentProcessOf(ThreadRecord mainThread) => throw new NotSupportedException();

    /// <summary>The descriptor table that a thread uses: its own, or its leader's; <see langword="null"/> if the leader is not known.</summary>
    public DescriptorTable? DescriptorsOf(ThreadRecord thread) => throw new NotSupportedException();

    /// <summary>A user of a container (the empty id means the host).</summary>
    public bool TryFindUser(ReadOnlySpan<byte> containerId, uint userId, out UserRecord? user) => throw new NotSupportedException();

    /// <summary>A group of a container (the empty id means the host).</summary>
    public bool TryFindGroup(ReadOnlySpan<byte> containerId, uint groupId, out GroupRecord? group) => throw new NotSupportedException();

    /// <summary>Whether an address (4 or 16 bytes, network order) belongs to an interface; IPv6 compares the first 64 bits.</summary>
    public bool IsLocalAddress(ReadOnlySpan<byte> address) => throw new NotSupportedException();

    /// <summary>The name of the host that the events come from.</summary>
    public ReadOnlySpan<byte> HostName => throw new NotSupportedException();

    /// <summary>When the machine was booted, nanoseconds since the Unix epoch.</summary>
    public ulong BootTime => throw new NotSupportedException();

    /// <summary>The timestamp of the first event, nanoseconds since the Unix epoch; 0 before it.</summary>
    public ulong FirstEventTime => throw new NotSupportedException();

    /// <summary>Grows with every change that can alter the ancestors of some thread: their names, or who they are.</summary>
    internal uint LineageVersion { get; private set; }

    /// <summary>Grows with every change of users and groups.</summary>
    internal uint UsersVersion { get; private set; }
}
