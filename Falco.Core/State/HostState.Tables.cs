using Falco.Core.Streams;

namespace Falco.Core.State;

public sealed partial class HostState : IHostTableObserver
{
    private readonly NetworkInterfaces _interfaces = new();
    private readonly UserTable _users = new();
    private readonly ControlGroupCache _controlGroups;

    // Ports that some process listens on: connections from them have the server as their source until they are turned around.
    private readonly HashSet<ushort> _serverPorts = [];
    private TextBuffer _hostName;

    /// <summary>The name of the host that the events come from.</summary>
    public ReadOnlySpan<byte> HostName => _hostName.Span;

    /// <summary>When the machine was booted, nanoseconds since the Unix epoch.</summary>
    public ulong BootTime { get; private set; }

    /// <summary>A user of a container (the empty id means the host).</summary>
    public bool TryFindUser(ReadOnlySpan<byte> containerId, uint userId, out UserRecord? user) =>
        (user = _users.FindUser(containerId, userId)) is not null;

    /// <summary>A group of a container (the empty id means the host).</summary>
    public bool TryFindGroup(ReadOnlySpan<byte> containerId, uint groupId, out GroupRecord? group) =>
        (group = _users.FindGroup(containerId, groupId)) is not null;

    /// <summary>Whether an address (4 or 16 bytes, network order) belongs to an interface; IPv6 compares the first 64 bits.</summary>
    public bool IsLocalAddress(ReadOnlySpan<byte> address) => _interfaces.Contains(address);

    /// <summary>Users and groups.</summary>
    internal UserTable Users => _users;

    /// <inheritdoc/>
    public void OnSectionStarted()
    {
        Suppression.BeginTables();
        _hasPendingExit = _hasPendingClose = false;
        _renamed = null;
        _lastFound = null;
        foreach (ThreadRecord thread in _threads)
        {
            thread.FirstChild = thread.ListedParent = thread.NextSibling = thread.PreviousSibling = null;
            thread.Group?.Members.Clear();
            Release(thread);
        }

        Statistics.RemovedThreads += (ulong)_threads.Count;
        _threads.Clear();
        foreach (ThreadGroup group in _groups.Values)
            _groupPool.Return(group);
        _groups.Clear();

        // The tables that follow want records at once.
        RecycleRecords();
        _exited.Clear();
        _interfaces.Clear();
        _users.Clear();
        _containers.Clear();
        _serverPorts.Clear();
        ForgetLookups();
        FirstEventTime = 0;
        _isInitialState = _options.HasInitialState;
        LineageVersion++;
    }

    /// <inheritdoc/>
    public void OnMachine(in MachineEntry machine)
    {
        _hostName.Set(machine.HostName);
        BootTime = machine.BootTime;
        _cpuCount = machine.CpuCount;
        _memorySize = machine.MemorySize;
        _maxProcessId = machine.MaxProcessId;
    }

    /// <inheritdoc/>
    public void OnInterface(in InterfaceEntry entry) => _interfaces.Add(in entry);

    /// <inheritdoc/>
    public void OnUser(in UserEntry user) =>
        _users.AddUser(default, user.UserId, user.GroupId, user.Name, user.HomeDirectory, user.Shell);

    /// <inheritdoc/>
    public void OnGroup(in GroupEntry group) => _users.AddGroup(default, group.GroupId, group.Name);

    /// <inheritdoc/>
    public void OnThread(in ThreadEntry thread)
    {
        if (Suppression.AddFromTable(thread.ThreadId, thread.ParentId, thread.Comm))
            return;
        if (IsFullFor(thread.ProcessId))
        {
            Statistics.DroppedThreads++;
            return;
        }

        ThreadRecord record = RentThread(thread.ThreadId);
        SetIds(record, in thread);
        record.CommBuffer.Set(thread.Comm);
        record.ExeBuffer.Set(thread.Exe);
        record.SetExePath(thread.ExePath);
        record.SetArguments(thread.Arguments);
        record.RootBuffer.Set(thread.Root);
        SetControlGroups(record, thread.ControlGroups);
        SetNumbers(record, in thread);
        if (record.IsMainThread)
        {
            record.SetEnvironment(thread.Environment);
            SetCurrentDirectory(record, thread.CurrentDirectory);
        }

        record.Flags |= (ThreadFlags)thread.Flags | ThreadFlags.Active;
        Put(record);
    }

    /// <inheritdoc/>
    public void OnDescriptor(long threadId, in DescriptorEntry descriptor)
    {
        if (_threads.Find(threadId) is not { } thread)
            return;
        DescriptorRecord record = RentDescriptor(descriptor.Type);
        DescribeEntry(record, in descriptor);
        if (descriptor.Type is DescriptorType.IPv4ServerSocket or DescriptorType.IPv6ServerSocket)
            _serverPorts.Add(descriptor.SourcePort);
        TryPut(thread.OwnDescriptors, descriptor.Number, record);
    }

    /// <inheritdoc/>
    public void OnTablesCompleted()
    {
        Suppression.CompleteTables();
        foreach (ThreadRecord thread in _threads)
            LinkThread(thread);
        foreach (ThreadRecord thread in _threads)
        {
            foreach (DescriptorRecord descriptor in thread.OwnDescriptors)
                FixDirection(descriptor);
        }
    }

    private static void SetIds(ThreadRecord record, in ThreadEntry thread)
    {
        record.ProcessId = thread.ProcessId;
        record.ParentId = thread.ParentId;
        record.SessionId = thread.SessionId;
        record.VirtualThreadId = thread.VirtualThreadId;
        record.VirtualProcessId = thread.VirtualProcessId;
        record.VirtualProcessGroupId = thread.VirtualProcessGroupId;
        record.ProcessGroupId = thread.ProcessGroupId;
        record.UserId = thread.UserId;
        record.GroupId = thread.GroupId;
        record.LoginUserId = thread.LoginUserId;
        record.Tty = thread.Tty;
    }

    private static void SetNumbers(ThreadRecord record, in ThreadEntry thread)
    {
        record.DescriptorLimit = thread.DescriptorLimit;
        record.VirtualMemory = thread.VirtualMemory;
        record.ResidentMemory = thread.ResidentMemory;
        record.SwappedMemory = thread.SwappedMemory;
        record.MajorFaults = thread.MajorFaults;
        record.MinorFaults = thread.MinorFaults;
        record.PidNamespaceStart = thread.PidNamespaceStart;
        record.IsExeWritable = thread.IsExeWritable;
        record.IsExeUpperLayer = thread.IsExeUpperLayer;
        record.IsExeLowerLayer = thread.IsExeLowerLayer;
        record.IsExeFromMemfd = thread.IsExeFromMemfd;
        record.InheritableCapabilities = thread.InheritableCapabilities;
        record.PermittedCapabilities = thread.PermittedCapabilities;
        record.EffectiveCapabilities = thread.EffectiveCapabilities;
        record.ExeInode = thread.ExeInode;
        record.ExeInodeChangeTime = thread.ExeInodeChangeTime;
        record.ExeInodeModifyTime = thread.ExeInodeModifyTime;
        record.CloneTime = thread.CloneTime;
    }

    private static void DescribeEntry(DescriptorRecord record, in DescriptorEntry entry)
    {
        record.Flags = DescriptorFlags.FromTable;
        record.Inode = entry.Inode;
        record.OpenFlags = entry.OpenFlags;
        record.SetName(entry.Name);
        if (entry.Type == DescriptorType.FileV2)
        {
            record.Device = entry.Device;
            record.MountId = entry.MountId;
        }
        else if (entry.Type == DescriptorType.UnixSocket)
        {
            record.Socket.UnixSource = entry.UnixSource;
            record.Socket.UnixDestination = entry.UnixDestination;
            record.Flags |= entry.Name.IsEmpty ? DescriptorFlags.RoleClient : DescriptorFlags.RoleServer;
        }
        else if (!entry.SourceAddress.IsEmpty)
        {
            DescribeSocket(record, in entry);
        }
    }

    private static void DescribeSocket(DescriptorRecord record, in DescriptorEntry entry)
    {
        Span<byte> name = stackalloc byte[SocketText.MaxConnectionLength];
        bool isServer = entry.Type is DescriptorType.IPv4ServerSocket or DescriptorType.IPv6ServerSocket;
        bool isMapped = !isServer && SocketText.IsMappedIPv4(entry.SourceAddress) && SocketText.IsMappedIPv4(entry.DestinationAddress);
        if (isMapped)
            record.Type = DescriptorType.IPv4Socket;
        Copy(isMapped ? entry.SourceAddress[12..] : entry.SourceAddress, record.Socket.Source(record.Type));
        record.Socket.SetSourcePort(record.Type, entry.SourcePort);
        record.Socket.SetProtocol(record.Type, entry.Protocol);
        if (isServer)
        {
            record.SetName(name[..SocketText.WriteEndpoint(record.SourceAddress, entry.SourcePort, name)]);
            return;
        }

        Copy(isMapped ? entry.DestinationAddress[12..] : entry.DestinationAddress, record.Socket.Destination(record.Type));
        record.Socket.SetDestinationPort(record.Type, entry.DestinationPort);
        if (entry.Protocol == SocketProtocol.Tcp)
            record.Flags |= DescriptorFlags.Connected;
        record.SetName(name[..SocketText.WriteConnection(
            record.SourceAddress, record.SourcePort, record.DestinationAddress, record.DestinationPort, name)]);

        // An address of another length than the type asks for is cut or left as zeros.
        static void Copy(ReadOnlySpan<byte> address, Span<byte> target) => address[..Math.Min(address.Length, target.Length)].CopyTo(target);
    }

    /// <summary>Turns a connection whose source is a server of this host around, and tells who is the client.</summary>
    private void FixDirection(DescriptorRecord socket)
    {
        if (socket.Type != DescriptorType.IPv4Socket)
            return;
        if (!_serverPorts.Contains(socket.SourcePort))
        {
            socket.Flags |= DescriptorFlags.RoleClient;
            return;
        }

        SwapEnds(socket);
        Span<byte> name = stackalloc byte[SocketText.MaxConnectionLength];
        socket.SetName(name[..SocketText.WriteConnection(
            socket.SourceAddress, socket.SourcePort, socket.DestinationAddress, socket.DestinationPort, name)]);
        socket.Flags |= DescriptorFlags.RoleServer;
    }
}
