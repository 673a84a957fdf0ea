using Falco.Core.Fields;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Hosting.Loading;

/// <summary>What an engine's rules are made of, and the loading of them: all files, or nothing.</summary>
/// <param name="given">Rules that code gives, loaded after the files.</param>
/// <param name="defaults">Rules that come with the library, for the sources that the engine has.</param>
/// <param name="fields">The sources and their fields.</param>
internal sealed class EngineRules(
    IReadOnlyList<RuleFile> given,
    IReadOnlyList<RuleFile> defaults,
    IReadOnlyDictionary<string, IFieldResolver> fields)
{
    /// <summary>Reads and loads all that the options name.</summary>
    /// <param name="options">Files, and what is loaded of them.</param>
    /// <param name="previousRevision">The revision of the set in use; 0 if there is none.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public RuleReload Load(RuleOptions options, long previousRevision) =>
        RuleReload.Load(Read(options), new RuleLoaderOptions
        {
            Sources = fields,
            MinimumPriority = options.MinimumPriority,
            PreviousRevision = previousRevision,
        });

    private List<RuleFile> Read(RuleOptions options)
    {
        if (options.Files.FirstOrDefault(static path => !File.Exists(path) && !Directory.Exists(path)) is { } missing)
            throw new FileNotFoundException($"There is no file or folder {missing}.", missing);
        List<RuleFile> files = [];
        bool hasOwn = options.Files.Count > 0 || given.Count > 0;
        if (options.UseDefaults ?? !hasOwn)
            files.AddRange(defaults);
        files.AddRange(RuleFolders.Expand(options.Files).Select(static file => new RuleFile(file, File.ReadAllText(file))));
        files.AddRange(given);
        return files;
    }
}
