namespace Falco.Core.State;

/// <summary>What events tell of the file of a program: the table <c>execve_flags</c> of the schema.</summary>
[Flags]
internal enum ExeFlags : uint
{
    None = 0,

    /// <summary>The process may write it.</summary>
    Writable = 0x1,

    /// <summary>It lies in the upper layer of an overlay file system.</summary>
    UpperLayer = 0x2,

    /// <summary>It lies in anonymous memory.</summary>
    FromMemfd = 0x4,

    /// <summary>It lies in a lower layer of an overlay file system.</summary>
    LowerLayer = 0x8,
}
