namespace Falco.Replay.Timing;

/// <summary>The CPU time that <c>sha256sum</c> takes over the same bytes: a measure of how fast the machine is at the moment.</summary>
internal static class Yardstick
{
    /// <summary>Runs the yardstick once.</summary>
    /// <returns>Seconds of CPU time, user plus system.</returns>
    public static double Measure(string path)
    {
        using ChildProcess process = ChildProcess.Start(["sha256sum", path]);
        ChildUsage usage = process.Wait();
        return usage.ExitCode == 0
            ? usage.ProcessorSeconds
            : throw new InvalidOperationException($"sha256sum failed with code {usage.ExitCode}.");
    }
}
