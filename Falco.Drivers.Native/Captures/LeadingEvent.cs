using Falco.Core.Events;

namespace Falco.Drivers.Native.Captures;

/// <summary>What a recorder writes before the first event that happened: it completes the tables.</summary>
internal static class LeadingEvent
{
    /// <summary>Whether events of a type only complete the tables as long as no other event has preceded them in their section.</summary>
    public static bool CompletesTables(EventType type) => type is EventType.ContainerJson_2Enter or EventType.UserAddedEnter
        or EventType.UserDeletedEnter or EventType.GroupAddedEnter or EventType.GroupDeletedEnter or EventType.AsynceventEnter;
}
