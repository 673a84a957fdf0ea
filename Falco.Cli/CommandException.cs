namespace Falco.Cli;

/// <summary>Ends the command with a message: what the user asked for cannot be done.</summary>
/// <param name="message">What standard error gets after <c>Error: </c>, without a final newline.</param>
/// <param name="exitCode">The exit code.</param>
internal sealed class CommandException(string message, int exitCode = 1) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>Whether the reference fails with an uncaught exception here, which it words in its own way.</summary>
    public bool IsRuntimeError { get; init; }
}
