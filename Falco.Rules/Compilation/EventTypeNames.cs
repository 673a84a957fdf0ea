using System.Collections.Frozen;
using Falco.Core.Events;

namespace Falco.Rules.Compilation;

/// <summary>What <c>evt.type</c> and <c>syscall.type</c> may be compared with.</summary>
internal static class EventTypeNames
{
    private static readonly FrozenSet<string> Names =
        EventSchema.Types.Select(type => type.Name.ToString()).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a name is that of an event type or of a system call.</summary>
    public static bool IsKnown(string name) => Names.Contains(name) || EventSchema.FindSyscall(name) is not null;
}
