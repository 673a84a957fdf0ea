using Falco.Rules.Diagnostics;

namespace Falco.Hosting;

/// <summary>An engine could not be started. The message says all that is wrong, for people.</summary>
public sealed class FalcoStartException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="diagnostics">The errors of rule files, if they are the reason.</param>
    /// <param name="cause">What was thrown.</param>
    public FalcoStartException(string message, IReadOnlyList<Diagnostic>? diagnostics = null, Exception? cause = null)
        : base(message, cause)
    {
        Diagnostics = diagnostics ?? [];
    }

    /// <summary>The errors of the rule files, with their places.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }
}
