namespace Falco.Core.State;

public sealed partial class ThreadRecord
{
    private static ReadOnlySpan<byte> DeletedSuffix => " (deleted)"u8;

    // The call that made the process what it is: the short name of then and argv[1..], each ended by a NUL. One run holds what would else
    // be kept twice, because a command line is as long as its arguments; the name is left out if there was none.
    private TextBuffer _call;
    private int _argumentsAt;

    /// <summary>The short name of then and the arguments, separated by NULs: the command line once these are blanks.</summary>
    internal ReadOnlySpan<byte> CommandLineParts => _call.Span[..CommandLineLength];

    /// <summary>The length of the command line: the short name and the arguments, joined by blanks.</summary>
    public int CommandLineLength => _argumentsAt == 0 ? 0 : _call.Length - 1;

    /// <summary>Writes the command line, with the short name that the process had when its arguments were set.</summary>
    /// <param name="destination">At least <see cref="CommandLineLength"/> bytes.</param>
    public void CopyCommandLine(Span<byte> destination)
    {
        // Each NUL between the parts becomes the blank between them.
        ReadOnlySpan<byte> parts = CommandLineParts;
        parts.Replace(destination[..parts.Length], (byte)0, (byte)' ');
    }

    /// <summary>Sets argv[1..]; the short name must have been set before.</summary>
    internal void SetArguments(ReadOnlySpan<byte> strings)
    {
        if (strings is [.., 0])
            strings = strings[..^1];
        _argumentsAt = CommBuffer.IsEmpty ? 0 : CommBuffer.Length + 1;
        Span<byte> call = _call.Prepare(_argumentsAt + (strings.IsEmpty ? 0 : strings.Length + 1));
        if (_argumentsAt > 0)
        {
            CommBuffer.Span.CopyTo(call);
            call[_argumentsAt - 1] = 0;
        }

        if (strings.IsEmpty)
            return;
        strings.CopyTo(call[_argumentsAt..]);
        call[^1] = 0;
    }

    internal void SetEnvironment(ReadOnlySpan<byte> strings) => EnvironmentBuffer.SetStrings(strings);

    /// <summary>Sets the path of the executable without the kernel's remark that it was deleted.</summary>
    internal void SetExePath(ReadOnlySpan<byte> path) =>
        ExePathBuffer.Set(path.Length > DeletedSuffix.Length && path.EndsWith(DeletedSuffix) ? path[..^DeletedSuffix.Length] : path);

    /// <summary>Gives the places of texts back: the record is free, and nobody looks at it any more.</summary>
    internal void ReleaseTexts()
    {
        CommBuffer.Release();
        ExeBuffer.Release();
        ExePathBuffer.Release();
        _call.Release();
        _argumentsAt = 0;
        EnvironmentBuffer.Release();
        ControlGroupsBuffer.Release();
        CurrentDirectoryBuffer.Release();
        RootBuffer.Release();
        ContainerIdBuffer.Release();
        StoredEnter.Release();
    }

    /// <summary>Forgets the former thread; the buffers stay for the next one.</summary>
    internal void Reset()
    {
        CommBuffer.Clear();
        ExeBuffer.Clear();
        ExePathBuffer.Clear();
        _call.Clear();
        _argumentsAt = 0;
        EnvironmentBuffer.Clear();
        ControlGroupsBuffer.Clear();
        CurrentDirectoryBuffer.Clear();
        RootBuffer.Clear();
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
