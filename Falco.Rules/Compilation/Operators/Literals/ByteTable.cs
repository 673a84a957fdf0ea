using System.Numerics;
using System.Runtime.CompilerServices;

namespace Falco.Rules.Compilation.Operators.Literals;

/// <summary>
/// Finds a byte string among others that are all different. Members come from rules and values from whoever makes events: the seed hides
/// which of them collide, and the table is filled so that no value meets more than a few members.
/// </summary>
internal sealed class ByteTable
{
    // As long a row of used slots can come about by chance; a longer one means that the hash does not tell the members apart.
    private const int LongestRun = 64;

    // Members that are alike at both ends have one hash, and a value that is alike, too, is compared with all of them.
    private const int MostAlike = 4;

    private const int Retries = 3;

    private readonly byte[] _bytes;
    private readonly int[] _starts;
    private readonly Slot[] _slots;

    // Most values that are no member of a small set differ from all of them in this already.
    private readonly ulong _shapes;
    private readonly SeededHash _hash;
    private readonly bool _hashesAll;

    /// <summary>Makes the table.</summary>
    /// <param name="members">Different byte strings.</param>
    /// <param name="seed">What the hash depends on.</param>
    public ByteTable(IReadOnlyList<byte[]> members, ulong seed)
    {
        _hash = new SeededHash(seed);
        _starts = new int[members.Count + 1];
        for (int i = 0; i < members.Count; i++)
        {
            _shapes |= ShapeBit(members[i]);
            _starts[i + 1] = _starts[i] + members[i].Length;
        }

        _bytes = new byte[_starts[^1]];
        for (int i = 0; i < members.Count; i++)
            members[i].CopyTo(_bytes, _starts[i]);

        uint size = BitOperations.RoundUpToPowerOf2(((uint)members.Count * 2) + 1);
        if (!TryFill(members, size, hashesAll: false, out _slots))
        {
            // A hash of all bytes differs for different members; what is long then is so by chance, and less likely in more room.
            _hashesAll = true;
            for (int i = 1; i <= Retries; i++)
            {
                _hash = new SeededHash(seed + (ulong)i);
                if (TryFill(members, size << i, hashesAll: true, out _slots))
                    break;
            }
        }
    }

    /// <summary>The place of a value among the members, or -1.</summary>
    public int Find(ReadOnlySpan<byte> value)
    {
        if ((_shapes & ShapeBit(value)) == 0)
            return -1;
        ulong hash = Hash(value, _hashesAll);
        uint tag = (uint)(hash >> 32);
        Slot[] slots = _slots;

        // At least half of the slots are free, so the walk ends.
        for (int at = (int)hash; ; at++)
        {
            Slot slot = slots[at & (slots.Length - 1)];
            if (slot.IsFree)
                return -1;
            if (slot.Tag == tag && value.SequenceEqual(Member(slot.Place)))
                return slot.Place;
        }
    }

    /// <summary>How many used slots stand in a row at most: no value meets more members than that.</summary>
    public int LongestRow => RowOf(_slots);

    private ReadOnlySpan<byte> Member(int place) => _bytes.AsSpan(_starts[place].._starts[place + 1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Hash(ReadOnlySpan<byte> value, bool hashesAll) =>
        hashesAll ? _hash.OfAll(value) : _hash.OfEnds(value);

    private bool TryFill(IReadOnlyList<byte[]> members, uint size, bool hashesAll, out Slot[] slots)
    {
        slots = new Slot[size];
        Dictionary<ulong, int> alike = [];
        for (int i = 0; i < members.Count; i++)
        {
            ulong hash = Hash(members[i], hashesAll);
            alike[hash] = alike.GetValueOrDefault(hash) + 1;
            int at = (int)(hash & (size - 1));
            while (!slots[at].IsFree)
                at = (at + 1) & (int)(size - 1);
            slots[at] = new Slot((uint)(hash >> 32), i);
        }

        return RowOf(slots) <= LongestRun && alike.Values.All(count => count <= MostAlike);
    }

    private static int RowOf(Slot[] slots)
    {
        int longest = 0;
        int row = 0;

        // Twice around: a row may go over the end.
        for (int i = 0; i < slots.Length * 2; i++)
        {
            row = slots[i & (slots.Length - 1)].IsFree ? 0 : row + 1;
            longest = Math.Max(longest, row);
        }

        return longest;
    }

    private static ulong ShapeBit(ReadOnlySpan<byte> value) => value.IsEmpty ? 1 : 1UL << ((value.Length ^ (value[^1] * 5)) & 63);

    private readonly struct Slot(uint tag, int place)
    {
        // One more than the place: what is not set is free.
        private readonly int _next = place + 1;

        public uint Tag => tag;

        public int Place => _next - 1;

        public bool IsFree => _next == 0;
    }
}
