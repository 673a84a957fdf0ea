using System.Text;
using Falco.Rules.Diagnostics;
using Falco.Rules.Language;
using Falco.Rules.Loading.Yaml;

namespace Falco.Testing.Files;

/// <summary>A file of tests.</summary>
/// <param name="name">Its path.</param>
/// <param name="content">What is in it.</param>
internal sealed class TestFile(string name, string content)
{
    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(content);
    private readonly List<Diagnostic> _diagnostics = [];
    private SourceText? _source;

    public string Name => name;

    public string Content => content;

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>Paths of rule files, complete; <see cref="RuleLibrary.Default"/> for the built-in set.</summary>
    public List<(YamlNode Node, string Path)> Rules { get; } = [];

    public List<TestDefinition> Tests { get; } = [];

    /// <summary>The line of a node, from 1.</summary>
    public static int LineOf(YamlNode node) => node.Position.Line + 1;

    /// <summary>Reports a problem.</summary>
    public void Report(MalformedTestException problem) =>
        Report(problem.Code, problem.Message, problem.Node.Position, problem.Node.End, problem.Help, problem.Alike);

    /// <summary>Reports a problem.</summary>
    public void Report(string code, string message, SourcePosition position, int end, string help = "", string? alike = null)
    {
        _source ??= new SourceText(name, _utf8);
        TextRange range = _source.Range(position.Offset, Math.Max(end, position.Offset));
        _diagnostics.Add(new Diagnostic(code, DiagnosticSeverity.Error, message, [new DiagnosticLocation(name, position, "test", "")])
        {
            Range = range,
            Snippet = Snippet.Render(_utf8, position.Offset),
            Help = help,
            Edit = alike is null ? null : new DiagnosticEdit(range, alike),
        });
    }
}
