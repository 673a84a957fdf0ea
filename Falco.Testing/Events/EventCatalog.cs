using Falco.Core.Events;

namespace Falco.Testing.Events;

/// <summary>The events that a test can name: for each name the form that today's drivers give it.</summary>
internal static class EventCatalog
{
    private static readonly Dictionary<string, EventTypeInfo> Types = Load();

    /// <summary>All names.</summary>
    public static IEnumerable<string> Names =>
        Types.Keys.Concat(EventSchema.Syscalls.Where(static call => call.IsGeneric).Select(static call => call.Name.ToString())).Distinct();

    /// <summary>The type of a name, or <see langword="null"/>.</summary>
    public static EventTypeInfo? Find(string name) => Types.GetValueOrDefault(name);

    /// <summary>The system call of a name that has no event type of its own, or <see langword="null"/>.</summary>
    public static SyscallInfo? FindGeneric(string name) => EventSchema.FindSyscall(name) is { IsGeneric: true } call ? call : null;

    // Rules are judged on what a call has led to; only what is no call has its one event at the start.
    private static Dictionary<string, EventTypeInfo> Load()
    {
        Dictionary<string, EventTypeInfo> types = [];
        foreach (EventTypeInfo type in EventSchema.Types)
        {
            if (!type.IsUsed || (type.Flags & EventTypeFlags.OldVersion) != 0)
                continue;
            string name = type.Name.ToString();
            if (!types.TryGetValue(name, out EventTypeInfo? known) || known.IsEnter || !type.IsEnter)
                types[name] = type;
        }

        types.Remove(EventSchema.Get(EventType.GenericExit).Name.ToString());
        return types;
    }
}
