using System.Diagnostics;
using Falco.Rules.Loading.Yaml;
using Falco.Testing.Files;
using Falco.Testing.Running;

namespace Falco.Testing;

/// <summary>A test of a file.</summary>
public sealed class RuleTestCase
{
    internal RuleTestCase(string file, TestDefinition definition, RulePlayer player)
    {
        File = file;
        Definition = definition;
        Player = player;
    }

    /// <summary>The file, as it was named.</summary>
    public string File { get; }

    /// <summary>The name.</summary>
    public string Name => Definition.Name;

    /// <summary>The line where it begins, from 1.</summary>
    public int Line => TestFile.LineOf(Definition.Node);

    /// <summary>Names of the rules whose alerts must come.</summary>
    public IReadOnlyList<string> MustRaise => [.. Definition.Alerts.Select(static alert => alert.Rule).Distinct()];

    /// <summary>Names of the rules that the test says must not raise an alert.</summary>
    public IReadOnlyList<string> MustNotRaise => [.. Definition.Never.Select(static name => name.Text).Distinct()];

    internal TestDefinition Definition { get; }

    internal RulePlayer Player { get; }

    /// <summary>Runs the test. Tests may be run from any thread; those that share an engine wait for each other.</summary>
    public RuleTestResult Run()
    {
        long start = Stopwatch.GetTimestamp();
        RuleRun run = Player.Play(Definition.Scenario);
        IReadOnlyList<string> failures = TestVerdict.Of(
            Definition.Alerts, NamesOf(Definition.May), NamesOf(Definition.Never), run, Player.Rules, Definition.Scenario);
        return new RuleTestResult(this, failures, [.. run.Alerts.Select(static raised => raised.Alert)], Stopwatch.GetElapsedTime(start));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}: {Name}";

    private static HashSet<string> NamesOf(IReadOnlyList<YamlNode> nodes) => [.. nodes.Select(static node => node.Text)];
}
