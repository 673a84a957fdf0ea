using System.Buffers.Binary;
using Falco.Core.Events;

namespace Falco.Drivers.Native.Captures;

/// <summary>Writes one event as a block.</summary>
internal static class EventBlockWriter
{
    private const int FlagsOffset = EventBlock.HeaderSize + EventBlock.CpuSize;

    /// <summary>More bytes than a block takes beyond its event.</summary>
    public const int MaxOverhead = FlagsOffset + EventBlock.FlagsSize + 3 + EventBlock.TrailerSize;

    /// <summary>Appends an event.</summary>
    public static void Append(BlockBuffer blocks, in Event view, EventFlags flags)
    {
        ReadOnlySpan<byte> bytes = view.Bytes;
        bool hasFlags = flags != EventFlags.None;
        int start = FlagsOffset + (hasFlags ? EventBlock.FlagsSize : 0);
        int end = checked(start + bytes.Length);
        int padding = EventBlock.PaddingAfter(end);
        int length = checked(end + padding + EventBlock.TrailerSize);
        bool isLarge = (view.Info.Flags & EventTypeFlags.LargePayload) != 0 || length - EventBlock.HeaderSize > EventBlock.MaxSize;

        Span<byte> block = blocks.Append(length);
        BinaryPrimitives.WriteUInt32LittleEndian(block, (uint)EventBlock.TypeOf(isLarge, hasFlags));
        BinaryPrimitives.WriteUInt32LittleEndian(block[4..], (uint)length);
        BinaryPrimitives.WriteUInt16LittleEndian(block[EventBlock.HeaderSize..], view.Cpu);
        if (hasFlags)
            BinaryPrimitives.WriteUInt32LittleEndian(block[FlagsOffset..], (uint)flags);
        bytes.CopyTo(block[start..]);
        block.Slice(end, padding).Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(block[(end + padding)..], (uint)length);
    }
}
