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

    /// <summary>Alerts that wait to be read from <see cref="RuleEngine.Alerts"/>; when there are more, the newest are dropped and counted.</summary>
    public int AlertCapacity { get; init; } = 4096;
}

/// <summary>Switches rules on or off.</summary>
/// <param name="Enable">On, or off.</param>
/// <param name="Rule">The name of the rules, with <c>*</c> as a wildcard; empty for none.</param>
/// <param name="Tag">A tag of the rules; empty for none.</param>
public sealed record RuleSelection(bool Enable, string Rule = "", string Tag = "");
