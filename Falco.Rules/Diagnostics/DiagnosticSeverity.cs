namespace Falco.Rules.Diagnostics;

/// <summary>How bad a diagnostic is.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The content works, but perhaps not as meant.</summary>
    Warning,

    /// <summary>The content cannot be used.</summary>
    Error,
}
