using System.Buffers.Binary;
using System.IO.Compression;

namespace Falco.Testing.Support;

/// <summary>Cuts a capture at the boundaries of its blocks, so that what is left is a whole capture.</summary>
/// <remarks>
/// Knows only that a block begins with its type and its length, and which types hold events; it takes its input to be undamaged.
/// The small captures of <c>tests/data</c> were made with it.
/// </remarks>
public static class CaptureCutter
{
    private const int BlockHeaderSize = 8;

    /// <summary>Decides about an event by its number, counted from 1, and the bytes of its block.</summary>
    public delegate bool Keep(long number, ReadOnlySpan<byte> block);

    /// <summary>Keeps all tables, and of the events those that are asked for.</summary>
    /// <param name="capture">A capture, plain or gzip.</param>
    /// <param name="keep">Which events to keep.</param>
    /// <returns>The capture that is left, plain.</returns>
    public static byte[] Cut(Stream capture, Keep keep)
    {
        byte[] bytes = ReadAll(capture);
        using MemoryStream left = new();
        long number = 0;
        for (int at = 0; at < bytes.Length;)
        {
            int length = (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 4));
            ReadOnlySpan<byte> block = bytes.AsSpan(at, length);
            if (!IsEvent(BinaryPrimitives.ReadUInt32LittleEndian(block)) || keep(++number, block))
                left.Write(block);
            at += length;
        }

        return left.ToArray();
    }

    /// <summary>Keeps all tables and the first events; the state that the events build up stays complete.</summary>
    public static byte[] CutAfter(Stream capture, long events) => Cut(capture, (number, _) => number <= events);

    /// <summary>Where the blocks of a plain capture begin, and after the last one its end.</summary>
    public static IReadOnlyList<int> Boundaries(ReadOnlySpan<byte> capture)
    {
        List<int> boundaries = [0];
        for (int at = 0; at + BlockHeaderSize <= capture.Length;)
        {
            at += (int)BinaryPrimitives.ReadUInt32LittleEndian(capture[(at + 4)..]);
            boundaries.Add(at);
        }

        return boundaries;
    }

    /// <summary>Compresses as small as it gets.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> capture)
    {
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
            gzip.Write(capture);
        return compressed.ToArray();
    }

    /// <summary>The bytes of a capture, inflated if need be.</summary>
    public static byte[] ReadAll(Stream capture)
    {
        using MemoryStream bytes = new();
        capture.CopyTo(bytes);
        byte[] whole = bytes.ToArray();
        if (whole is not [0x1F, 0x8B, ..])
            return whole;
        using MemoryStream inflated = new();
        using GZipStream gzip = new(new MemoryStream(whole), CompressionMode.Decompress);
        gzip.CopyTo(inflated);
        return inflated.ToArray();
    }

    private static bool IsEvent(uint type) => type is 0x204 or 0x208 or 0x216 or 0x217 or 0x221 or 0x222 or 0x8010ABCD;
}
