using Falco.Hosting.Configuration.Documents;
using Falco.Rules.Diagnostics;

namespace Falco.Hosting.Configuration;

/// <summary>What came of loading a configuration.</summary>
public sealed class ConfigurationResult
{
    internal ConfigurationResult(
        FalcoOptions? options, ConfigurationDocument document, IReadOnlyList<LoadedFile> files, IReadOnlyList<Diagnostic> diagnostics)
    {
        Options = options;
        Document = document;
        Files = files;
        Diagnostics = diagnostics;
    }

    /// <summary>The options, or <see langword="null"/> if there is an error.</summary>
    public FalcoOptions? Options { get; }

    /// <summary>The files that were read, in this order: the main file first.</summary>
    public IReadOnlyList<LoadedFile> Files { get; }

    /// <summary>Errors and warnings, in the order in which they were found.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>The first error, or <see langword="null"/>.</summary>
    public Diagnostic? Error
    {
        get
        {
            foreach (Diagnostic diagnostic in Diagnostics)
            {
                if (diagnostic.Severity == DiagnosticSeverity.Error)
                    return diagnostic;
            }

            return null;
        }
    }

    internal ConfigurationDocument Document { get; }
}

/// <summary>A configuration file that was read.</summary>
/// <param name="Name">The path as it was given.</param>
/// <param name="SchemaStatus"><c>ok</c>, or the first way in which the file does not follow the schema.</param>
public sealed record LoadedFile(string Name, string SchemaStatus);
