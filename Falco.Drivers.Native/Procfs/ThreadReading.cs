namespace Falco.Drivers.Native.Procfs;

/// <summary>How the reading of a thread went.</summary>
internal enum ThreadReading
{
    Complete,

    /// <summary>The thread ended while it was read.</summary>
    Gone,

    /// <summary>A thread of the kernel, or one that has ended and waits for its parent to notice.</summary>
    NoProgram,
}
