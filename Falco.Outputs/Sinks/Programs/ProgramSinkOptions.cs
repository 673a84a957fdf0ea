namespace Falco.Outputs.Sinks.Programs;

/// <summary>A program that reads alerts from its standard input (<c>program_output</c>).</summary>
public sealed record ProgramSinkOptions
{
    /// <summary>What <c>/bin/sh</c> runs.</summary>
    public required string Command { get; init; }

    /// <summary>Whether the program is kept for all alerts (<c>keep_alive</c>) instead of started for each.</summary>
    public bool KeepRunning { get; init; }

    /// <summary>
    /// Whether a program that is started for each alert and ends with a code other than 0 still counts as having taken it, as in the
    /// reference. Default: no; the alert is tried again.
    /// </summary>
    public bool IgnoresExitCode { get; init; }
}
