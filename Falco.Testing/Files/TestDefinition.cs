using Falco.Rules.Engine;
using Falco.Rules.Loading.Yaml;
using Falco.Testing.Events;

namespace Falco.Testing.Files;

/// <summary>A test as it is written.</summary>
internal sealed record TestDefinition
{
    public required string Name { get; init; }

    /// <summary>Where it stands.</summary>
    public required YamlNode Node { get; init; }

    public required IScenario Scenario { get; init; }

    public IReadOnlyList<ExpectedAlert> Alerts { get; init; } = [];

    /// <summary>Names of rules that may raise alerts, too.</summary>
    public IReadOnlyList<YamlNode> May { get; init; } = [];

    /// <summary>Names of rules that must not.</summary>
    public IReadOnlyList<YamlNode> Never { get; init; } = [];

    public IReadOnlyList<YamlNode> Enable { get; init; } = [];

    public IReadOnlyList<YamlNode> Disable { get; init; } = [];

    public bool MatchAll { get; init; }

    /// <summary>Every place where a rule is named.</summary>
    public IEnumerable<YamlNode> RuleNames =>
        [.. Alerts.Select(static alert => alert.RuleNode), .. May, .. Never, .. Enable, .. Disable];

    /// <summary>Which rules are on.</summary>
    public IReadOnlyList<RuleSelection> Selections =>
        [.. Enable.Select(static name => new RuleSelection(true, name.Text)), .. Disable.Select(static name => new RuleSelection(false, name.Text))];
}
