using System.Collections.Immutable;
using Falco.Core.Events;

namespace Falco.Drivers.Native.Captures;

/// <summary>Tells events that today's driver would encode in the same way from those that have a newer form.</summary>
internal static class EventAge
{
    private const byte AnyCount = byte.MaxValue;
    private const byte NoCount = byte.MaxValue - 1;

    private static readonly ImmutableArray<byte> CurrentCounts = [.. EventSchema.Types.Select(CurrentCount)];

    // Types with which the start of a call is still reported today.
    private static bool IsReportedEnter(EventType type) => type is EventType.OpenEnter or EventType.CreatEnter or EventType.Openat_2Enter
        or EventType.Openat2Enter or EventType.ConnectEnter or EventType.Execve_19Enter or EventType.ExecveatEnter;

    /// <summary>Whether an event has a newer form.</summary>
    public static bool IsOld(in Event view)
    {
        byte current = CurrentCounts[(int)view.Type];
        return current != AnyCount && current != view.EncodedParameterCount;
    }

    private static byte CurrentCount(EventTypeInfo type)
    {
        if (!type.IsUsed)
            return NoCount;
        bool isOld = (type.Flags & EventTypeFlags.OldVersion) != 0;
        if ((type.Flags & EventTypeFlags.ConverterManaged) == 0)
            return isOld ? NoCount : AnyCount;
        if (type.IsEnter ? !IsReportedEnter(type.Type) : isOld)
            return NoCount;
        return (byte)type.Parameters.Count;
    }
}
