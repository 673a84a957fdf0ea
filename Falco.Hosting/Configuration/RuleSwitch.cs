namespace Falco.Hosting.Configuration;

/// <summary>Switches rules on or off: an entry of <c>rules</c>.</summary>
public sealed record RuleSwitch
{
    /// <summary>On, or off.</summary>
    public required bool Enable { get; init; }

    /// <summary>The name of the rules, with <c>*</c> as a wildcard; empty for none.</summary>
    public string Rule { get; init; } = "";

    /// <summary>A tag of the rules; empty for none.</summary>
    public string Tag { get; init; } = "";
}
