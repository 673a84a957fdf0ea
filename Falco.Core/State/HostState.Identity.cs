using Falco.Core.Events;

namespace Falco.Core.State;

public sealed partial class HostState
{
    private const uint NewUserNamespaceFlag = 0x100000;
    private const uint ResourceDescriptors = 0x7;
    private const uint SetChildSubreaper = 0x24;
    private const uint GetChildSubreaper = 0x25;

    // All capabilities up to CAP_CHECKPOINT_RESTORE, which is number 40.
    private const ulong AllCapabilities = (1UL << 41) - 1;

    private void SetSession(in Event view)
    {
        if (_thread is not { } thread || !Succeeded(in view))
            return;
        thread.SessionId = view.GetInt64(0);
        Touch(thread);
        LineageVersion++;
    }

    private void Prctl(in Event view)
    {
        if (_thread is { IsInvalid: false, Group: { } group } && Succeeded(in view)
            && view.GetUInt32(1) is SetChildSubreaper or GetChildSubreaper)
        {
            group.IsReaper = view.GetInt64(3) != 0;
        }
    }

    private void CapSet(in Event view)
    {
        if (_thread is not { } thread || !Succeeded(in view))
            return;
        thread.InheritableCapabilities = view.GetUInt64(1);
        thread.PermittedCapabilities = view.GetUInt64(2);
        thread.EffectiveCapabilities = view.GetUInt64(3);
        Touch(thread);
    }

    private void NewUserNamespace(in Event view, EventType type)
    {
        if (_thread is not { } thread || !Succeeded(in view))
            return;
        if ((view.GetUInt32(type == EventType.UnshareExit ? 1 : 2) & NewUserNamespaceFlag) == 0)
            return;
        thread.InheritableCapabilities = thread.PermittedCapabilities = thread.EffectiveCapabilities = AllCapabilities;
        Touch(thread);
    }

    private void SetUser(in Event view, EventType type)
    {
        int at = type == EventType.SetuidExit ? 1 : 2;
        if (_thread is not { } thread || view.GetInt64(0, -1) != 0 || !view.Has(at))
            return;
        thread.UserId = view.GetUInt32(at);
        Touch(thread);
        LineageVersion++;
    }

    private void SetGroup(in Event view, EventType type)
    {
        int at = type == EventType.SetgidExit ? 1 : 2;
        if (_thread is not { } thread || view.GetInt64(0, -1) != 0 || !view.Has(at))
            return;
        thread.GroupId = view.GetUInt32(at);
        Touch(thread);
        LineageVersion++;
    }

    private void ResourceLimit(in Event view)
    {
        if (_thread is { } thread && Succeeded(in view) && view.GetUInt32(3) == ResourceDescriptors)
            SetDescriptorLimit(thread, view.GetInt64(1, -1));
    }

    private void Prlimit(in Event view)
    {
        if (view.GetInt64(0, -1) != 0 || view.GetUInt32(6) != ResourceDescriptors || !view.TryGetInt64(5, out long threadId))
            return;
        long limit = view.GetInt64(1, -1);
        if (limit == -1)
            return;
        if (_threads.Find(threadId == 0 ? view.ThreadId : threadId) is { IsInvalid: false } thread)
            SetDescriptorLimit(thread, limit);
    }

    private void SetDescriptorLimit(ThreadRecord thread, long limit)
    {
        if (limit == -1 || MainThreadOf(thread) is not { } main)
            return;
        main.DescriptorLimit = limit;
        Touch(main);
    }

    private void Memory(in Event view)
    {
        if (_thread is not { } thread)
            return;
        if (view.TryGetUInt64(1, out ulong size))
            thread.VirtualMemory = (uint)size;
        if (!view.TryGetUInt64(3, out ulong swapped))
            return;
        thread.ResidentMemory = view.GetUInt32(2);
        thread.SwappedMemory = (uint)swapped;
    }

    private void ContextSwitch(in Event view)
    {
        AccountSwitch(in view, _thread);
        if (_thread is not { } thread || !view.TryGetUInt64(5, out ulong swapped))
            return;
        thread.MajorFaults = view.GetUInt64(1);
        thread.MinorFaults = view.GetUInt64(2);
        if (MainThreadOf(thread) is not { } main)
            return;
        main.VirtualMemory = view.GetUInt32(3);
        main.ResidentMemory = view.GetUInt32(4);
        main.SwappedMemory = (uint)swapped;
    }
}
