using Falco.Outputs.Rendering;
using Falco.Rules.Engine;

namespace Falco.Outputs.Delivery;

/// <summary>Which alerts a sink gets. Alerts about Falco itself pass every filter: who filters must still hear of what was lost.</summary>
public sealed record AlertFilter
{
    /// <summary>The least important priority that passes.</summary>
    public RulePriority MinimumPriority { get; init; } = RulePriority.Debug;

    /// <summary>Names of rules, in which <c>*</c> stands for anything; empty means every rule.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>Tags of which an alert must have at least one; empty means that tags do not matter.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Event sources, for instance <c>syscall</c>; empty means every source.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Whether an alert passes.</summary>
    public bool Accepts(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        if (InternalAlert.Is(alert))
            return true;
        return alert.Priority <= MinimumPriority && AcceptsSource(alert.Source) && AcceptsRule(alert.Rule) && AcceptsTags(alert.Tags);
    }

    private bool AcceptsSource(string source)
    {
        for (int i = 0; i < Sources.Count; i++)
        {
            if (Sources[i] == source)
                return true;
        }

        return Sources.Count == 0;
    }

    private bool AcceptsRule(string rule)
    {
        for (int i = 0; i < Rules.Count; i++)
        {
            if (RuleNamePattern.IsMatch(Rules[i], rule))
                return true;
        }

        return Rules.Count == 0;
    }

    private bool AcceptsTags(IReadOnlyList<string> tags)
    {
        for (int i = 0; i < Tags.Count; i++)
        {
            for (int j = 0; j < tags.Count; j++)
            {
                if (Tags[i] == tags[j])
                    return true;
            }
        }

        return Tags.Count == 0;
    }
}
