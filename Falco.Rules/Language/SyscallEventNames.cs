using Falco.Core.Events;

namespace Falco.Rules.Language;

/// <summary>The event names by which a condition selects a system call.</summary>
internal static class SyscallEventNames
{
    // Calls and tracepoints that the schema gives no event type, but whose events go by another name than the call.
    private static readonly Dictionary<string, string> OtherNames = new()
    {
        ["_llseek"] = "llseek",
        ["fcntl64"] = "fcntl",
        ["getegid32"] = "getegid",
        ["geteuid32"] = "geteuid",
        ["getgid32"] = "getgid",
        ["getresgid32"] = "getresgid",
        ["getresuid32"] = "getresuid",
        ["getuid32"] = "getuid",
        ["page_fault_kernel"] = "page_fault",
        ["page_fault_user"] = "page_fault",
        ["sched_process_exit"] = "procexit",
        ["sched_switch"] = "switch",
        ["sendfile64"] = "sendfile",
        ["setgid32"] = "setgid",
        ["setresgid32"] = "setresgid",
        ["setresuid32"] = "setresuid",
        ["setuid32"] = "setuid",
        ["signal_deliver"] = "signaldeliver",
        ["ugetrlimit"] = "getrlimit",
    };

    /// <summary>Whether a call has events of its own, under one of its names; else it is reported by the generic events.</summary>
    public static bool HasOwnEvents(SyscallInfo call)
    {
        foreach (string name in Of(call))
        {
            foreach (EventTypeInfo type in EventSchema.Types)
            {
                if (type.IsUsed && type.Name.ToString() == name && type.Type is not (EventType.GenericEnter or EventType.GenericExit))
                    return true;
            }
        }

        return false;
    }

    /// <summary>The names; most calls have one.</summary>
    public static IReadOnlyList<string> Of(SyscallInfo call)
    {
        string name = call.Name.ToString();
        if (call is { IsGeneric: false, ExitType: { } type })
            name = EventSchema.Get(type).Name.ToString();
        else if (OtherNames.TryGetValue(name, out string? other))
            name = other;

        // Old captures have accept4 under the name of accept.
        return name == "accept4" ? [name, "accept"] : [name];
    }
}
