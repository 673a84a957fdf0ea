using Falco.Rules.Diagnostics;

namespace Falco.Rules.Loading;

/// <summary>What loading a rule file gave. Immutable.</summary>
public sealed record RuleLoadResult
{
    internal RuleLoadResult(string name, IReadOnlyList<Diagnostic> diagnostics, IReadOnlyList<string>? schemaWarnings)
    {
        Name = name;
        Diagnostics = diagnostics;
        Errors = [.. diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        Warnings = [.. diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning)];
        SchemaWarnings = schemaWarnings;
    }

    /// <summary>The name of the file.</summary>
    public string Name { get; }

    /// <summary>Errors and warnings, in the order in which they were found.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Whether the rules can be used: there is no error.</summary>
    public bool IsSuccessful => Errors.Count == 0;

    /// <summary>What prevents loading; at most one, because loading stops there, unless <see cref="RuleLoaderOptions.ReportsAllErrors"/>.</summary>
    public IReadOnlyList<Diagnostic> Errors { get; }

    /// <summary>What may not be as meant, in this file and in those loaded before.</summary>
    public IReadOnlyList<Diagnostic> Warnings { get; }

    /// <summary>Further warnings, which were not kept because there are too many.</summary>
    public int OmittedWarnings { get; internal init; }

    /// <summary>
    /// Where the file does not follow the schema of rule files, which never prevents loading; <see langword="null"/> if it could not
    /// be compared with the schema, because it is not YAML or empty.
    /// </summary>
    public IReadOnlyList<string>? SchemaWarnings { get; }

    /// <summary><c>ok</c>, the first of <see cref="SchemaWarnings"/>, or <c>none</c> if the file could not be compared with the schema.</summary>
    public string SchemaStatus => SchemaWarnings switch
    {
        null => "none",
        [] => "ok",
        [var first, ..] => first,
    };

    /// <inheritdoc/>
    public override string ToString() => RuleLoadResultText.Write(this);
}
