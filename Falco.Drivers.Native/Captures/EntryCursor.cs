using System.Buffers.Binary;

namespace Falco.Drivers.Native.Captures;

/// <summary>
/// Reads the fields of one table entry. A field that is not there reads as zero or empty and sets <see cref="Problem"/>, so
/// that a whole entry is read first and judged once.
/// </summary>
internal ref struct EntryCursor(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Bytes read so far.</summary>
    public int Consumed { get; private set; }

    /// <summary>The first thing that was wrong, or <see langword="null"/>.</summary>
    public string? Problem { get; private set; }

    public byte ReadByte() => Take(1) is [byte value] ? value : (byte)0;

    public bool ReadBoolean() => ReadByte() != 0;

    public ushort ReadUInt16() => Take(2) is { Length: 2 } bytes ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : (ushort)0;

    public uint ReadUInt32() => Take(4) is { Length: 4 } bytes ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : 0;

    public ulong ReadUInt64() => Take(8) is { Length: 8 } bytes ? BinaryPrimitives.ReadUInt64LittleEndian(bytes) : 0;

    public long ReadInt64() => (long)ReadUInt64();

    /// <summary>Bytes after their 16-bit length.</summary>
    /// <param name="limit">The longest length that the format allows.</param>
    /// <param name="what">The name of the field, for the report.</param>
    public ReadOnlySpan<byte> ReadBytes(int limit, string what)
    {
        ushort length = ReadUInt16();
        if (length > limit)
        {
            Fail($"{what} is {length} bytes long; at most {limit} are allowed");
            return default;
        }

        return Take(length);
    }

    /// <summary>Text after its 16-bit length; it ends before a NUL, if it holds one.</summary>
    public ReadOnlySpan<byte> ReadText(int limit, string what) => CaptureText.UpToNul(ReadBytes(limit, what));

    public ReadOnlySpan<byte> Take(int count)
    {
        if (_bytes.Length - Consumed < count)
        {
            Fail("an entry goes beyond its block");
            return default;
        }

        ReadOnlySpan<byte> taken = _bytes.Slice(Consumed, count);
        Consumed += count;
        return taken;
    }

    public void Fail(string problem) => Problem ??= problem;
}
