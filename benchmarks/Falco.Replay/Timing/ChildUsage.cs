namespace Falco.Replay.Timing;

/// <summary>What a program took that has ended.</summary>
/// <param name="ExitCode">Its exit code; 128 and the signal if it was killed.</param>
/// <param name="ProcessorSeconds">User plus system time of all its threads.</param>
/// <param name="Seconds">From its start to its end, by the clock.</param>
internal readonly record struct ChildUsage(int ExitCode, double ProcessorSeconds, double Seconds);
