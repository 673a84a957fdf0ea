using Falco.Rules.Engine;

namespace Falco.Rules.Loading;

/// <summary>What an item appends to a rule, or replaces in it; <see langword="null"/> where it leaves the rule as it is.</summary>
internal sealed class RuleUpdate(string name, LoadContext context)
{
    public string Name => name;

    public LoadContext Context => context;

    /// <summary>The source that the rule must have; empty for any.</summary>
    public string Source { get; set; } = "";

    public string? Condition { get; set; }

    public string? Output { get; set; }

    public string? Description { get; set; }

    public SortedSet<string>? Tags { get; set; }

    public List<RuleException>? Exceptions { get; set; }

    public RulePriority? Priority { get; set; }

    public bool? Captures { get; set; }

    public uint? CaptureDuration { get; set; }

    public bool? IsEnabled { get; set; }

    public bool? WarnsOfEventTypes { get; set; }

    public bool? SkipsIfUnknownFilter { get; set; }

    public bool IsEmpty =>
        Condition is null && Output is null && Description is null && Tags is null && Exceptions is null && Priority is null
        && Captures is null && CaptureDuration is null && IsEnabled is null && WarnsOfEventTypes is null && SkipsIfUnknownFilter is null;
}
