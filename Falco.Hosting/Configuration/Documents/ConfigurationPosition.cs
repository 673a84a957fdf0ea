namespace Falco.Hosting.Configuration.Documents;

/// <summary>A place in a configuration file.</summary>
/// <param name="File">The file; empty for what was not read from one.</param>
/// <param name="Offset">Characters from the start, 0-based.</param>
/// <param name="Line">The line, 0-based; -1 for what was not read from a file.</param>
/// <param name="Column">The column, 0-based; -1 for what was not read from a file.</param>
internal readonly record struct ConfigurationPosition(string File, int Offset, int Line, int Column)
{
    /// <summary>The position of what was made by an override or by the defaults.</summary>
    public static ConfigurationPosition None { get; } = new("", 0, -1, -1);

    /// <summary>A message in the words of the reference's YAML library.</summary>
    public string Describe(string message) =>
        Line < 0 ? message : $"yaml-cpp: error at line {Line + 1}, column {Column + 1}: {message}";
}
