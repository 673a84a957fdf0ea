using Falco.Core.Events;

namespace Falco.Core.Fields;

/// <summary>Which event types can have a thread at all.</summary>
internal static class EventThread
{
    public static bool MayExist(EventTypeInfo type) =>
        type.Type == EventType.ProcinfoEnter
        || ((type.Flags & EventTypeFlags.SkipsParserReset) == 0
            && type.Type is not (EventType.ContainerJson_2Enter or EventType.PlugineventEnter or EventType.AsynceventEnter
                or EventType.UserAddedEnter or EventType.UserDeletedEnter or EventType.GroupAddedEnter or EventType.GroupDeletedEnter));
}
