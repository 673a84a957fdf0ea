using System.Numerics;
using System.Runtime.InteropServices;

namespace Falco.Rules.Compilation.Graph;

/// <summary>A set of byte strings that is asked far more often than it is built: one look at the length, then one probe.</summary>
internal sealed class ByteSet
{
    // Members that are alike at both ends would form one long walk; then all their bytes are hashed.
    private const int LongWalk = 32;

    private readonly byte[] _bytes;
    private readonly Member[] _slots;
    private readonly int _mask;
    private readonly ulong _lengths;
    private readonly bool _hashesAll;

    public ByteSet(IEnumerable<byte[]> members)
    {
        byte[][] all = [.. members];
        _slots = new Member[BitOperations.RoundUpToPowerOf2((uint)all.Length * 2 + 1)];
        _mask = _slots.Length - 1;
        _bytes = new byte[all.Sum(member => member.Length)];
        foreach (byte[] member in all)
            _lengths |= LengthBit(member.Length);
        if (!TryFill(all, LongWalk))
        {
            _hashesAll = true;
            Array.Clear(_slots);
            TryFill(all, int.MaxValue);
        }
    }

    /// <summary>Whether the value is one of the members.</summary>
    public bool Contains(ReadOnlySpan<byte> value)
    {
        if ((_lengths & LengthBit(value.Length)) == 0)
            return false;

        // At least half of the slots are free, so the walk ends.
        for (int slot = SlotOf(value); _slots[slot].IsUsed; slot = (slot + 1) & _mask)
        {
            Member member = _slots[slot];
            if (member.Length == value.Length && value.SequenceEqual(_bytes.AsSpan(member.Offset, member.Length)))
                return true;
        }

        return false;
    }

    private bool TryFill(byte[][] members, int longestWalk)
    {
        int offset = 0;
        foreach (byte[] member in members)
        {
            if (Contains(member))
                continue;
            int slot = SlotOf(member);
            for (int walked = 0; _slots[slot].IsUsed; slot = (slot + 1) & _mask)
            {
                if (++walked > longestWalk)
                    return false;
            }

            member.CopyTo(_bytes, offset);
            _slots[slot] = new Member(offset, member.Length);
            offset += member.Length;
        }

        return true;
    }

    private int SlotOf(ReadOnlySpan<byte> value) => (int)(_hashesAll ? HashAll(value) : Hash(value)) & _mask;

    private static uint HashAll(ReadOnlySpan<byte> value)
    {
        HashCode hash = default;
        hash.AddBytes(value);
        return (uint)hash.ToHashCode();
    }

    private static ulong LengthBit(int length) => 1UL << (length & 63);

    // Length, first and last bytes: enough to tell names and paths apart, at a cost that does not grow with the value.
    private static uint Hash(ReadOnlySpan<byte> value)
    {
        ulong key;
        if (value.Length >= 8)
            key = MemoryMarshal.Read<ulong>(value) ^ BitOperations.RotateLeft(MemoryMarshal.Read<ulong>(value[^8..]), 23);
        else if (value.Length >= 4)
            key = MemoryMarshal.Read<uint>(value) | ((ulong)MemoryMarshal.Read<uint>(value[^4..]) << 32);
        else if (value.Length > 0)
            key = value[0] | ((ulong)value[value.Length / 2] << 8) | ((ulong)value[^1] << 16);
        else
            key = 0;
        return (uint)(((key + (ulong)value.Length) * 0x9E37_79B9_7F4A_7C15) >> 40);
    }

    private readonly struct Member(int offset, int length)
    {
        private readonly int _end = length + 1;

        public int Offset => offset;

        public int Length => _end - 1;

        public bool IsUsed => _end != 0;
    }
}
