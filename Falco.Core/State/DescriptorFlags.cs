namespace Falco.Core.State;

/// <summary>Flags of a descriptor record. The bit numbers are those that the state tables of the plugin interface show.</summary>
[Flags]
public enum DescriptorFlags : uint
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Comes from a table, not from an event.</summary>
    FromTable = 1u << 0,

    /// <summary>The process is the client of the connection.</summary>
    RoleClient = 1u << 2,

    /// <summary>The process is the server of the connection.</summary>
    RoleServer = 1u << 3,

    /// <summary>Has its close-on-exec flag set.</summary>
    CloseOnExec = 1u << 4,

    /// <summary>One end of a socket pair.</summary>
    SocketPair = 1u << 6,

    /// <summary>The connection is established.</summary>
    Connected = 1u << 13,

    /// <summary>Copied from another descriptor by a clone or dup.</summary>
    Cloned = 1u << 14,

    /// <summary>The connection is in progress.</summary>
    Pending = 1u << 15,

    /// <summary>The connection failed.</summary>
    Failed = 1u << 16,

    /// <summary>The file is in the upper layer of an overlay file system.</summary>
    OverlayUpper = 1u << 17,

    /// <summary>The file is in a lower layer of an overlay file system.</summary>
    OverlayLower = 1u << 18,
}
