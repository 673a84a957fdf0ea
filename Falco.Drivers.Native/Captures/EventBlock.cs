namespace Falco.Drivers.Native.Captures;

/// <summary>The layout of the blocks that hold one event: <c>type, length, CPU, [flags,] event, padding, length</c>.</summary>
internal static class EventBlock
{
    /// <summary>Bytes of the type and the length.</summary>
    public const int HeaderSize = 8;

    /// <summary>Bytes of the repeated length.</summary>
    public const int TrailerSize = 4;

    /// <summary>Bytes of the number of the CPU.</summary>
    public const int CpuSize = 2;

    /// <summary>Bytes of the flags, where the type has them.</summary>
    public const int FlagsSize = 4;

    /// <summary>The most that a block that is not large holds after its header.</summary>
    public const int MaxSize = 1 << 16;

    /// <summary>The zeros between the content of a block and its repeated length.</summary>
    /// <param name="length">The bytes from the start of the block to the end of its content.</param>
    public static int PaddingAfter(int length) => -length & 3;

    /// <summary>The type of today's block for an event.</summary>
    /// <param name="isLarge">Whether the block may be longer than <see cref="MaxSize"/>.</param>
    /// <param name="hasFlags">Whether flags precede the event.</param>
    public static BlockType TypeOf(bool isLarge, bool hasFlags) => isLarge
        ? hasFlags ? BlockType.EventWithFlagsV2Large : BlockType.EventV2Large
        : hasFlags ? BlockType.EventWithFlagsV2 : BlockType.EventV2;

    /// <summary>Whether blocks of a type hold an event.</summary>
    public static bool IsEvent(BlockType type) => type is BlockType.EventV2 or BlockType.EventWithFlagsV2 || IsLarge(type) || IsFirstVersion(type);

    /// <summary>Whether blocks of a type may be longer than <see cref="MaxSize"/>.</summary>
    public static bool IsLarge(BlockType type) => type is BlockType.EventV2Large or BlockType.EventWithFlagsV2Large;

    /// <summary>Whether the event's header lacks the number of parameters.</summary>
    public static bool IsFirstVersion(BlockType type) => type is BlockType.Event or BlockType.EventLegacy or BlockType.EventWithFlags;

    /// <summary>Whether flags precede the event.</summary>
    public static bool HasFlags(BlockType type) =>
        type is BlockType.EventWithFlags or BlockType.EventWithFlagsV2 or BlockType.EventWithFlagsV2Large;
}
