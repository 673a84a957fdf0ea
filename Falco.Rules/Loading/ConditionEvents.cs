using Falco.Core.Events;
using Falco.Rules.Language;

namespace Falco.Rules.Loading;

/// <summary>Names the events for which a condition can hold.</summary>
internal static class ConditionEvents
{
    /// <summary>The names of events and of system calls without an event of their own, in ordinal order.</summary>
    /// <param name="condition">The condition, without macros.</param>
    /// <param name="source">The event source; empty for that of system calls.</param>
    public static SortedSet<string> NamesOf(ConditionNode condition, string source)
    {
        SortedSet<string> names = new(StringComparer.Ordinal) { NameOf(EventType.AsynceventEnter) };
        if (source.Length > 0 && source != "syscall")
        {
            names.Add(NameOf(EventType.PlugineventEnter));
            return names;
        }

        if (EventTypeInference.TryInfer(condition, CodeUniverse.EventTypes, out CodeSet? types, out _))
        {
            foreach (int type in types.Codes)
            {
                // Generic events go by the names of their calls.
                if ((EventType)type is not (EventType.GenericEnter or EventType.GenericExit))
                    names.Add(NameOf((EventType)type));
            }
        }

        if (EventTypeInference.TryInfer(condition, CodeUniverse.Syscalls, out CodeSet? calls, out _))
        {
            foreach (int call in calls.Codes)
                names.UnionWith(SyscallEventNames.Of(EventSchema.GetSyscall(call)!));
        }

        return names;
    }

    private static string NameOf(EventType type) => EventSchema.Get(type).Name.ToString();
}
