using Falco.Core.Events;

namespace Falco.Core.State;

public sealed partial class HostState
{
    private void ParseExec(in Event view, EventType type, ThreadRecord thread)
    {
        // A failed exec uses up its enter event, too.
        bool hasEnter = TryTakeEnterEvent(thread, type, out Event enter);
        if (!view.TryGetInt64(0, out long result) || result != 0)
            return;
        if (thread.IsDead)
        {
            thread.Flags &= ~ThreadFlags.Closed;
            if (thread.Group is { } group)
                group.AliveCount++;
            if (_exitedThread == thread.ThreadId)
                _exitedThread = -1;
        }

        thread.ExeBuffer.Set(view.GetText(1));
        thread.LastExecTime = view.Timestamp;
        thread.CommBuffer.Set(view.Has(13) ? view.GetText(13) : view.GetText(1));
        thread.SetArguments(view.GetBytes(2));
        thread.ProcessId = view.GetInt64(4, absent: thread.ProcessId);
        if (thread.ParentId < 0)
            RepairExecuted(thread, in view);
        thread.DescriptorLimit = view.GetInt64(7, absent: -1);
        SetMemory(thread, in view);
        thread.EnvironmentBuffer.SetStrings(view.GetBytes(15));
        SetControlGroups(thread, view.GetBytes(14));
        thread.Tty = view.GetUInt32(16);
        SetExePath(thread, in view, hasEnter, in enter);
        thread.VirtualProcessGroupId = view.GetInt64(17, absent: thread.VirtualProcessGroupId);
        thread.LoginUserId = view.GetUInt32(18, uint.MaxValue);
        SetExeFlags(thread, view.GetUInt32(19));
        if (view.Has(20))
        {
            thread.InheritableCapabilities = view.GetUInt64(20);
            thread.PermittedCapabilities = view.GetUInt64(21);
            thread.EffectiveCapabilities = view.GetUInt64(22);
        }

        SetExeInode(thread, in view);
        if (view.Has(26))
            thread.UserId = view.GetUInt32(26);
        thread.ProcessGroupId = view.GetInt64(28, absent: -1);
        if (view.Has(29))
            thread.GroupId = view.GetUInt32(29);

        const ThreadFlags Kept = ThreadFlags.PipeSource | ThreadFlags.PipeDestination | ThreadFlags.MainThread | ThreadFlags.CloneInverted;
        thread.Flags = (thread.Flags & Kept) | ThreadFlags.Active | ThreadFlags.NameChanged;
        CloseOnExec(thread);
        RemoveOtherThreads(thread);
        Touch(thread);
        TouchLineage();
    }

    private void RepairExecuted(ThreadRecord thread, in Event view)
    {
        thread.ParentId = view.GetInt64(5, absent: -1);
        if (!thread.IsInPidNamespace)
        {
            thread.VirtualThreadId = thread.ThreadId;
            thread.VirtualProcessId = thread.ProcessId;
        }

        Relate(thread);
    }

    private void SetExePath(ThreadRecord thread, in Event view, bool hasEnter, in Event enter)
    {
        if (view.TryGetText(27, out ReadOnlySpan<byte> trusted))
        {
            thread.ExePathBuffer.Set(WithoutDeleted(trusted));
            return;
        }

        Span<byte> path = stackalloc byte[PathText.MaxLength];
        if (hasEnter && enter.Type == EventType.Execve_19Enter && enter.TryGetText(0, out ReadOnlySpan<byte> name))
        {
            thread.ExePathBuffer.Set(path[..PathText.Concatenate(CurrentDirectoryOf(thread), name, path)]);
        }
        else if (hasEnter && enter.Type == EventType.ExecveatEnter)
        {
            ReadOnlySpan<byte> directory = ResolveDirectory(thread, enter.GetInt64(0), enter.GetText(1), out bool isKnown);
            ReadOnlySpan<byte> relative = enter.TryGetText(1, out ReadOnlySpan<byte> text) && !text.SequenceEqual("<NA>"u8) ? text : default;
            if (!isKnown)
                thread.ExePathBuffer.Set("<NA>"u8);
            else if (relative.IsEmpty)
                thread.ExePathBuffer.Set(directory.Length > 1 && directory[^1] == (byte)'/' ? directory[..^1] : directory);
            else
                thread.ExePathBuffer.Set(path[..PathText.Concatenate(directory, relative, path)]);
        }
        else
        {
            thread.ExePathBuffer.Set("<NA>"u8);
        }
    }

    private static void SetExeFlags(ThreadRecord thread, uint flags)
    {
        thread.IsExeWritable = (flags & 1) != 0;
        thread.IsExeUpperLayer = (flags & 2) != 0;
        thread.IsExeFromMemfd = (flags & 4) != 0;
        thread.IsExeLowerLayer = (flags & 8) != 0;
    }

    private static void SetExeInode(ThreadRecord thread, in Event view)
    {
        if (view.Has(23))
            thread.ExeInode = view.GetUInt64(23);
        if (view.TryGetUInt64(24, out ulong changed))
        {
            thread.ExeInodeChangeTime = changed;
            if (thread.CloneTime != 0)
                thread.ExeInodeChangeToCloneDuration = thread.CloneTime - changed;
            if (thread.PidNamespaceStart != 0 && changed > thread.PidNamespaceStart)
                thread.PidNamespaceToExeInodeChangeDuration = changed - thread.PidNamespaceStart;
        }

        if (view.Has(25))
            thread.ExeInodeModifyTime = view.GetUInt64(25);
    }

    /// <summary>An exec ends all other threads of the process; the main one stays, because the caller takes its id over.</summary>
    private void RemoveOtherThreads(ThreadRecord thread)
    {
        ThreadRecord? member = thread.Group?.First;
        while (member is not null)
        {
            ThreadRecord? next = member.NextInGroup;
            if (member != thread && !member.IsMainThread)
                RemoveThread(member);
            member = next;
        }
    }
}
