using Falco.Rules.Diagnostics;
using Falco.Rules.Loading;

namespace Falco.Rules.Engine;

/// <summary>What came of loading rules again. Immutable.</summary>
public sealed record RuleReload
{
    /// <summary>The set that the next event is judged by, or <see langword="null"/> if nothing was changed because of errors.</summary>
    public RuleSet? Rules { get; init; }

    /// <summary>What loading each file gave, in the order of the files.</summary>
    public required IReadOnlyList<RuleLoadResult> Files { get; init; }

    /// <summary>The plugin that the files require and that is not there, in the reference's words, or <see langword="null"/>.</summary>
    public string? MissingPlugin { get; init; }

    /// <summary>Whether the rules are in use now.</summary>
    public bool IsAccepted => Rules is not null;

    /// <summary>The errors of all files: one for each item that has any.</summary>
    public IEnumerable<Diagnostic> Errors => Files.SelectMany(file => file.Errors);

    /// <summary>Loads files: all, or none if one of them has an error.</summary>
    /// <param name="files">All files, in the order of loading.</param>
    /// <param name="options">What they are loaded for.</param>
    internal static RuleReload Load(IEnumerable<RuleFile> files, RuleLoaderOptions options)
    {
        RuleLoader loader = new(options with { ReportsAllErrors = true });
        RuleLoadResult[] results = [.. files.Select(file => loader.Load(file.Name, file.Content))];
        string? missing = loader.CheckPluginRequirements();
        bool isAccepted = missing is null && Array.TrueForAll(results, result => result.IsSuccessful);
        return new RuleReload { Files = results, MissingPlugin = missing, Rules = isAccepted ? loader.Build() : null };
    }
}
