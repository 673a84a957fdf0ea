using Falco.Rules.Diagnostics;
using Falco.Rules.Loading;

namespace Falco.Testing.Files;

/// <summary>Loads the rules that tests ask for; each set once, with all fields that some test looks at.</summary>
internal static class RuleLibrary
{
    /// <summary>What stands for the built-in rules.</summary>
    public const string Default = "default";

    /// <summary>Loads rules.</summary>
    /// <param name="files">The files, in order.</param>
    /// <param name="fields">Fields that alerts must carry beside those of their outputs.</param>
    /// <param name="problems">What prevents it.</param>
    /// <returns>The loader, from which the rules can be built, or <see langword="null"/>.</returns>
    public static RuleLoader? Load(IEnumerable<RuleFile> files, IEnumerable<string> fields, out IReadOnlyList<Diagnostic> problems)
    {
        KeyValuePair<string, string>[] formats = [.. fields.Distinct().Order(StringComparer.Ordinal).Select(field => KeyValuePair.Create(field, "%" + field))];
        RuleLoader loader = new(new RuleLoaderOptions
        {
            ReportsAllErrors = true,
            AppendOutput = [new OutputAppendix { SuggestedOutput = true }, new OutputAppendix { Source = "syscall", FormattedFields = formats }],
        });
        List<Diagnostic> found = [];
        foreach (RuleFile file in files)
            found.AddRange(loader.Load(file.Name, file.Content).Errors);
        problems = found;
        return found.Count == 0 ? loader : null;
    }

    /// <summary>Reads a rule file.</summary>
    /// <param name="path">Its path, or <see cref="Default"/>.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static RuleFile Read(string path) => path == Default
        ? new RuleFile(BuiltInRules.DefaultName, BuiltInRules.Default)
        : new RuleFile(path, File.ReadAllText(path));
}
