namespace Falco.Core.State;

public sealed partial class ThreadRecord
{
    private static ReadOnlySpan<byte> DeletedSuffix => " (deleted)"u8;

    /// <summary>Sets argv[1..] and, from it and the short name, the command line.</summary>
    internal void SetArguments(ReadOnlySpan<byte> strings)
    {
        ArgumentsBuffer.SetStrings(strings);
        if (CommBuffer.IsEmpty)
        {
            CommandLineBuffer.Clear();
            return;
        }

        // Each NUL of the run becomes the blank before an argument, so that the line is as long as its parts.
        ReadOnlySpan<byte> arguments = ArgumentsBuffer.Span;
        Span<byte> line = CommandLineBuffer.Prepare(CommBuffer.Length + arguments.Length);
        CommBuffer.Span.CopyTo(line);
        if (arguments.IsEmpty)
            return;
        line = line[CommBuffer.Length..];
        line[0] = (byte)' ';
        arguments[..^1].CopyTo(line[1..]);
        line.Replace((byte)0, (byte)' ');
    }

    internal void SetEnvironment(ReadOnlySpan<byte> strings) => EnvironmentBuffer.SetStrings(strings);

    /// <summary>Sets the path of the executable without the kernel's remark that it was deleted.</summary>
    internal void SetExePath(ReadOnlySpan<byte> path) =>
        ExePathBuffer.Set(path.Length > DeletedSuffix.Length && path.EndsWith(DeletedSuffix) ? path[..^DeletedSuffix.Length] : path);

    /// <summary>Gives the arrays of long texts back: the record is free, and nobody looks at it any more.</summary>
    internal void ReleaseTexts()
    {
        ExeBuffer.Release();
        ExePathBuffer.Release();
        ArgumentsBuffer.Release();
        EnvironmentBuffer.Release();
        ControlGroupsBuffer.Release();
        CommandLineBuffer.Release();
        StoredEnter.Release();
    }

    /// <summary>Forgets the former thread; the buffers stay for the next one.</summary>
    internal void Reset()
    {
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
        StoredEnter.Clear();
        ThreadId = ProcessId = ParentId = ReaperId = SessionId = -1;
        VirtualThreadId = VirtualProcessId = VirtualProcessGroupId = ProcessGroupId = -1;
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
        Group = null;
        ChildCount = ListedChildren = ExpiredChildren = 0;
        LastDescriptor = 0;
        LastAccess = 0;
        LastEnterType = -1;
        IsStoredEnterValid = false;
    }
}
