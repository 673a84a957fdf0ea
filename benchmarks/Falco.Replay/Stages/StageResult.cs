namespace Falco.Replay.Stages;

/// <summary>What was measured of a stage.</summary>
/// <param name="Name">The stage.</param>
/// <param name="Rounds">Replays, each by something new that has seen nothing before.</param>
/// <param name="Warm">The replay that follows, by what the last round has warmed up.</param>
internal sealed record StageResult(string Name, ReplayMeasurement[] Rounds, ReplayMeasurement Warm);
