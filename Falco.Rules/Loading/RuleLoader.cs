using System.Text;
using Falco.Rules.Diagnostics;
using Falco.Rules.Language;
using Falco.Rules.Loading.Yaml;

namespace Falco.Rules.Loading;

/// <summary>Loads rule files, one after the other, and builds rule sets from them. Not thread-safe.</summary>
/// <remarks>
/// After each file all files are compiled together: later definitions replace earlier ones, and a rule may use only what this file and
/// those before it define.
/// </remarks>
public sealed class RuleLoader
{
    private readonly Dictionary<string, byte[]> _contents = new(StringComparer.Ordinal);
    private readonly CompilationCache _cache;
    private readonly FailedItems? _failed;
    private long _revision;

    /// <summary>Makes a loader that has read nothing.</summary>
    public RuleLoader(RuleLoaderOptions? options = null)
    {
        Options = options ?? new RuleLoaderOptions();
        _cache = new CompilationCache(Options);
        Collector = new RuleCollector(Options.Sources);
        _revision = Options.PreviousRevision;
        _failed = Options.ReportsAllErrors ? new FailedItems() : null;
    }

    /// <summary>What rules are loaded for.</summary>
    internal RuleLoaderOptions Options { get; }

    /// <summary>What was read.</summary>
    internal RuleCollector Collector { get; }

    /// <summary>The files by name, UTF-8.</summary>
    internal IReadOnlyDictionary<string, byte[]> Contents => _contents;

    /// <summary>What was compiled last without an error.</summary>
    internal RuleCompilation Compilation { get; private set; } = new();

    /// <summary>Loads a file.</summary>
    /// <param name="name">The name that diagnostics use.</param>
    /// <param name="content">The content of the file.</param>
    /// <returns>What is wrong with this file and, together with it, with those before.</returns>
    public RuleLoadResult Load(string name, string content)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(content);
        content = content.TrimStart('\uFEFF');
        _contents[name] = Encoding.UTF8.GetBytes(content);
        LoadReport report = new(_contents, _failed);
        LoadContext file = LoadContext.File(name);
        IReadOnlyList<string>? schemaWarnings = null;
        if (!YamlReader.TryRead(content, out IReadOnlyList<YamlNode>? documents, out string? error, out SourcePosition position))
        {
            report.Fail(DiagnosticCode.YamlParse, error, file.At(position, ItemType.ValueFor));
        }
        else
        {
            schemaWarnings = RuleSchema.Validate(documents);
            new RuleFileReader(Collector, report).Read(documents, file);
            if (!report.HasFailed)
                Compilation = new RuleCompiler(Collector, Options, _cache, report).Compile() ?? Compilation;
        }

        return new RuleLoadResult(name, report.Diagnostics, schemaWarnings) { OmittedWarnings = report.Omitted };
    }

    /// <summary>Checks that the plugins that the files require are loaded.</summary>
    /// <returns>The first requirement that is not satisfied, in the reference's words, or <see langword="null"/>.</returns>
    public string? CheckPluginRequirements() => PluginRequirements.Check(Collector.RequiredPlugins, Options.Plugins);

    /// <summary>Builds the rule set of the files so far; of a file with an error, nothing is in it.</summary>
    public RuleSet Build()
    {
        IEnumerable<Rule> rules = Compilation.Rules.Select(rule => rule.Rule).Where(rule => rule.Priority <= Options.MinimumPriority);
        return new RuleSet([.. rules], ++_revision);
    }
}
