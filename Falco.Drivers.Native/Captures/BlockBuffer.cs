using System.Buffers;
using System.Buffers.Binary;

namespace Falco.Drivers.Native.Captures;

/// <summary>Blocks, or parts of them, that are put together in pooled memory.</summary>
internal sealed class BlockBuffer(int size) : IDisposable
{
    // Invariant: _length bytes from the start are written.
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(size);
    private int _length;
    private int _block;

    /// <summary>Bytes written so far.</summary>
    public int Length => _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Appends bytes that the caller fills in, all of them.</summary>
    public Span<byte> Append(int count)
    {
        int start = _length;
        if (_bytes.Length - start < count)
            Grow(checked(start + count));
        _length = start + count;
        return _bytes.AsSpan(start, count);
    }

    public void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Append(bytes.Length));

    public void AppendByte(byte value) => Append(sizeof(byte))[0] = value;

    public void AppendBoolean(bool value) => AppendByte(value ? (byte)1 : (byte)0);

    public void AppendUInt16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Append(sizeof(ushort)), value);

    public void AppendUInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Append(sizeof(uint)), value);

    public void AppendUInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Append(sizeof(ulong)), value);

    public void AppendInt64(long value) => AppendUInt64((ulong)value);

    /// <summary>Appends bytes after their 16-bit length; what the format has no room for is cut off.</summary>
    public void AppendText(ReadOnlySpan<byte> text, int limit)
    {
        text = text[..Math.Min(text.Length, limit)];
        AppendUInt16((ushort)text.Length);
        Append(text);
    }

    /// <summary>Appends a field of a fixed size, filled up with zeros.</summary>
    public void AppendFixed(ReadOnlySpan<byte> bytes, int fieldSize)
    {
        Span<byte> field = Append(fieldSize);
        bytes = bytes[..Math.Min(bytes.Length, fieldSize)];
        bytes.CopyTo(field);
        field[bytes.Length..].Clear();
    }

    /// <summary>Begins a block, which must be ended before the next one.</summary>
    public void StartBlock(BlockType type)
    {
        _block = _length;
        AppendUInt32((uint)type);
        AppendUInt32(0);
    }

    /// <summary>Ends the block that was begun last: pads it and writes its length at both ends.</summary>
    public void EndBlock()
    {
        Append(EventBlock.PaddingAfter(_length - _block)).Clear();
        uint length = (uint)(_length - _block + EventBlock.TrailerSize);
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(_block + sizeof(uint)), length);
        AppendUInt32(length);
    }

    /// <summary>Begins an entry with room for its length.</summary>
    /// <returns>The place of the length, to be handed to <see cref="EndEntry"/>.</returns>
    public int StartEntry()
    {
        int entry = _length;
        AppendUInt32(0);
        return entry;
    }

    /// <summary>Writes the length of an entry, which includes itself unless told otherwise.</summary>
    public void EndEntry(int entry, bool includesItself = true)
    {
        int length = _length - entry - (includesItself ? 0 : sizeof(uint));
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(entry), (uint)length);
    }

    /// <summary>Begins anew; what one huge block took is given back.</summary>
    public void Clear()
    {
        _length = 0;
        if (_bytes.Length <= 2 * size)
            return;
        Dispose();
        _bytes = ArrayPool<byte>.Shared.Rent(size);
    }

    public void Dispose()
    {
        _length = 0;
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void Grow(int needed)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Max(needed, Math.Min(2L * _bytes.Length, Array.MaxLength)));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
