using Falco.Rules.Diagnostics;
using Falco.Rules.Language;
using Falco.Rules.Loading.Yaml;
using Falco.Testing.Events;

namespace Falco.Testing.Files;

/// <summary>Reads files of tests.</summary>
internal sealed class TestFileReader
{
    private const string Syscall = "syscall";

    private static readonly string[] FileKeys = ["rules", "tests", "given", "match", "enable", "disable", "source"];

    private static readonly string[] TestKeys =
        ["name", "given", "events", "capture", "alerts", "may", "never", "match", "enable", "disable", "source"];

    private readonly TestFile _file;
    private readonly string _folder;
    private YamlNode? _given;

    private TestFileReader(TestFile file)
    {
        _file = file;
        _folder = Path.GetDirectoryName(Path.GetFullPath(file.Name)) ?? ".";
    }

    /// <summary>Reads a file; what is wrong is among its diagnostics.</summary>
    public static TestFile Read(string name, string content)
    {
        TestFile file = new(name, content);
        if (!YamlReader.TryRead(content, out IReadOnlyList<YamlNode>? documents, out string? error, out SourcePosition position))
            file.Report(DiagnosticCode.TestFile, error, position, position.Offset);
        else if (documents is not [var root])
            file.Report(DiagnosticCode.TestFile, "a file of tests is one YAML document", default, 0);
        else
            new TestFileReader(file).Read(root);
        return file;
    }

    private void Read(YamlNode root)
    {
        try
        {
            NodeReader.Mapping(root, "a file of tests", FileKeys);
            CheckSource(root);
            _given = root["given"];
            ReadRules(root);
            YamlNode tests = root["tests"] ?? throw MalformedTestException.Value(root, "'tests' is missing");
            foreach (YamlNode test in NodeReader.Items(tests, "tests"))
                TryRead(test, root);
        }
        catch (MalformedTestException problem)
        {
            _file.Report(problem);
        }
    }

    private void ReadRules(YamlNode root)
    {
        YamlNode rules = root["rules"] ?? throw MalformedTestException.Value(root, "'rules' is missing: the files of the rules that are tested");
        foreach (YamlNode item in rules.Kind == YamlKind.Scalar ? [rules] : NodeReader.Items(rules, "rules"))
        {
            string path = NodeReader.Text(item, "an item of rules");
            _file.Rules.Add((item, path == RuleLibrary.Default ? path : PathOf(path)));
        }
    }

    // Told as the file of tests was named: from where the reader stands, or complete.
    private string PathOf(string path)
    {
        string complete = Path.GetFullPath(path, _folder);
        return Path.IsPathRooted(_file.Name) ? complete : Path.GetRelativePath(".", complete);
    }

    private void TryRead(YamlNode test, YamlNode root)
    {
        try
        {
            _file.Tests.Add(ReadTest(test, root));
        }
        catch (MalformedTestException problem)
        {
            _file.Report(problem);
        }
    }

    private TestDefinition ReadTest(YamlNode test, YamlNode root)
    {
        NodeReader.Mapping(test, "a test", TestKeys);
        CheckSource(test);
        string name = NodeReader.Text(test["name"] ?? throw MalformedTestException.Value(test, "a test needs a name"), "name");
        if (_file.Tests.Exists(other => other.Name == name))
            throw MalformedTestException.Value(test["name"]!, $"there is another test called '{name}'");
        return new TestDefinition
        {
            Name = name,
            Node = test,
            Scenario = ReadScenario(test),
            Alerts = [.. NodeReader.Items(test["alerts"], "alerts").Select(ExpectedAlertReader.Read)],
            May = Names(test["may"], "may"),
            Never = Names(test["never"], "never"),
            Enable = [.. Names(root["enable"], "enable"), .. Names(test["enable"], "enable")],
            Disable = [.. Names(root["disable"], "disable"), .. Names(test["disable"], "disable")],
            MatchAll = ReadMatch(test["match"] ?? root["match"]),
        };
    }

    private IScenario ReadScenario(YamlNode test)
    {
        if (test["capture"] is not { } capture)
        {
            IEnumerable<YamlNode> givens = new[] { _given, test["given"] }.OfType<YamlNode>();
            return new SceneBuilder(givens).Build(NodeReader.Items(test["events"], "events"));
        }

        if ((test["events"] ?? test["given"]) is { } other)
            throw MalformedTestException.Value(other, "a test with a capture has no events or processes of its own");
        string path = Path.GetFullPath(NodeReader.Text(capture, "capture"), _folder);
        return File.Exists(path) ? new CaptureScenario(path) : throw MalformedTestException.Value(capture, $"there is no file {path}");
    }

    // Events of other sources will be read here: by the name of the source, as records in JSON.
    private static void CheckSource(YamlNode node)
    {
        if (node["source"] is { } source && NodeReader.Text(source, "source") != Syscall)
            throw MalformedTestException.Value(source, $"events of the source '{source.Text}' cannot be tested yet; only {Syscall} can");
    }

    private static bool ReadMatch(YamlNode? node) => node is not null && NodeReader.Text(node, "match") switch
    {
        "first" => false,
        "all" => true,
        var other => throw MalformedTestException.Value(node, $"match must be first or all, but is '{other}'"),
    };

    private static IReadOnlyList<YamlNode> Names(YamlNode? node, string what)
    {
        IReadOnlyList<YamlNode> names = node is { Kind: YamlKind.Scalar } ? [node] : NodeReader.Items(node, what);
        foreach (YamlNode name in names)
            NodeReader.Text(name, "an item of " + what);
        return names;
    }
}
