namespace Falco.Core.State;

public sealed partial class ThreadRecord
{
    /// <summary>Makes a record from the pool as good as new; buffers keep their arrays, and the version is never reset.</summary>
    internal void Reset()
    {
        ThreadId = ProcessId = ParentId = ReaperId = -1;
        SessionId = VirtualThreadId = VirtualProcessId = VirtualProcessGroupId = ProcessGroupId = -1;
        CommBuffer.Clear();
        ExeBuffer.Clear();
        ExePathBuffer.Clear();
        ArgumentsBuffer.Clear();
        EnvironmentBuffer.Clear();
        ControlGroupsBuffer.Clear();
        CurrentDirectoryBuffer.Clear();
        RootBuffer.Clear();
        CommandLineBuffer.Clear();
        ContainerIdBuffer.Clear();
        EnterEventBuffer.Clear();
        Flags = ThreadFlags.NameChanged;
        DescriptorLimit = -1;
        UserId = GroupId = LoginUserId = uint.MaxValue;
        IsExeWritable = IsExeUpperLayer = IsExeLowerLayer = IsExeFromMemfd = false;
        InheritableCapabilities = PermittedCapabilities = EffectiveCapabilities = 0;
        ExeInode = ExeInodeChangeTime = ExeInodeModifyTime = 0;
        ExeInodeChangeToCloneDuration = PidNamespaceToExeInodeChangeDuration = 0;
        VirtualMemory = ResidentMemory = SwappedMemory = 0;
        MajorFaults = MinorFaults = 0;
        PidNamespaceStart = CloneTime = LastExecTime = 0;
        Tty = 0;
        TotalScheduledTime = 0;
        ProcessorTime = default;
        LastEventDescriptor = -1;
        LastEventType = default;
        Group = null;
        NextInGroup = Parent = FirstChild = NextSibling = PreviousSibling = null;
    }

    /// <summary>Takes over what a new thread or process inherits from the one that made it.</summary>
    internal void Inherit(ThreadRecord origin)
    {
        CommBuffer.Set(origin.Comm);
        ExeBuffer.Set(origin.Exe);
        ExePathBuffer.Set(origin.ExePath);
        ArgumentsBuffer.Set(origin.Arguments);
        CommandLineBuffer.Set(origin.CommandLine);
        RootBuffer.Set(origin.Root);
        SessionId = origin.SessionId;
        VirtualProcessGroupId = origin.VirtualProcessGroupId;
        ProcessGroupId = origin.ProcessGroupId;
        Tty = origin.Tty;
        LoginUserId = origin.LoginUserId;
        IsExeWritable = origin.IsExeWritable;
        IsExeUpperLayer = origin.IsExeUpperLayer;
        IsExeLowerLayer = origin.IsExeLowerLayer;
        IsExeFromMemfd = origin.IsExeFromMemfd;
        InheritableCapabilities = origin.InheritableCapabilities;
        PermittedCapabilities = origin.PermittedCapabilities;
        EffectiveCapabilities = origin.EffectiveCapabilities;
        ExeInode = origin.ExeInode;
        ExeInodeChangeTime = origin.ExeInodeChangeTime;
        ExeInodeModifyTime = origin.ExeInodeModifyTime;
        ExeInodeChangeToCloneDuration = origin.ExeInodeChangeToCloneDuration;
        PidNamespaceToExeInodeChangeDuration = origin.PidNamespaceToExeInodeChangeDuration;
    }

    /// <summary>Sets the arguments and with them the command line; the short name must be set before.</summary>
    internal void SetArguments(ReadOnlySpan<byte> arguments)
    {
        ArgumentsBuffer.SetStrings(arguments);
        if (CommBuffer.IsEmpty)
        {
            CommandLineBuffer.Clear();
            return;
        }

        Span<byte> line = CommandLineBuffer.Prepare(Comm.Length + 1 + Arguments.Length);
        Comm.CopyTo(line);
        int length = Comm.Length;
        foreach (ReadOnlySpan<byte> argument in new Events.StringRun(Arguments))
        {
            line[length++] = (byte)' ';
            argument.CopyTo(line[length..]);
            length += argument.Length;
        }

        CommandLineBuffer.Truncate(length);
    }

    /// <summary>Makes another thread the parent.</summary>
    internal void Link(ThreadRecord parent)
    {
        Unlink();
        Parent = parent;
        NextSibling = parent.FirstChild;
        if (parent.FirstChild is { } first)
            first.PreviousSibling = this;
        parent.FirstChild = this;
    }

    /// <summary>Takes the thread out of its parent's children.</summary>
    internal void Unlink()
    {
        if (Parent is null)
            return;
        if (PreviousSibling is { } previous)
            previous.NextSibling = NextSibling;
        else
            Parent.FirstChild = NextSibling;
        if (NextSibling is { } next)
            next.PreviousSibling = PreviousSibling;
        Parent = NextSibling = PreviousSibling = null;
    }
}
