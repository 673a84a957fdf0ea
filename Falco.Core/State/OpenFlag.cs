namespace Falco.Core.State;

/// <summary>The open flags of the schema that the picture of the host knows the meaning of.</summary>
internal static class OpenFlag
{
    public const uint Directory = 0x400;
    public const uint CloseOnExec = 0x1000;
    public const uint Created = 0x4000;
    public const uint UpperLayer = 0x8000;
    public const uint LowerLayer = 0x10000;

    /// <summary>EPOLL_CLOEXEC and MFD_CLOEXEC, which stand in the flags of epoll instances and memory files.</summary>
    public const uint EpollCloseOnExec = 0x1;

    /// <inheritdoc cref="EpollCloseOnExec"/>
    public const uint MemfdCloseOnExec = 0x1;

    /// <summary>Flags that only the end of a call knows; the others are taken from its start, where they cannot have been tampered with.</summary>
    public const uint AddedByExit = ~(Created - 1);

    /// <summary>Layers of an overlay file system as creat reports them.</summary>
    public const uint CreatUpperLayer = 0x1;

    /// <inheritdoc cref="CreatUpperLayer"/>
    public const uint CreatLowerLayer = 0x2;
}
