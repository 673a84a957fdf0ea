namespace Falco.Core.State;

/// <summary>Flags of a thread record: clone flags of the schema, and states that exist only in the picture of the host.</summary>
[Flags]
public enum ThreadFlags : uint
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Shares the descriptor table with its leader.</summary>
    CloneFiles = 0x1,

    /// <summary>Is a thread of its parent's process.</summary>
    CloneThread = 0x2000,

    /// <summary>Made from an event of the child before one of the parent was seen.</summary>
    CloneInverted = 0x10000,

    /// <summary>The name has changed.</summary>
    NameChanged = 0x20000,

    /// <summary>The thread has exited.</summary>
    Closed = 0x40000,

    /// <summary>The thread was seen active.</summary>
    Active = 0x80000,

    /// <summary>The right end of a shell pipe.</summary>
    PipeDestination = 0x200000,

    /// <summary>The left end of a shell pipe.</summary>
    PipeSource = 0x400000,

    /// <summary>Lives in a pid namespace of its own.</summary>
    ChildInPidNamespace = 0x20000000,

    /// <summary>The main thread of its process.</summary>
    MainThread = 0x40000000,
}
