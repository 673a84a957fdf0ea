using System.Text;
using Falco.Rules.Diagnostics;
using Falco.Rules.Loading.Yaml;

namespace Falco.Rules.Loading;

/// <summary>
/// Loads rule files, one after the other: later files may redefine, append to and switch off what earlier ones define. After each file
/// everything collected so far is compiled together.
/// </summary>
/// <remarks>What a person can write wrong is told by the result; nothing is thrown for it. Not safe for several threads.</remarks>
public sealed class RuleLoader
{
    private readonly RuleLoaderOptions _options;
    private readonly RuleCollection _collection = new();
    private readonly Dictionary<string, byte[]> _contents = [];
    private IReadOnlyList<Rule> _rules = [];
    private long _revision;

    /// <summary>Makes a loader.</summary>
    public RuleLoader(RuleLoaderOptions? options = null)
    {
        _options = options ?? new RuleLoaderOptions();
    }

    /// <summary>Loads a file.</summary>
    /// <param name="name">The name that diagnostics give.</param>
    /// <param name="content">The YAML text.</param>
    public RuleLoadResult Load(string name, string content)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(content);
        _contents[name] = Encoding.UTF8.GetBytes(content);
        LoadReport report = new(_contents);
        LoadContext file = LoadContext.File(name);
        if (!YamlReader.TryRead(content, out IReadOnlyList<YamlNode>? documents, out string? error, out Language.SourcePosition position))
        {
            report.Fail(DiagnosticCode.YamlParse, error, file.At(position, ItemType.RulesContent));
            return new RuleLoadResult(name, report.Diagnostics);
        }

        RuleFileReader reader = new(_options, _collection, report);
        foreach (YamlNode document in documents)
            reader.Read(document, file);
        if (!report.HasFailed)
        {
            IReadOnlyList<Rule> rules = new RuleCompiler(_options, _collection, report).Compile();
            if (!report.HasFailed)
                _rules = rules;
        }

        return new RuleLoadResult(name, report.Diagnostics);
    }

    /// <summary>Whether the plugins that the files require are there.</summary>
    /// <returns>What is missing, in the reference's words, or <see langword="null"/>.</returns>
    public string? CheckPluginRequirements() => _collection.CheckPlugins(_options.Plugins);

    /// <summary>The rules of all files that were loaded without an error.</summary>
    public RuleSet Build() => new(_rules, ++_revision);
}
