namespace Falco.Replay.Synthetic;

/// <summary>What the families of synthetic rules look at.</summary>
internal enum SyntheticActionKind
{
    /// <summary>A file is opened.</summary>
    Open,

    /// <summary>A program is started.</summary>
    Spawn,

    /// <summary>A TCP connection is made.</summary>
    Connect,
}
