using Falco.Core.Events;

namespace Falco.Core.State;

public sealed partial class HostState
{
    private const uint CloneNewPid = 0x40;
    private const uint CloneParent = 0x100;
    private const uint CloneVfork = 0x8000000;

    /// <summary>A record of the child that is younger was made from the same clone; an older one is left over from another thread.</summary>
    private const ulong StaleClone = 2_000_000_000;

    private void Clone(in Event view, EventType type)
    {
        long child = view.GetInt64(0);
        if (child == 0)
            CloneSeenByChild(in view);
        else if (child > 0)
            CloneSeenByParent(in view, type, child);
    }

    private void CloneSeenByParent(in Event view, EventType type, long childId)
    {
        long callerId = view.ThreadId;
        if (ObtainThread(callerId) is not { } caller)
        {
            _thread = null;
            return;
        }

        bool isCallerKnown = !caller.IsInvalid;
        if (!isCallerKnown)
        {
            caller.ProcessId = view.GetInt64(4);
            caller.ParentId = view.GetInt64(5);
            SetVirtualIds(caller, in view);
            LinkThread(caller);
            Touch(caller);
        }

        _thread = caller;
        uint flags = view.GetUInt32(15);

        // In another pid namespace the result is not the id that the host knows: the child's own event tells it. A vforked child may have
        // come and gone before its parent goes on.
        if ((flags & ((uint)ThreadFlags.ChildInPidNamespace | CloneNewPid | CloneParent | CloneVfork)) != 0
            || callerId != caller.VirtualThreadId || type == EventType.Vfork_20Exit
            || _exited.Contains(childId, callerId, view.Timestamp))
        {
            return;
        }

        bool collides = false;
        if (_threads.Find(childId) is { } existing)
        {
            if ((existing.Flags & ThreadFlags.CloneInverted) != 0)
                return;
            RemoveThread(childId);
            collides = true;
        }

        ThreadRecord child = RentThread(childId);
        child.Flags = (ThreadFlags)flags;
        bool isProcess = (child.Flags & ThreadFlags.CloneThread) == 0;
        if (isProcess)
        {
            child.ProcessId = childId;
            child.ParentId = caller.ThreadId;
            if (isCallerKnown)
                InheritProcess(child, caller);
        }
        else
        {
            child.ProcessId = caller.ProcessId;
            child.ParentId = caller.ParentId;
            child.Flags |= ThreadFlags.CloneFiles;
            child.LastExecTime = caller.LastExecTime;
        }

        child.VirtualThreadId = child.ThreadId;
        child.VirtualProcessId = child.ProcessId;
        SetProgram(child, in view);
        SetCloneParameters(child, in view);
        child.PidNamespaceStart = BootTime;
        if (isCallerKnown)
            InheritProgram(child, caller);
        else
            CopyProgram(caller, child);
        if (AddThread(child) && collides)
            _thread = FindCached(callerId);
    }

    private void CloneSeenByChild(in Event view)
    {
        long childId = view.ThreadId;
        bool collides = false;
        if (_thread is { CloneTime: not 0 } known)
        {
            if (view.Timestamp - known.CloneTime < StaleClone)
                return;
            RemoveThread(childId);
            collides = true;
            _thread = null;
        }

        long processId = view.GetInt64(4);
        long parentId = view.GetInt64(5);
        ThreadFlags flags = (ThreadFlags)view.GetUInt32(15) | ThreadFlags.CloneInverted;
        bool isProcess = (flags & ThreadFlags.CloneThread) == 0;
        if (!isProcess)
            flags |= ThreadFlags.CloneFiles;

        // A process takes after its parent, a thread after its leader; both may differ from the thread that called clone.
        if (ObtainThread(isProcess ? parentId : processId) is not { } model)
        {
            _thread = null;
            return;
        }

        ThreadRecord child = RentThread(childId);
        child.Flags = flags;
        child.ProcessId = processId;
        child.ParentId = parentId;
        SetVirtualIds(child, in view);
        bool isModelKnown = !model.IsInvalid;
        if (!isModelKnown && !isProcess)
        {
            model.ProcessId = processId;
            model.ParentId = parentId;
            model.VirtualProcessId = model.VirtualThreadId = child.VirtualProcessId;
            LinkThread(model);
            Touch(model);
        }

        SetProgram(child, in view);
        if (isModelKnown)
        {
            InheritProgram(child, model);
            if (isProcess)
                InheritProcess(child, model);
            else
                child.LastExecTime = model.LastExecTime;
        }
        else if (!isProcess)
        {
            CopyProgram(model, child);
        }

        SetCloneParameters(child, in view);
        if ((child.Flags & ThreadFlags.ChildInPidNamespace) != 0 || ((uint)child.Flags & CloneNewPid) != 0
            || child.ThreadId != child.VirtualThreadId)
        {
            child.PidNamespaceStart = view.TryGetUInt64(20, out ulong start) ? start + BootTime : 0;
        }
        else
        {
            child.PidNamespaceStart = BootTime;
        }

        if (!AddThread(child))
        {
            _thread = null;
            return;
        }

        _thread = child;
        if (collides)
            child.LastDescriptor = -1;
    }

    private static void SetVirtualIds(ThreadRecord thread, in Event view)
    {
        bool isKnown = view.Has(19);
        thread.VirtualThreadId = isKnown ? view.GetInt64(18) : thread.ThreadId;
        thread.VirtualProcessId = isKnown ? view.GetInt64(19) : -1;
    }

    /// <summary>Sets argv and the short name; the name first, because the command line is made of both.</summary>
    private static void SetProgram(ThreadRecord thread, in Event view)
    {
        thread.ExeBuffer.Set(view.GetText(1));
        thread.CommBuffer.Set(view.TryGetText(13, out ReadOnlySpan<byte> comm) ? comm : thread.Exe);
        thread.SetArguments(view.GetBytes(2));
    }

    private static void CopyProgram(ThreadRecord target, ThreadRecord source)
    {
        target.ExeBuffer.Set(source.Exe);
        target.CommBuffer.Set(source.Comm);
        target.SetArguments(source.Arguments);
    }

    private void SetCloneParameters(ThreadRecord child, in Event view)
    {
        child.DescriptorLimit = view.GetInt64(7);
        SetMemory(child, in view);
        child.UserId = view.GetUInt32(16);
        child.GroupId = view.GetUInt32(17);
        SetControlGroups(child, view.GetBytes(14));
        child.CloneTime = view.Timestamp;
    }

    private static void SetMemory(ThreadRecord thread, in Event view)
    {
        if (!view.TryGetUInt64(12, out ulong swapped))
            return;
        thread.MajorFaults = view.GetUInt64(8);
        thread.MinorFaults = view.GetUInt64(9);
        thread.VirtualMemory = view.GetUInt32(10);
        thread.ResidentMemory = view.GetUInt32(11);
        thread.SwappedMemory = (uint)swapped;
    }

    /// <summary>What a new process has of its parent's: descriptors, environment, current directory.</summary>
    private void InheritProcess(ThreadRecord child, ThreadRecord parent)
    {
        if (DescriptorsOf(parent) is { } table)
        {
            foreach (DescriptorRecord descriptor in table)
            {
                DescriptorRecord copy = CopyOf(descriptor);
                copy.Flags |= DescriptorFlags.Cloned;
                TryPut(child.OwnDescriptors, descriptor.Number, copy);
            }
        }

        child.CurrentDirectoryBuffer.Set(CurrentDirectoryOf(parent));
        child.EnvironmentBuffer.Set(parent.Environment);
    }

    private static void InheritProgram(ThreadRecord child, ThreadRecord parent)
    {
        child.SetExePath(parent.ExePath);
        child.IsExeWritable = parent.IsExeWritable;
        child.IsExeUpperLayer = parent.IsExeUpperLayer;
        child.IsExeLowerLayer = parent.IsExeLowerLayer;
        child.IsExeFromMemfd = parent.IsExeFromMemfd;
        child.RootBuffer.Set(parent.Root);
        child.SessionId = parent.SessionId;
        child.VirtualProcessGroupId = parent.VirtualProcessGroupId;
        child.ProcessGroupId = parent.ProcessGroupId;
        child.Tty = parent.Tty;
        child.LoginUserId = parent.LoginUserId;
        child.PermittedCapabilities = parent.PermittedCapabilities;
        child.InheritableCapabilities = parent.InheritableCapabilities;
        child.EffectiveCapabilities = parent.EffectiveCapabilities;
        child.ExeInode = parent.ExeInode;
        child.ExeInodeChangeTime = parent.ExeInodeChangeTime;
        child.ExeInodeModifyTime = parent.ExeInodeModifyTime;
        child.ExeInodeChangeToCloneDuration = parent.ExeInodeChangeToCloneDuration;
    }
}
