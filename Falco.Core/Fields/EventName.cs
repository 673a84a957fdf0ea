using Falco.Core.Events;
using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary>The name of an event as rules know it (<c>evt.type</c>).</summary>
internal static class EventName
{
    public static ReadOnlySpan<byte> Of(scoped in HostEvent view)
    {
        EventTypeInfo info = view.Event.Info;
        switch (info.Type)
        {
            case EventType.GenericExit:
                int code = (int)view.Event.GetUInt32(0);

                // A recorder that did not know a system call left its native number.
                if (code == 0 && view.Event.TryGetUInt64(1, out ulong number) && FindNative((int)number) is { } native)
                    return native.Name.Utf8;
                return EventSchema.GetSyscall(code) is { } call ? call.Name.Utf8 : "<unknown syscall>"u8;
            case EventType.AsynceventEnter:
                return view.Event.GetText(1);
            default:
                return info.Name.Utf8;
        }
    }

    private static SyscallInfo? FindNative(int number)
    {
        foreach (SyscallInfo call in EventSchema.Syscalls)
        {
            if (call.X64Number == number)
                return call;
        }

        return null;
    }
}
