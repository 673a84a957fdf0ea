namespace Falco.Replay.Stages;

/// <summary>One replay.</summary>
/// <param name="Seconds">CPU time of the whole process, user plus system.</param>
/// <param name="Elapsed">Seconds by the clock.</param>
/// <param name="AllocatedBytes">Managed bytes allocated by all threads, the reader's own buffers included.</param>
/// <param name="Events">Events that were delivered.</param>
/// <param name="Alerts">Alerts that were raised.</param>
internal readonly record struct ReplayMeasurement(double Seconds, double Elapsed, long AllocatedBytes, long Events, long Alerts);
