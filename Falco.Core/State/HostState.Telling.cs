using Falco.Core.Streams;

namespace Falco.Core.State;

public sealed partial class HostState
{
    private uint _cpuCount;
    private ulong _memorySize;
    private ulong _maxProcessId;

    /// <summary>
    /// Tells the tables as they are now, as a source does at its start: what a recording that begins in the middle of a stream begins with.
    /// </summary>
    /// <remarks>Call it on the source's thread, between two events. The kernel's release is not kept and not told.</remarks>
    /// <param name="observer">Who is told; not this picture itself.</param>
    public void TellTables(IHostTableObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);

        // What the last event has ended would otherwise be told as if it went on.
        if (_hasPending)
            CarryOutPending(_time);
        observer.OnSectionStarted();
        observer.OnMachine(new MachineEntry
        {
            CpuCount = _cpuCount,
            MemorySize = _memorySize,
            MaxProcessId = _maxProcessId,
            HostName = _hostName.Span,
            BootTime = BootTime,
        });
        _interfaces.Tell(observer);
        _users.Tell(observer);
        foreach (ThreadRecord thread in _threads)
            TellThread(observer, thread);
        HashSet<ushort> serverPorts = ServerPorts();
        foreach (ThreadRecord thread in _threads)
        {
            foreach (DescriptorRecord descriptor in thread.OwnDescriptors)
                TellDescriptor(observer, thread.ThreadId, descriptor, serverPorts);
        }

        observer.OnTablesCompleted();
    }

    private static void TellThread(IHostTableObserver observer, ThreadRecord thread) => observer.OnThread(new ThreadEntry
    {
        ThreadId = thread.ThreadId,
        ProcessId = thread.ProcessId,
        ParentId = thread.ParentId,
        SessionId = thread.SessionId,
        VirtualProcessGroupId = thread.VirtualProcessGroupId,
        ProcessGroupId = thread.ProcessGroupId,
        VirtualThreadId = thread.VirtualThreadId,
        VirtualProcessId = thread.VirtualProcessId,
        Comm = thread.Comm,
        Exe = thread.Exe,
        ExePath = thread.ExePath,
        Arguments = thread.Arguments,
        Environment = thread.Environment,
        ControlGroups = thread.ControlGroups,
        CurrentDirectory = thread.CurrentDirectory,
        Root = thread.Root,
        DescriptorLimit = thread.DescriptorLimit,
        Flags = (uint)thread.Flags,
        UserId = thread.UserId,
        GroupId = thread.GroupId,
        LoginUserId = thread.LoginUserId,
        VirtualMemory = thread.VirtualMemory,
        ResidentMemory = thread.ResidentMemory,
        SwappedMemory = thread.SwappedMemory,
        MajorFaults = thread.MajorFaults,
        MinorFaults = thread.MinorFaults,
        PidNamespaceStart = thread.PidNamespaceStart,
        Tty = thread.Tty,
        IsExeWritable = thread.IsExeWritable,
        IsExeUpperLayer = thread.IsExeUpperLayer,
        IsExeLowerLayer = thread.IsExeLowerLayer,
        IsExeFromMemfd = thread.IsExeFromMemfd,
        InheritableCapabilities = thread.InheritableCapabilities,
        PermittedCapabilities = thread.PermittedCapabilities,
        EffectiveCapabilities = thread.EffectiveCapabilities,
        ExeInode = thread.ExeInode,
        ExeInodeChangeTime = thread.ExeInodeChangeTime,
        ExeInodeModifyTime = thread.ExeInodeModifyTime,
        CloneTime = thread.CloneTime,
    });

    private static void TellDescriptor(IHostTableObserver observer, long threadId, DescriptorRecord descriptor, HashSet<ushort> serverPorts)
    {
        // Tables name the local end first; whoever reads them turns the connections of a server around, as has been done here.
        bool isTurned = descriptor.Type == DescriptorType.IPv4Socket && (descriptor.Flags & DescriptorFlags.RoleServer) != 0
            && serverPorts.Contains(descriptor.DestinationPort);
        DescriptorEntry entry = new()
        {
            Number = descriptor.Number,
            Type = descriptor.Type,
            Inode = descriptor.Inode,
            Device = descriptor.Device,
            MountId = descriptor.MountId,
            OpenFlags = descriptor.OpenFlags,
            Name = descriptor.Name,
            SourceAddress = isTurned ? descriptor.DestinationAddress : descriptor.SourceAddress,
            DestinationAddress = isTurned ? descriptor.SourceAddress : descriptor.DestinationAddress,
            SourcePort = isTurned ? descriptor.DestinationPort : descriptor.SourcePort,
            DestinationPort = isTurned ? descriptor.SourcePort : descriptor.DestinationPort,
            Protocol = descriptor.Protocol,
            UnixSource = descriptor.UnixSource,
            UnixDestination = descriptor.UnixDestination,
        };
        observer.OnDescriptor(threadId, in entry);
    }

    private HashSet<ushort> ServerPorts()
    {
        HashSet<ushort> ports = [];
        foreach (ThreadRecord thread in _threads)
        {
            foreach (DescriptorRecord descriptor in thread.OwnDescriptors)
            {
                if (descriptor.Type is DescriptorType.IPv4ServerSocket or DescriptorType.IPv6ServerSocket)
                    ports.Add(descriptor.SourcePort);
            }
        }

        return ports;
    }
}
