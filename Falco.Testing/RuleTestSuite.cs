using Falco.Rules.Diagnostics;
using Falco.Rules.Loading;
using Falco.Rules.Loading.Yaml;
using Falco.Testing.Coverage;
using Falco.Testing.Files;
using Falco.Testing.Running;

namespace Falco.Testing;

/// <summary>The tests of some files, with the rules that they test. <c>docs/testing-rules.md</c> says how such a file is written.</summary>
/// <remarks>Loading never throws for what is wrong with a file: <see cref="Diagnostics"/> tells.</remarks>
public sealed class RuleTestSuite
{
    /// <summary>What files of tests are called.</summary>
    public const string FilePattern = "*.test.yaml";

    private readonly List<Diagnostic> _diagnostics = [];
    private readonly List<RuleTestCase> _tests = [];
    private readonly List<(RuleLoader Loader, IReadOnlyList<TestDefinition> Tests)> _groups = [];
    private readonly Dictionary<string, string> _contents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RuleFile> _ruleFiles = new(StringComparer.Ordinal);

    private RuleTestSuite()
    {
    }

    /// <summary>What is wrong with the files; a test that something is wrong with is not among <see cref="Tests"/>.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>The tests, in the order of the files.</summary>
    public IReadOnlyList<RuleTestCase> Tests => _tests;

    /// <summary>The files of tests and of rules, by name: what <see cref="Diagnostics"/> are about.</summary>
    public IReadOnlyDictionary<string, string> Contents => _contents;

    /// <summary>Loads tests.</summary>
    /// <param name="paths">Files, and folders that are searched for <see cref="FilePattern"/>, with those below.</param>
    /// <exception cref="IOException">There is no such file or folder, or it cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static RuleTestSuite Load(params IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        RuleTestSuite suite = new();
        suite.Add([.. paths.SelectMany(Find).Select(static path => TestFileReader.Read(path, File.ReadAllText(path)))]);
        return suite;
    }

    /// <summary>The files of tests of a path.</summary>
    /// <exception cref="IOException">There is no such file or folder.</exception>
    public static IEnumerable<string> Find(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, FilePattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        : [path];

    /// <summary>Runs the tests whose file or name contains a text, or all.</summary>
    public IEnumerable<RuleTestResult> Run(string filter = "") => _tests.Where(test => Contains(test, filter)).Select(static test => test.Run());

    /// <summary>Plays all tests and tells which outcomes of the comparisons in the conditions of the rules they have seen.</summary>
    public ConditionCoverage MeasureCoverage()
    {
        List<RuleCoverage> all = [];
        foreach ((RuleLoader loader, IReadOnlyList<TestDefinition> tests) in _groups)
        {
            CoverageRecorder recorder = new(loader);
            foreach (TestDefinition test in tests)
                recorder.Play(test.Scenario);
            all.AddRange(recorder.Result);
        }

        // Files that load the same rule beside different others have tested the same condition.
        return new ConditionCoverage([.. all
            .GroupBy(static rule => (rule.Rule, string.Join('\n', rule.Predicates.Select(static predicate => predicate.Text))))
            .Select(static rules => rules.Aggregate(static (one, other) => one with { Predicates = [.. one.Predicates.Zip(other.Predicates, Join)] }))
            .OrderBy(static rule => rule.Rule, StringComparer.Ordinal)]);
    }

    private static PredicateCoverage Join(PredicateCoverage one, PredicateCoverage other) =>
        one with { WasTrue = one.WasTrue || other.WasTrue, WasFalse = one.WasFalse || other.WasFalse };

    private static bool Contains(RuleTestCase test, string filter) =>
        test.File.Contains(filter, StringComparison.OrdinalIgnoreCase) || test.Name.Contains(filter, StringComparison.OrdinalIgnoreCase);

    private void Add(IReadOnlyList<TestFile> files)
    {
        foreach (IGrouping<string, TestFile> group in files.GroupBy(static file => string.Join('\n', file.Rules.Select(static rule => rule.Path))))
            AddGroup([.. group]);

        // In the order of the files, whatever rules they share.
        int Position(RuleTestCase test) => files.TakeWhile(file => file.Name != test.File).Count();
        RuleTestCase[] sorted = [.. _tests.OrderBy(Position)];
        _tests.Clear();
        _tests.AddRange(sorted);
        foreach (TestFile file in files)
        {
            _contents[file.Name] = file.Content;
            _diagnostics.AddRange(file.Diagnostics);
        }
    }

    private void AddGroup(IReadOnlyList<TestFile> files)
    {
        if (!TryReadRules(files, out List<RuleFile> ruleFiles))
            return;
        IEnumerable<string> fields = files.SelectMany(static file => file.Tests).SelectMany(static test => test.Alerts)
            .SelectMany(static alert => alert.Fields).Select(static field => field.Key);
        RuleLoader? loader = RuleLibrary.Load(ruleFiles, fields, out IReadOnlyList<Diagnostic> problems);
        _diagnostics.AddRange(problems);
        if (loader is null)
            return;
        RuleSet rules = loader.Build();
        List<TestDefinition> added = [];
        _groups.Add((loader, added));
        PlayerCache players = new(rules);
        foreach (TestFile file in files)
        {
            foreach (TestDefinition test in file.Tests)
            {
                if (!CheckRuleNames(file, test, rules))
                    continue;
                added.Add(test);
                _tests.Add(new RuleTestCase(file.Name, test, players.Get(test.MatchAll, test.Selections)));
            }
        }
    }

    private bool TryReadRules(IReadOnlyList<TestFile> files, out List<RuleFile> rules)
    {
        rules = [];
        foreach ((YamlNode node, string path) in files[0].Rules)
        {
            try
            {
                if (!_ruleFiles.TryGetValue(path, out RuleFile? rule))
                    _ruleFiles.Add(path, rule = RuleLibrary.Read(path));
                _contents[rule.Name] = rule.Content;
                rules.Add(rule);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                files[0].Report(MalformedTestException.Value(node, $"the rules cannot be read: {error.Message}"));
                return false;
            }
        }

        return true;
    }

    private static bool CheckRuleNames(TestFile file, TestDefinition test, RuleSet rules)
    {
        bool areKnown = true;
        foreach (YamlNode name in test.RuleNames)
        {
            if (rules.Rules.Any(rule => rule.Name == name.Text))
                continue;
            areKnown = false;
            file.Report(MalformedTestException.Unknown(
                name, DiagnosticCode.TestRule, $"there is no rule '{name.Text}'", rules.Rules.Select(static rule => rule.Name)));
        }

        return areKnown;
    }
}
