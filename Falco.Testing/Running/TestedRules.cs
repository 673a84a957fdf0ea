using Falco.Rules.Diagnostics;
using Falco.Rules.Engine;
using Falco.Rules.Loading;
using Falco.Testing.Events;
using Falco.Testing.Files;

namespace Falco.Testing.Running;

/// <summary>Which rules are judged, and how.</summary>
internal sealed record RuleChoice
{
    /// <summary>Whether every rule that holds raises its alert.</summary>
    public bool MatchAll { get; init; }

    /// <summary>Which rules are on.</summary>
    public IReadOnlyList<RuleSelection> Selections { get; init; } = [];
}

/// <summary>Rules that tests in C# share. They are loaded again when a test looks at a field that none has looked at before.</summary>
internal sealed class TestedRules
{
    private readonly Lock _loading = new();
    private readonly IReadOnlyList<RuleFile> _files;
    private readonly HashSet<string> _fields = [];
    private PlayerCache _players;

    /// <exception cref="ArgumentException">The files have an error.</exception>
    public TestedRules(IReadOnlyList<RuleFile> files)
    {
        _files = files;
        Set = Load();
        _players = new PlayerCache(Set);
    }

    /// <summary>The rules.</summary>
    public RuleSet Set { get; private set; }

    /// <summary>Checks that there is a rule, and returns its name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public string Check(string rule) => Problem.Rethrow(() => Set.Rules.Any(known => known.Name == rule)
        ? rule
        : throw MalformedTestException.Unknown(
            NodeFactory.Of(rule), DiagnosticCode.TestRule, $"there is no rule '{rule}'", Set.Rules.Select(static known => known.Name), lists: Set.Rules.Count <= 20));

    /// <summary>Plays a scenario; the alerts carry some fields as text.</summary>
    public RuleRun Play(IScenario scenario, RuleChoice choice, IEnumerable<string> fields)
    {
        lock (_loading)
        {
            int known = _fields.Count;
            _fields.UnionWith(fields);
            if (_fields.Count > known)
            {
                Set = Load();
                _players = new PlayerCache(Set);
            }

            return _players.Get(choice.MatchAll, choice.Selections).Play(scenario);
        }
    }

    private RuleSet Load() => RuleLibrary.Load(_files, _fields, out IReadOnlyList<Diagnostic> problems)?.Build()
        ?? throw new ArgumentException("the rules have errors:\n" + string.Join('\n', problems.Select(static problem => $"{problem.Range}: {problem}")));
}
