using System.Buffers.Binary;
using Falco.Core.Events;

namespace Falco.Drivers.Native.Captures;

/// <summary>
/// Rebuilds an event of the first block version, whose header lacks the number of parameters, in a buffer of its own.
/// </summary>
internal sealed class FirstVersionEvent
{
    /// <summary>Bytes of the header of the first version.</summary>
    public const int HeaderSize = Event.HeaderSize - 4;

    // The writers of these two types counted three bytes too many.
    private const int OvercountedBytes = 3;

    private readonly byte[] _rebuilt = new byte[EventBlock.MaxSize + 4];

    /// <summary>Rebuilds an event.</summary>
    /// <param name="bytes">The event, beginning with its header; at most <see cref="EventBlock.MaxSize"/> bytes.</param>
    /// <param name="rebuilt">The event in today's encoding, valid until the next call.</param>
    /// <returns>What is wrong with it, or <see langword="null"/>. A type that is not in the schema is not looked at.</returns>
    public string? Rebuild(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> rebuilt)
    {
        rebuilt = default;
        ushort type = BinaryPrimitives.ReadUInt16LittleEndian(bytes[20..]);
        uint recorded = BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]);
        if (recorded < HeaderSize || recorded > (uint)bytes.Length)
            return $"the event claims {recorded} bytes, its block holds {bytes.Length}";
        int length = (int)recorded + 4;
        if ((EventType)type is EventType.NotificationEnter or EventType.InfrastructureEventEnter)
            length -= OvercountedBytes;
        if (length < Event.HeaderSize)
            return $"the event claims {recorded} bytes";

        bytes[..HeaderSize].CopyTo(_rebuilt);
        bytes[HeaderSize..(length - 4)].CopyTo(_rebuilt.AsSpan(Event.HeaderSize));
        int count = CountParameters(_rebuilt.AsSpan(0, length), EventSchema.Get((EventType)type).Parameters.Count);
        if (count < 0)
            return "the lengths of the event's parameters do not add up";
        BinaryPrimitives.WriteUInt32LittleEndian(_rebuilt.AsSpan(16), (uint)length);
        BinaryPrimitives.WriteUInt32LittleEndian(_rebuilt.AsSpan(HeaderSize), (uint)count);
        rebuilt = _rebuilt.AsSpan(0, length);
        return null;
    }

    // Parameters were only ever appended: the event has as many of the known ones as make the lengths add up.
    private static int CountParameters(ReadOnlySpan<byte> bytes, int known)
    {
        for (int count = known; count >= 0; count--)
        {
            int end = Event.HeaderSize + count * 2;
            if (end > bytes.Length)
                continue;
            for (int i = 0; i < count; i++)
                end += BinaryPrimitives.ReadUInt16LittleEndian(bytes[(Event.HeaderSize + i * 2)..]);
            if (end <= bytes.Length)
                return end == bytes.Length ? count : -1;
        }

        return -1;
    }
}
