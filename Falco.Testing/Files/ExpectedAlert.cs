using Falco.Rules.Engine;
using Falco.Rules.Loading.Yaml;

namespace Falco.Testing.Files;

/// <summary>Alerts of one rule that must come.</summary>
internal sealed record ExpectedAlert
{
    /// <summary>The rule's name.</summary>
    public required string Rule { get; init; }

    /// <summary>Where the name stands.</summary>
    public required YamlNode RuleNode { get; init; }

    /// <summary>How many.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Whether there may be more.</summary>
    public bool IsLeast { get; init; }

    /// <summary>Their priority, if it matters.</summary>
    public RulePriority? Priority { get; init; }

    /// <summary>What their output contains.</summary>
    public string Message { get; init; } = "";

    /// <summary>Fields and their values as outputs show them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; init; } = [];

    /// <summary>Which event of the test raises them; 0 for any.</summary>
    public int Event { get; init; }

    /// <summary>How many, for people.</summary>
    public string CountText => IsLeast ? $"{Count} or more alerts" : Count == 1 ? "1 alert" : $"{Count} alerts";
}
