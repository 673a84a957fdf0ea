using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Falco.Core.Events;

public readonly ref partial struct Event
{
    private static ReadOnlySpan<byte> MissingText => "<NA>"u8;

    /// <summary>The bytes of a parameter; empty if it is absent or empty (which are the same to every reader).</summary>
    /// <param name="index">The index in <see cref="EventTypeInfo.Parameters"/>.</param>
    public ReadOnlySpan<byte> GetBytes(int index)
    {
        if ((uint)index >= (uint)ParameterCount)
            return default;
        int lengthSize = Info.LengthSize;
        ref byte lengths = ref Unsafe.Add(ref Unsafe.AsRef(in _start), HeaderSize);
        ulong offset = (uint)_payload + SumOfLengths(ref lengths, (uint)index, lengthSize);
        uint length = lengthSize == 2
            ? Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref lengths, index * 2))
            : Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref lengths, index * 4));

        // TryRead has seen to it, but a stale view may read lengths of other events.
        if (offset + length > (uint)_length)
            return default;
        return MemoryMarshal.CreateReadOnlySpan(in Unsafe.Add(ref Unsafe.AsRef(in _start), (nint)offset), (int)length);
    }

    /// <summary>The bytes of a parameter by name; empty if the type has none of that name.</summary>
    public ReadOnlySpan<byte> GetBytes(ReadOnlySpan<byte> name) => GetBytes(Info.IndexOf(name));

    /// <summary>Whether a parameter is there and not empty. An empty parameter is neither zero nor an empty string.</summary>
    public bool Has(int index) => !GetBytes(index).IsEmpty;

    /// <summary>Text of a parameter without its NUL; <c>&lt;NA&gt;</c> if the parameter is empty.</summary>
    public ReadOnlySpan<byte> GetText(int index)
    {
        TryGetText(index, out ReadOnlySpan<byte> text);
        return text;
    }

    /// <summary>As <see cref="GetText"/>, and whether the parameter is there and not empty.</summary>
    public bool TryGetText(int index, out ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> bytes = GetBytes(index);
        text = bytes.IsEmpty || ParameterValue.IsOldNull(bytes) ? MissingText : ParameterValue.UpToNul(bytes);
        return !bytes.IsEmpty;
    }

    /// <summary>A signed number of 1, 2, 4 or 8 bytes, widened.</summary>
    /// <returns>Whether the parameter is there and has one of these sizes.</returns>
    public bool TryGetInt64(int index, out long value) => ParameterValue.TryReadInt64(GetBytes(index), out value);

    /// <summary>An unsigned number of 1, 2, 4 or 8 bytes, widened.</summary>
    /// <returns>Whether the parameter is there and has one of these sizes.</returns>
    public bool TryGetUInt64(int index, out ulong value) => ParameterValue.TryReadUInt64(GetBytes(index), out value);

    /// <summary>A signed number, or a default if the parameter is absent or of another size.</summary>
    public long GetInt64(int index, long absent = 0) => TryGetInt64(index, out long value) ? value : absent;

    /// <summary>An unsigned number, or a default if the parameter is absent or of another size.</summary>
    public ulong GetUInt64(int index, ulong absent = 0) => TryGetUInt64(index, out ulong value) ? value : absent;

    /// <summary>An unsigned number of up to 32 bits, or a default if the parameter is absent or of another size.</summary>
    public uint GetUInt32(int index, uint absent = 0) => TryGetUInt64(index, out ulong value) ? (uint)value : absent;

    // Lengths of 2 bytes are added four at a time: the odd and the even ones in the halves of a 64-bit word, which cannot
    // overflow for 32 lengths.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong SumOfLengths(ref byte lengths, uint count, int lengthSize)
    {
        const ulong Even = 0x0000_FFFF_0000_FFFF;
        if (lengthSize != 2 || count > MaxParameters)
            return SumOfManyLengths(ref lengths, count, lengthSize);
        ulong pairs = 0;
        uint i = 0;
        for (; i + 4 <= count; i += 4)
        {
            ulong four = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref lengths, i * 2));
            pairs += (four & Even) + ((four >> 16) & Even);
        }

        ulong sum = (uint)pairs + (pairs >> 32);
        for (; i < count; i++)
            sum += Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref lengths, i * 2));
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong SumOfManyLengths(ref byte lengths, uint count, int lengthSize)
    {
        ulong sum = 0;
        for (nuint i = 0; i < count; i++)
        {
            sum += lengthSize == 2
                ? Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref lengths, i * 2))
                : Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref lengths, i * 4));
        }

        return sum;
    }
}
