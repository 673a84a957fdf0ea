using Falco.Core.Streams;

namespace Falco.Core.State;

public sealed partial class HostState : IHostTableObserver
{
    private readonly UserTable _users = new();
    private readonly InterfaceTable _interfaces = new();
    private TextBuffer _hostName;

    /// <inheritdoc/>
    public void OnSectionStarted()
    {
        _threads.Clear();
        _users.Clear();
        _interfaces.Clear();
        _hostName.Clear();
        BootTime = 0;
        _thread = null;
        _descriptor = null;
        _exitedThread = -1;
        _closedInThread = -1;
        _hasSeenOrdinaryEvent = false;
        _recentlyExited.Clear();
        TouchLineage();
    }

    /// <inheritdoc/>
    public void OnMachine(in MachineEntry machine)
    {
        _hostName.Set(machine.HostName);
        BootTime = machine.BootTime;
    }

    /// <inheritdoc/>
    public void OnInterface(in InterfaceEntry entry) => _interfaces.Add(in entry);

    /// <inheritdoc/>
    public void OnUser(in UserEntry user) => _users.Set(default, in user);

    /// <inheritdoc/>
    public void OnGroup(in GroupEntry group) => _users.Set(default, in group);

    /// <inheritdoc/>
    public void OnThread(in ThreadEntry thread)
    {
        if (_threads.Find(thread.ThreadId) is not null || !HasRoomForThread())
            return;
        ThreadRecord record = _threads.Rent();
        Fill(record, in thread);
        _threads.Add(record);
        Touch(record);
    }

    /// <inheritdoc/>
    public void OnDescriptor(long threadId, in DescriptorEntry descriptor)
    {
        if (_threads.Find(threadId) is { } thread)
            ImportDescriptor(thread, in descriptor);
    }

    /// <inheritdoc/>
    public void OnTablesCompleted()
    {
        foreach (ThreadRecord thread in _threads.All)
            Relate(thread);
        FixSocketDirections();
        TouchLineage();
    }

    private void Fill(ThreadRecord record, in ThreadEntry entry)
    {
        record.ThreadId = entry.ThreadId;
        record.ProcessId = entry.ProcessId;
        record.ParentId = entry.ParentId;
        record.SessionId = entry.SessionId;
        record.VirtualProcessGroupId = entry.VirtualProcessGroupId;
        record.ProcessGroupId = entry.ProcessGroupId;
        record.VirtualThreadId = entry.VirtualThreadId;
        record.VirtualProcessId = entry.VirtualProcessId;
        record.CommBuffer.Set(entry.Comm);
        record.ExeBuffer.Set(entry.Exe);
        record.ExePathBuffer.Set(WithoutDeleted(entry.ExePath));
        record.SetArguments(entry.Arguments);
        record.EnvironmentBuffer.SetStrings(entry.Environment);
        SetControlGroups(record, entry.ControlGroups);
        SetDirectory(ref record.CurrentDirectoryBuffer, entry.CurrentDirectory);
        record.RootBuffer.Set(entry.Root);
        record.DescriptorLimit = entry.DescriptorLimit;
        record.Flags |= (ThreadFlags)entry.Flags;
        record.UserId = entry.UserId;
        record.GroupId = entry.GroupId;
        record.LoginUserId = entry.LoginUserId;
        record.VirtualMemory = entry.VirtualMemory;
        record.ResidentMemory = entry.ResidentMemory;
        record.SwappedMemory = entry.SwappedMemory;
        record.MajorFaults = entry.MajorFaults;
        record.MinorFaults = entry.MinorFaults;
        record.PidNamespaceStart = entry.PidNamespaceStart;
        record.Tty = entry.Tty;
        record.IsExeWritable = entry.IsExeWritable;
        record.IsExeUpperLayer = entry.IsExeUpperLayer;
        record.IsExeLowerLayer = entry.IsExeLowerLayer;
        record.IsExeFromMemfd = entry.IsExeFromMemfd;
        record.InheritableCapabilities = entry.InheritableCapabilities;
        record.PermittedCapabilities = entry.PermittedCapabilities;
        record.EffectiveCapabilities = entry.EffectiveCapabilities;
        record.ExeInode = entry.ExeInode;
        record.ExeInodeChangeTime = entry.ExeInodeChangeTime;
        record.ExeInodeModifyTime = entry.ExeInodeModifyTime;
        record.CloneTime = entry.CloneTime;
    }

    private static void SetDirectory(ref TextBuffer buffer, ReadOnlySpan<byte> directory)
    {
        bool lacksSlash = directory.IsEmpty || directory[^1] != (byte)'/';
        Span<byte> room = buffer.Prepare(directory.Length + (lacksSlash ? 1 : 0));
        directory.CopyTo(room);
        if (lacksSlash)
            room[^1] = (byte)'/';
    }

    private static ReadOnlySpan<byte> WithoutDeleted(ReadOnlySpan<byte> path) =>
        path.EndsWith(" (deleted)"u8) ? path[..^10] : path;
}
