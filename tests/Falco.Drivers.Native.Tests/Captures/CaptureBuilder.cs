using System.Buffers.Binary;
using System.Text;

namespace Falco.Drivers.Native.Tests.Captures;

/// <summary>Puts a capture together from primitives, as the format describes them. It knows blocks, but nothing that they hold.</summary>
internal sealed class CaptureBuilder
{
    private readonly List<byte> _bytes = [];

    /// <summary>Where each block begins, and after the last one the end.</summary>
    public List<int> Boundaries { get; } = [0];

    public int Length => _bytes.Count;

    public byte[] ToArray() => [.. _bytes];

    public CaptureBuilder U8(int value) => Raw((byte)value);

    public CaptureBuilder U16(int value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        return Raw(bytes);
    }

    public CaptureBuilder U32(long value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)value);
        return Raw(bytes);
    }

    public CaptureBuilder U64(ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return Raw(bytes);
    }

    public CaptureBuilder I64(long value) => U64((ulong)value);

    /// <summary>A 16-bit length and the bytes, without a NUL.</summary>
    public CaptureBuilder Text(string value) => U16(Encoding.UTF8.GetByteCount(value)).Raw(Encoding.UTF8.GetBytes(value));

    public CaptureBuilder Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>What <paramref name="content"/> writes, after its length, which includes itself.</summary>
    public CaptureBuilder Sized(Action<CaptureBuilder> content, int lengthOfLength = 4)
    {
        CaptureBuilder inner = new();
        content(inner);
        return U32(inner.Length + lengthOfLength).Raw(inner.ToArray());
    }

    /// <summary>A block: type, length, body, padding to four bytes, length.</summary>
    public CaptureBuilder Block(uint type, Action<CaptureBuilder> body)
    {
        CaptureBuilder inner = new();
        body(inner);
        while (inner.Length % 4 != 0)
            inner.U8(0);
        U32(type).U32(inner.Length + 12).Raw(inner.ToArray()).U32(inner.Length + 12);
        Boundaries.Add(Length);
        return this;
    }

    /// <summary>The section header as all writers of today write it.</summary>
    public CaptureBuilder Section() => Block(0x0A0D0D0A, body => body.U32(0x1A2B3C4D).U16(1).U16(2).U64(ulong.MaxValue));

    /// <summary>An event of today in a block of today: <c>close</c> with its result and descriptor.</summary>
    public CaptureBuilder Close(long threadId, ulong timestamp = 1) => Block(0x216, body => body.U16(3).CloseEvent(threadId, timestamp));

    /// <summary>An encoded event, <c>close</c>: 26 bytes of header, two lengths, two numbers.</summary>
    public CaptureBuilder CloseEvent(long threadId, ulong timestamp = 1) => U64(timestamp).I64(threadId).U32(26 + 4 + 16).U16(5).U32(2)
        .U16(8).U16(8).I64(0).I64(7);
}
