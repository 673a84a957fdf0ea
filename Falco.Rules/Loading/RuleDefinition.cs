using Falco.Rules.Engine;

namespace Falco.Rules.Loading;

/// <summary>A rule as written, with what later items appended or replaced.</summary>
internal sealed class RuleDefinition(string name, LoadContext context) : IDefinition
{
    public string Name => name;

    public LoadContext Context { get; } = context;

    public int Index { get; set; }

    public int Visibility { get; set; }

    /// <summary>Where the condition stands.</summary>
    public LoadContext ConditionContext { get; set; } = context;

    /// <summary>Where the output stands.</summary>
    public LoadContext OutputContext { get; set; } = context;

    public string Source { get; set; } = "";

    /// <summary>Whether nobody knows the source: the rule is kept, but not compiled.</summary>
    public bool HasUnknownSource { get; set; }

    public GrowingText Description { get; set; } = new();

    public GrowingText Condition { get; set; } = new();

    public GrowingText Output { get; set; } = new();

    public RulePriority Priority { get; set; } = RulePriority.Debug;

    public bool IsEnabled { get; set; } = true;

    public bool Captures { get; set; }

    public uint CaptureDuration { get; set; }

    public bool WarnsOfEventTypes { get; set; } = true;

    public bool SkipsIfUnknownFilter { get; set; }

    public SortedSet<string> Tags { get; set; } = new(StringComparer.Ordinal);

    public List<RuleException> Exceptions { get; set; } = [];
}
