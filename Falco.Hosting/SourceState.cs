namespace Falco.Hosting;

/// <summary>Where a source is in its life.</summary>
public enum SourceState
{
    /// <summary>It has not been started yet.</summary>
    Waiting,

    /// <summary>It delivers events.</summary>
    Running,

    /// <summary>It has come to its end, or was stopped.</summary>
    Ended,

    /// <summary>It could not go on.</summary>
    Failed,

    /// <summary>It could not be opened, and the engine was allowed to start without it.</summary>
    Refused,
}
