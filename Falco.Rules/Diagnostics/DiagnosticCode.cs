namespace Falco.Rules.Diagnostics;

/// <summary>A kind of problem in rule files or configurations. <c>docs/diagnostics.md</c> has an entry for each.</summary>
/// <param name="Name">The code that diagnostics carry.</param>
/// <param name="Severity">Whether it prevents loading.</param>
/// <param name="Title">What it is, in a few words.</param>
/// <param name="Description">What it means and what to do about it.</param>
public sealed partial record DiagnosticCode(string Name, DiagnosticSeverity Severity, string Title, string Description)
{
    /// <summary>Finds a code by its name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static DiagnosticCode Find(string name) =>
        All.FirstOrDefault(code => code.Name == name) ?? throw new ArgumentException("Not a code: " + name, nameof(name));
}
