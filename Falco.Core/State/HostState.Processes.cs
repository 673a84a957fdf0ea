using Falco.Core.Events;

namespace Falco.Core.State;

public sealed partial class HostState
{
    private const ulong AllCapabilities = (1UL << 41) - 1;
    private const uint NewUserNamespace = 0x100000;
    private const byte NoFileLimit = 7;
    private const int SetChildSubreaper = 36;
    private const int GetChildSubreaper = 37;

    private void ParseExit(in Event view, ThreadRecord thread)
    {
        if (!thread.IsDead)
            MarkDead(thread);
        thread.ReaperId = thread.FirstChild is not null ? view.GetInt64(4, absent: -1) : -1;
        _exitedThread = thread.ThreadId;
        _exitTime = view.Timestamp;
        Touch(thread);
        TouchLineage();
    }

    private void ParseSwitch(in Event view, ThreadRecord thread)
    {
        thread.MajorFaults = view.GetUInt64(1, thread.MajorFaults);
        thread.MinorFaults = view.GetUInt64(2, thread.MinorFaults);
        if (MainThreadOf(thread) is { } main)
        {
            main.VirtualMemory = view.GetUInt32(3, main.VirtualMemory);
            main.ResidentMemory = view.GetUInt32(4, main.ResidentMemory);
            main.SwappedMemory = view.GetUInt32(5, main.SwappedMemory);
        }
    }

    private static void ParseMemory(in Event view, ThreadRecord thread)
    {
        thread.VirtualMemory = view.GetUInt32(1, thread.VirtualMemory);
        thread.ResidentMemory = view.GetUInt32(2, thread.ResidentMemory);
        thread.SwappedMemory = view.GetUInt32(3, thread.SwappedMemory);
    }

    private void ChangeDirectory(ThreadRecord thread, ReadOnlySpan<byte> path)
    {
        if (MainThreadOf(thread) is not { } main)
            return;
        Span<byte> result = stackalloc byte[PathText.MaxLength];
        ReadOnlySpan<byte> directory = result[..PathText.Concatenate(main.CurrentDirectory, path, result)];
        Span<byte> previous = stackalloc byte[PathText.MaxLength + 1];
        int length = Math.Min(main.CurrentDirectory.Length, previous.Length);
        main.CurrentDirectory[..length].CopyTo(previous);
        SetDirectory(ref main.CurrentDirectoryBuffer, directory);
        if (!main.CurrentDirectory.SequenceEqual(previous[..length]))
            Touch(main);
    }

    private void ParseChroot(in Event view, ThreadRecord thread)
    {
        if (!Succeeded(in view))
            return;
        Span<byte> path = stackalloc byte[PathText.MaxLength];
        thread.RootBuffer.Set(path[..PathText.Concatenate(CurrentDirectoryOf(thread), view.GetText(1), path)]);
        Touch(thread);
    }

    private void ParseSetUser(in Event view, int parameter, ThreadRecord thread)
    {
        uint user = view.GetUInt32(parameter, uint.MaxValue);
        if (!Succeeded(in view) || user == uint.MaxValue)
            return;
        thread.UserId = user;
        Touch(thread);
    }

    private void ParseSetGroup(in Event view, int parameter, ThreadRecord thread)
    {
        uint group = view.GetUInt32(parameter, uint.MaxValue);
        if (!Succeeded(in view) || group == uint.MaxValue)
            return;
        thread.GroupId = group;
        Touch(thread);
    }

    private void ParseSetSession(in Event view, ThreadRecord thread)
    {
        if (!Succeeded(in view))
            return;
        thread.SessionId = view.GetInt64(0);
        Touch(thread);
        TouchLineage();
    }

    private static void ParsePrctl(in Event view, ThreadRecord thread)
    {
        if (Succeeded(in view) && view.GetUInt32(1) is SetChildSubreaper or GetChildSubreaper && thread.Group is { } group)
            group.IsReaper = view.GetInt64(3) != 0;
    }

    private void ParseCapset(in Event view, ThreadRecord thread)
    {
        if (!Succeeded(in view))
            return;
        thread.InheritableCapabilities = view.GetUInt64(1, thread.InheritableCapabilities);
        thread.PermittedCapabilities = view.GetUInt64(2, thread.PermittedCapabilities);
        thread.EffectiveCapabilities = view.GetUInt64(3, thread.EffectiveCapabilities);
        Touch(thread);
    }

    private void ParseNewUserNamespace(in Event view, int flagsParameter, ThreadRecord thread)
    {
        if (!Succeeded(in view) || (view.GetUInt32(flagsParameter) & NewUserNamespace) == 0)
            return;
        thread.InheritableCapabilities = thread.PermittedCapabilities = thread.EffectiveCapabilities = AllCapabilities;
        Touch(thread);
    }

    private void ParseLimit(in Event view, EventType type, ThreadRecord thread)
    {
        int resource = type == EventType.PrlimitExit ? 6 : 3;
        if (!Succeeded(in view) || view.GetUInt32(resource, uint.MaxValue) != NoFileLimit)
            return;
        ThreadRecord? target = thread;
        if (type == EventType.PrlimitExit && view.GetInt64(5) is var process and not 0)
            target = _threads.Find(process);
        long limit = view.GetInt64(1, absent: -1);
        if (limit == -1 || target is null || MainThreadOf(target) is not { } main)
            return;
        main.DescriptorLimit = limit;
        Touch(main);
    }

    /// <summary>Sets the control groups, and with them the container.</summary>
    private void SetControlGroups(ThreadRecord thread, ReadOnlySpan<byte> groups)
    {
        if (groups.IsEmpty)
        {
            thread.ControlGroupsBuffer.Clear();
            thread.ContainerIdBuffer.Clear();
            return;
        }

        if (thread.ControlGroups.SequenceEqual(groups))
            return;
        thread.ControlGroupsBuffer.SetStrings(groups);
        if (_options.DetectContainers && ContainerIdText.TryFind(thread.ControlGroups, out ReadOnlySpan<byte> id))
            thread.ContainerIdBuffer.Set(id);
        else
            thread.ContainerIdBuffer.Clear();
    }
}
