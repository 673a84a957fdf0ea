namespace Falco.Replay.Synthetic;

/// <summary>Something that a process does; the example for which a synthetic rule holds.</summary>
internal sealed record SyntheticAction
{
    public required SyntheticActionKind Kind { get; init; }

    /// <summary>The file that is opened.</summary>
    public string Path { get; init; } = "/tmp/file";

    /// <summary>Whether it is opened for writing.</summary>
    public bool IsWrite { get; init; }

    /// <summary>The name of the process; of a new program, its name.</summary>
    public string Program { get; init; } = "worker";

    /// <summary>The file of the new program.</summary>
    public string Executable { get; init; } = "/usr/bin/worker";

    /// <summary>What the new program is called with.</summary>
    public string[] Arguments { get; init; } = [];

    /// <summary>The name of the parent process.</summary>
    public string Parent { get; init; } = "init";

    /// <summary>The user.</summary>
    public uint User { get; init; }

    /// <summary>The IPv4 address that is connected to.</summary>
    public string Address { get; init; } = "192.0.2.1";

    /// <summary>The port that is connected to.</summary>
    public ushort Port { get; init; } = 443;
}
