using Falco.Core.Events;

namespace Falco.Core.State;

public sealed partial class HostState
{
    // A record that a clone made is not replaced by the other side's event of the same clone, which may come this much later.
    private const ulong CloneStaleTime = 2_000_000_000;

    private const uint NewPidNamespace = 0x40;
    private const uint CloneParent = 0x100;
    private const uint CloneVfork = 0x8000000;

    private void ParseClone(in Event view, EventType type)
    {
        if (!view.TryGetInt64(0, out long result) || result < 0)
            return;
        if (result > 0)
            ParseCloneOfCaller(in view, type, result);
        else
            ParseCloneOfChild(in view);
    }

    private void ParseCloneOfCaller(in Event view, EventType type, long childId)
    {
        ThreadRecord? caller = FindOrAssumeThread(view.ThreadId);
        if (caller is null)
            return;
        _thread = caller;
        bool isCallerKnown = !caller.IsInvalid;
        if (!isCallerKnown)
            Repair(caller, in view);
        ThreadFlags flags = (ThreadFlags)view.GetUInt32(15);

        // The result is an id of the caller's namespace: only the child's own event tells the one of the host.
        if (((uint)flags & ((uint)ThreadFlags.ChildInPidNamespace | NewPidNamespace | CloneParent)) != 0
            || caller.ThreadId != caller.VirtualThreadId)
        {
            return;
        }

        // The child of a vfork runs first, and so does its event.
        if (type == EventType.Vfork_20Exit || ((uint)flags & CloneVfork) != 0
            || _recentlyExited.Contains(childId, caller.ThreadId, view.Timestamp))
        {
            return;
        }

        if (_threads.Find(childId) is { } existing)
        {
            if ((existing.Flags & ThreadFlags.CloneInverted) != 0)
                return;
            RemoveThread(existing);
        }

        if (!HasRoomForThread())
            return;
        ThreadRecord child = _threads.Rent();
        child.ThreadId = childId;
        if (isCallerKnown)
        {
            child.Inherit(caller);
        }
        else
        {
            SetIdentityTexts(caller, in view);
            Touch(caller);
        }

        child.Flags = flags;
        if ((flags & ThreadFlags.CloneThread) == 0)
        {
            child.ProcessId = childId;
            child.ParentId = caller.ThreadId;
            InheritProcess(child, caller);
        }
        else
        {
            child.ProcessId = caller.ProcessId;
            child.ParentId = caller.ParentId;
            child.LastExecTime = caller.LastExecTime;
            child.Flags |= ThreadFlags.CloneFiles;
        }

        child.VirtualThreadId = child.ThreadId;
        child.VirtualProcessId = child.ProcessId;
        child.PidNamespaceStart = BootTime;
        SetCloneParameters(child, in view);
        AddThread(child);
        _thread = _threads.Find(view.ThreadId);
    }

    private void ParseCloneOfChild(in Event view)
    {
        long childId = view.ThreadId;
        if (_threads.Find(childId) is { } existing)
        {
            if (existing.CloneTime != 0 && view.Timestamp - existing.CloneTime < CloneStaleTime)
            {
                _thread = existing;
                return;
            }

            RemoveThread(existing);
        }

        if (!HasRoomForThread())
            return;
        ThreadRecord child = _threads.Rent();
        child.ThreadId = childId;
        child.ProcessId = view.GetInt64(4, absent: childId);
        child.ParentId = view.GetInt64(5, absent: -1);
        child.VirtualThreadId = view.GetInt64(18, absent: childId);
        child.VirtualProcessId = view.GetInt64(19, absent: -1);
        ThreadFlags flags = (ThreadFlags)view.GetUInt32(15) | ThreadFlags.CloneInverted;
        bool isThread = (flags & ThreadFlags.CloneThread) != 0;
        child.Flags = isThread ? flags | ThreadFlags.CloneFiles : flags;
        ThreadRecord? origin = FindOrAssumeThread(isThread ? child.ProcessId : child.ParentId);
        if (origin is null || origin == child)
        {
            _threads.Return(child);
            _thread = null;
            return;
        }

        bool isOriginKnown = !origin.IsInvalid;
        if (isOriginKnown)
            child.Inherit(origin);
        if (!isThread)
        {
            InheritProcess(child, origin);
        }
        else
        {
            child.LastExecTime = origin.LastExecTime;
            if (!isOriginKnown)
                RepairLeader(origin, child, in view);
        }

        bool isInNamespace = ((uint)flags & ((uint)ThreadFlags.ChildInPidNamespace | NewPidNamespace)) != 0
            || child.ThreadId != child.VirtualThreadId;
        child.PidNamespaceStart = isInNamespace && view.TryGetUInt64(20, out ulong start) ? start + BootTime : BootTime;
        SetCloneParameters(child, in view);
        AddThread(child);
        _thread = child;
    }

    private void SetCloneParameters(ThreadRecord child, in Event view)
    {
        child.CloneTime = view.Timestamp;
        SetIdentityTexts(child, in view);
        child.DescriptorLimit = view.GetInt64(7, absent: -1);
        SetMemory(child, in view);
        child.UserId = view.GetUInt32(16, uint.MaxValue);
        child.GroupId = view.GetUInt32(17, uint.MaxValue);
        SetControlGroups(child, view.GetBytes(14));
    }

    private static void SetIdentityTexts(ThreadRecord thread, in Event view)
    {
        thread.ExeBuffer.Set(view.GetText(1));
        thread.CommBuffer.Set(view.Has(13) ? view.GetText(13) : view.GetText(1));
        thread.SetArguments(view.GetBytes(2));
    }

    private static void SetMemory(ThreadRecord thread, in Event view)
    {
        if (view.TryGetUInt64(8, out ulong major))
            thread.MajorFaults = major;
        if (view.TryGetUInt64(9, out ulong minor))
            thread.MinorFaults = minor;
        if (view.TryGetUInt64(10, out ulong size))
            thread.VirtualMemory = (uint)size;
        if (view.TryGetUInt64(11, out ulong resident))
            thread.ResidentMemory = (uint)resident;
        if (view.TryGetUInt64(12, out ulong swapped))
            thread.SwappedMemory = (uint)swapped;
    }

    /// <summary>Copies what a process has of its own: descriptors, directory, environment.</summary>
    private void InheritProcess(ThreadRecord child, ThreadRecord parent)
    {
        CloneDescriptors(parent, child);
        child.CurrentDirectoryBuffer.Set(CurrentDirectoryOf(parent));
        if (MainThreadOf(parent) is { } main)
            child.EnvironmentBuffer.Set(main.Environment);
    }

    private void Repair(ThreadRecord thread, in Event view)
    {
        thread.ProcessId = view.GetInt64(4, absent: -1);
        thread.ParentId = view.GetInt64(5, absent: -1);
        thread.VirtualThreadId = view.GetInt64(18, absent: thread.ThreadId);
        thread.VirtualProcessId = view.GetInt64(19, absent: thread.ProcessId);
        Relate(thread);
        Touch(thread);
        TouchLineage();
    }

    private void RepairLeader(ThreadRecord leader, ThreadRecord child, in Event view)
    {
        leader.ProcessId = child.ProcessId;
        leader.ParentId = child.ParentId;
        leader.VirtualThreadId = child.VirtualProcessId;
        leader.VirtualProcessId = child.VirtualProcessId;
        SetIdentityTexts(leader, in view);
        Relate(leader);
        Touch(leader);
        TouchLineage();
    }
}
