using Falco.Core.Events;
using Falco.Rules.Loading;

namespace Falco.Rules.Compilation.Graph;

/// <summary>Which event types a rule is judged on.</summary>
internal static class RuleIndex
{
    /// <summary>Whether a rule is judged on events of a type.</summary>
    public static bool Contains(Rule rule, string source, EventType type)
    {
        // Every rule reacts to the asynchronous events of its source.
        if (type == EventType.AsynceventEnter)
            return true;
        return source == "syscall" ? rule.EventTypes.Contains(type) : type == EventType.PlugineventEnter;
    }
}
