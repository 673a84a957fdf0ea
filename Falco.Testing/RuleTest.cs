using Falco.Rules.Loading;
using Falco.Rules.Loading.Yaml;
using Falco.Testing.Events;
using Falco.Testing.Files;
using Falco.Testing.Running;

namespace Falco.Testing;

/// <summary>
/// A test of rules in C#, for any test framework: rules, what is given, and then <see cref="When"/> something happens. Immutable: each
/// method gives another test, so that what many tests share is written once. Compiled rules are shared, too.
/// </summary>
/// <remarks>Tests may be used from any thread; those that share rules wait for each other while they play.</remarks>
public sealed record RuleTest
{
    private readonly TestedRules _rules;

    private RuleTest(TestedRules rules)
    {
        _rules = rules;
    }

    private IReadOnlyList<YamlNode> Givens { get; init; } = [];

    private RuleChoice Choice { get; init; } = new();

    private IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>A test of rules.</summary>
    /// <param name="rules">Rule files, YAML, loaded in this order.</param>
    /// <exception cref="ArgumentException">They have an error.</exception>
    public static RuleTest With(params IEnumerable<string> rules) =>
        new(new TestedRules([.. rules.Select(static (content, index) => new RuleFile($"rules {index + 1}", content))]));

    /// <summary>A test of rule files.</summary>
    /// <param name="paths">Their paths, loaded in this order.</param>
    /// <exception cref="ArgumentException">They have an error.</exception>
    /// <exception cref="IOException">One cannot be read.</exception>
    public static RuleTest WithFiles(params IEnumerable<string> paths) =>
        new(new TestedRules([.. paths.Select(static path => new RuleFile(path, File.ReadAllText(path)))]));

    /// <summary>A test of the built-in rules.</summary>
    public static RuleTest WithDefaultRules() => new(new TestedRules([RuleLibrary.Read(RuleLibrary.Default)]));

    /// <summary>More of what is on the host: <c>given</c> as a file has it, in YAML.</summary>
    public RuleTest Given(string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        return Add(NodeFactory.Parse(yaml));
    }

    /// <summary>A process is on the host.</summary>
    /// <param name="name">Its name, or the path of its executable.</param>
    /// <param name="pid">Its id; by default the next free one from 1000.</param>
    /// <param name="parent">The name or id of its parent; by default <c>systemd</c>.</param>
    /// <param name="user">The name or id of its user.</param>
    /// <param name="container">The name or id of its container.</param>
    /// <param name="args">What follows argv[0].</param>
    /// <param name="more">Other keys of <c>docs/testing-rules.md</c>.</param>
    public RuleTest GivenProcess(
        string name,
        long? pid = null,
        object? parent = null,
        object? user = null,
        string? container = null,
        IEnumerable<string>? args = null,
        params (string Key, object? Value)[] more)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Add("processes", [
            (name.StartsWith('/') ? "exe" : "name", name), ("pid", pid), ("parent", parent), ("user", user), ("container", container), ("args", args), .. more]);
    }

    /// <summary>A container runs on the host.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="image">Its image, <c>registry/path:tag</c>.</param>
    /// <param name="id">12 or 64 hexadecimal digits; made from the name by default.</param>
    /// <param name="privileged">Whether it may do everything.</param>
    /// <param name="more">Other keys of <c>docs/testing-rules.md</c>.</param>
    public RuleTest GivenContainer(
        string name, string? image = null, string? id = null, bool? privileged = null, params (string Key, object? Value)[] more) =>
        Add("containers", [("name", name), ("image", image), ("id", id), ("privileged", privileged), .. more]);

    /// <summary>The host has a user.</summary>
    public RuleTest GivenUser(string name, long uid, string? home = null) => Add("users", [("name", name), ("uid", uid), ("home", home)]);

    /// <summary>Lets every rule that holds raise its alert, not only the first.</summary>
    public RuleTest MatchAll() => this with { Choice = Choice with { MatchAll = true } };

    /// <summary>Switches rules on, whatever their files say.</summary>
    public RuleTest Enable(params IEnumerable<string> rules) => Switch(true, rules);

    /// <summary>Switches rules off, whatever their files say.</summary>
    public RuleTest Disable(params IEnumerable<string> rules) => Switch(false, rules);

    /// <summary>Rules that may raise alerts, too.</summary>
    /// <exception cref="ArgumentException">There is no such rule.</exception>
    public RuleTest MayRaise(params IEnumerable<string> rules) => this with { Allowed = [.. Allowed, .. rules.Select(_rules.Check)] };

    /// <summary>Something happens.</summary>
    /// <exception cref="ArgumentException">An event or what is given cannot be understood; the message says why.</exception>
    public RuleTestOutcome When(Action<EventSequence> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        EventSequence sequence = new();
        events(sequence);
        Scene scene = Problem.Rethrow(() => new SceneBuilder(Givens).Build(sequence.Events));
        return new RuleTestOutcome(_rules, Choice, scene, Allowed);
    }

    /// <summary>What a capture file holds happens.</summary>
    public RuleTestOutcome WhenReplayed(string capture)
    {
        ArgumentException.ThrowIfNullOrEmpty(capture);
        return new RuleTestOutcome(_rules, Choice, new CaptureScenario(capture), Allowed);
    }

    private RuleTest Switch(bool enable, IEnumerable<string> rules) =>
        this with { Choice = Choice with { Selections = [.. Choice.Selections, .. rules.Select(rule => new Rules.Engine.RuleSelection(enable, _rules.Check(rule)))] } };

    private RuleTest Add(string list, IEnumerable<(string Key, object? Value)> entries) =>
        Add(NodeFactory.Given((list, new[] { NodeFactory.Given(entries) })));

    private RuleTest Add(YamlNode given) => this with { Givens = [.. Givens, given] };
}
