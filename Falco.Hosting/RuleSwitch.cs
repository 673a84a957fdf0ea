using Falco.Rules.Engine;

namespace Falco.Hosting;

/// <summary>Switches rules on or off by name or by tag.</summary>
public sealed class RuleSwitch
{
    /// <summary>On, or off.</summary>
    public bool Enable { get; set; }

    /// <summary>The name of the rules, with <c>*</c> as a wildcard; empty for none.</summary>
    public string Rule { get; set; } = "";

    /// <summary>A tag of the rules; empty for none.</summary>
    public string Tag { get; set; } = "";

    internal RuleSelection ToSelection() => new(Enable, Rule, Tag);
}
