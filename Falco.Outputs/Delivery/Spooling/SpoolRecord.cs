using System.Buffers.Binary;
using System.Numerics;

namespace Falco.Outputs.Delivery.Spooling;

/// <summary>
/// The frame of an alert in a segment, little-endian: the length of the alert in bytes (4), a CRC-32C over all that follows (4), the
/// alert's sequence number (8), the alert.
/// </summary>
internal static class SpoolRecord
{
    public const int HeaderBytes = 16;

    /// <summary>Completes a frame whose alert is in place.</summary>
    public static void Seal(Span<byte> record, ulong sequence)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(record[8..], sequence);
        BinaryPrimitives.WriteInt32LittleEndian(record, record.Length - HeaderBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], Checksum(record[8..]));
    }

    /// <summary>The length of the whole record at the start of some bytes, or 0 if there is none that is sound.</summary>
    /// <param name="bytes">The bytes up to the end of the segment.</param>
    /// <param name="first">The number of the segment's first alert.</param>
    /// <param name="count">How many alerts the segment may hold: a number beyond is none, which spares most false starts a checksum.</param>
    /// <param name="sequence">The record's number.</param>
    public static int Measure(ReadOnlySpan<byte> bytes, ulong first, ulong count, out ulong sequence)
    {
        sequence = 0;
        if (bytes.Length < HeaderBytes)
            return 0;
        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        sequence = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        if (length <= 0 || length > bytes.Length - HeaderBytes || sequence - first >= count)
            return 0;
        uint checksum = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        return checksum == Checksum(bytes.Slice(8, length + 8)) ? length + HeaderBytes : 0;
    }

    /// <summary>A CRC-32C.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint checksum = uint.MaxValue;
        while (bytes.Length >= sizeof(ulong))
        {
            checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (byte value in bytes)
            checksum = BitOperations.Crc32C(checksum, value);
        return ~checksum;
    }
}
