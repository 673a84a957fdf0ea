namespace Falco.Rules.Loading;

/// <summary>A macro as written.</summary>
internal sealed class MacroDefinition(string name, LoadContext context) : IDefinition
{
    public string Name => name;

    public LoadContext Context { get; } = context;

    public int Index { get; set; }

    public int Visibility { get; set; }

    /// <summary>Where the condition stands.</summary>
    public LoadContext ConditionContext { get; set; } = context;

    public GrowingText Condition { get; init; } = new();
}
