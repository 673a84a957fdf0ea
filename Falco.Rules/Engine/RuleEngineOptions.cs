namespace Falco.Rules.Engine;

/// <summary>How rules are judged.</summary>
public sealed record RuleEngineOptions
{
    /// <summary>The event source whose rules are judged.</summary>
    public string Source { get; init; } = "syscall";

    /// <summary>Whether every rule that holds raises an alert, or only the first.</summary>
    public bool MatchAll { get; init; }

    /// <summary>Switches rules on and off after loading; later entries win.</summary>
    public IReadOnlyList<RuleSelection> Selections { get; init; } = [];

    /// <summary>What makes judging fast; by default everything.</summary>
    public RuleOptimizations Optimizations { get; init; } = RuleOptimizations.All;

    /// <summary>How many alerts wait in <see cref="RuleEngine.Alerts"/> to be read.</summary>
    public int AlertCapacity { get; init; } = 4096;

    /// <summary>What happens to an alert that finds no room there.</summary>
    public AlertFullMode AlertFullMode { get; init; } = AlertFullMode.DropNewest;

    /// <summary>
    /// Told, on the source's thread, of a condition or an output that failed; the rule then raises no alert for the event. What it throws
    /// ends the engine's subscription.
    /// </summary>
    public Action<RuleFault>? OnFault { get; init; }
}
