using Falco.Core.Events;

namespace Falco.Core.State;

public sealed partial class HostState
{
    private const uint ExecveatEmptyPath = 0x1;

    private const ThreadFlags KeptByExec =
        ThreadFlags.PipeSource | ThreadFlags.PipeDestination | ThreadFlags.MainThread | ThreadFlags.CloneInverted;

    private void Exec(in Event view)
    {
        if (_thread is not { } thread || !Succeeded(in view))
            return;
        Resurrect(thread);
        thread.LastExecTime = view.Timestamp;
        SetProgram(thread, in view);
        thread.ProcessId = view.GetInt64(4);
        if (thread.IsInvalid)
        {
            thread.ParentId = view.GetInt64(5);
            if ((thread.Flags & ThreadFlags.ChildInPidNamespace) == 0)
            {
                thread.VirtualThreadId = thread.ThreadId;
                thread.VirtualProcessId = thread.ProcessId;
            }

            LinkThread(thread);
        }

        thread.DescriptorLimit = view.GetInt64(7);
        SetMemory(thread, in view);
        if (view.Has(15))
            thread.SetEnvironment(view.GetBytes(15));
        SetControlGroups(thread, view.GetBytes(14));
        SetExePath(thread, in view);
        SetExecParameters(thread, in view);
        SetExeInode(thread, in view);
        if (DescriptorsOf(thread) is { } table)
            RemoveWhere(table, static (descriptor, _) => descriptor.IsCloseOnExec, 0);
        thread.Flags = ThreadFlags.Active | ThreadFlags.NameChanged | (thread.Flags & KeptByExec);
        RemoveOtherThreads(thread);
        Touch(thread);
        LineageVersion++;
    }

    /// <summary>A thread that calls exec becomes the main thread, even if that has exited.</summary>
    private static void Resurrect(ThreadRecord thread)
    {
        if (!thread.IsDead)
            return;
        thread.Flags &= ~ThreadFlags.Closed;
        if (thread.Group is { } group)
            group.AliveCount++;
    }

    private void RemoveOtherThreads(ThreadRecord thread)
    {
        if (thread.Group is not { AliveCount: > 1 } group)
            return;
        _doomed.Clear();
        foreach (ThreadRecord member in group.Members)
        {
            if (!member.IsMainThread && member.ThreadId != thread.ThreadId)
                _doomed.Add(member.ThreadId);
        }

        foreach (long threadId in _doomed)
            RemoveThread(threadId);
    }

    private static void SetExecParameters(ThreadRecord thread, in Event view)
    {
        if (view.TryGetUInt64(16, out ulong tty))
            thread.Tty = (uint)tty;
        if (view.TryGetInt64(17, out long virtualGroup))
            thread.VirtualProcessGroupId = virtualGroup;
        if (view.TryGetUInt64(18, out ulong loginUser))
            thread.LoginUserId = (uint)loginUser;
        if (view.TryGetUInt64(19, out ulong bits))
        {
            ExeFlags flags = (ExeFlags)bits;
            thread.IsExeWritable = (flags & ExeFlags.Writable) != 0;
            thread.IsExeUpperLayer = (flags & ExeFlags.UpperLayer) != 0;
            thread.IsExeFromMemfd = (flags & ExeFlags.FromMemfd) != 0;
            thread.IsExeLowerLayer = (flags & ExeFlags.LowerLayer) != 0;
        }

        if (view.TryGetUInt64(22, out ulong effective))
        {
            thread.InheritableCapabilities = view.GetUInt64(20);
            thread.PermittedCapabilities = view.GetUInt64(21);
            thread.EffectiveCapabilities = effective;
        }

        if (view.TryGetUInt64(26, out ulong user))
            thread.UserId = (uint)user;
        thread.ProcessGroupId = view.GetInt64(28, -1);
        if (view.TryGetUInt64(29, out ulong group))
            thread.GroupId = (uint)group;
    }

    private static void SetExeInode(ThreadRecord thread, in Event view)
    {
        if (!view.TryGetUInt64(25, out ulong modified))
            return;
        thread.ExeInode = view.GetUInt64(23);
        thread.ExeInodeChangeTime = view.GetUInt64(24);
        thread.ExeInodeModifyTime = modified;
        if (thread.CloneTime != 0)
            thread.ExeInodeChangeToCloneDuration = unchecked(thread.CloneTime - thread.ExeInodeChangeTime);
        if (thread.PidNamespaceStart != 0 && thread.ExeInodeChangeTime > thread.PidNamespaceStart)
            thread.PidNamespaceToExeInodeChangeDuration = thread.ExeInodeChangeTime - thread.PidNamespaceStart;
    }

    private void SetExePath(ThreadRecord thread, in Event view)
    {
        if (view.TryGetText(27, out ReadOnlySpan<byte> trusted))
            thread.SetExePath(trusted);
        else if (TryGetEnter(in view, thread, out Event enter))
            SetExePathFromEnter(thread, in enter);
    }

    /// <summary>Old recordings tell the path of the executable only by what the call was given.</summary>
    private void SetExePathFromEnter(ThreadRecord thread, in Event enter)
    {
        if (enter.Type == EventType.Execve_19Enter)
        {
            ReadOnlySpan<byte> file = enter.GetText(0);
            if (file.SequenceEqual("<NA>"u8))
                thread.SetExePath(file);
            else
                thread.SetExePath(_path.AsSpan(0, PathText.Concatenate(CurrentDirectoryOf(thread), file, _path)));
            return;
        }

        long directory = enter.GetInt64(0);
        bool isEmptyPath = (enter.GetUInt32(2) & ExecveatEmptyPath) != 0;
        ReadOnlySpan<byte> path = enter.GetText(1);
        ReadOnlySpan<byte> parent = DirectoryOf(thread, path, directory);
        bool isUnknown = parent.SequenceEqual(UnknownDirectory);
        if (!isUnknown && !parent.SequenceEqual("."u8))
            _descriptor = directory < 0 ? null : DescriptorsOf(thread)?.Find(directory);
        if (isUnknown || (!isEmptyPath && path.SequenceEqual("<NA>"u8)))
        {
            thread.SetExePath("<NA>"u8);
            return;
        }

        int length = isEmptyPath ? PathText.Concatenate(default, parent, _path) : PathText.Concatenate(parent, path, _path);
        thread.SetExePath(_path.AsSpan(0, length));
    }
}
