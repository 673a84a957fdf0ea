using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Falco.Rules.Compilation.Operators.Literals;

/// <summary>Needles in eight buckets by what they begin with, and the comparison of a value with those of some buckets.</summary>
internal sealed class NeedleBuckets
{
    /// <summary>How many buckets there are: one for each bit of a byte.</summary>
    public const int Count = 8;

    private const int HeadLength = sizeof(ulong);
    private readonly Needle[] _needles;
    private readonly byte[][] _bytes;
    private readonly int[] _starts = new int[Count + 1];
    private readonly bool _ignoreCase;

    /// <summary>Fills the buckets.</summary>
    /// <param name="needles">Different needles in the order of bytes; in lower case if case does not count.</param>
    /// <param name="fingerprint">Needles with as many first bytes in common belong together.</param>
    /// <param name="ignoreCase">Whether ASCII letters are alike in both cases.</param>
    public NeedleBuckets(byte[][] needles, int fingerprint, bool ignoreCase)
    {
        _bytes = needles;
        _ignoreCase = ignoreCase;
        _needles = [.. needles.Select((needle, place) => new Needle(Head(needle), Mask(needle.Length), needle.Length, place))];
        int begin = 0;
        for (int bucket = 0; bucket < Count; bucket++)
        {
            // Each takes its share of what is left, and all that is alike to its last one.
            int left = needles.Length - begin;
            int end = begin + ((left + Count - bucket - 1) / (Count - bucket));
            while (end > begin && end < needles.Length && needles[end].AsSpan(0, fingerprint).SequenceEqual(needles[end - 1].AsSpan(0, fingerprint)))
                end++;
            _starts[bucket + 1] = begin = end;
        }
    }

    /// <summary>The needles of a bucket.</summary>
    public ReadOnlySpan<byte[]> In(int bucket) => _bytes.AsSpan(_starts[bucket].._starts[bucket + 1]);

    /// <summary>Compares the beginning of a text with the needles of some buckets.</summary>
    /// <param name="text">The value from a position on.</param>
    /// <param name="buckets">A bit for each bucket.</param>
    /// <param name="sink">Takes those that stand there.</param>
    /// <returns>Whether the search is over.</returns>
    public bool Find<TSink>(ReadOnlySpan<byte> text, uint buckets, ref TSink sink)
        where TSink : struct, INeedleSink, allows ref struct
    {
        ulong head = Head(text);
        if (_ignoreCase)
            head = ToLower(head);
        for (; buckets != 0; buckets &= buckets - 1)
        {
            int bucket = BitOperations.TrailingZeroCount(buckets);
            for (int i = _starts[bucket]; i < _starts[bucket + 1]; i++)
            {
                ref readonly Needle needle = ref _needles[i];
                if (((head ^ needle.Head) & needle.Mask) == 0
                    && needle.Length <= text.Length
                    && (needle.Length <= HeadLength || HasTail(text, _bytes[i]))
                    && sink.Take(needle.Place))
                    return true;
            }
        }

        return false;
    }

    private bool HasTail(ReadOnlySpan<byte> text, byte[] needle)
    {
        ReadOnlySpan<byte> tail = text[HeadLength..needle.Length];
        return _ignoreCase
            ? AsciiText.EqualsIgnoreCase(tail, needle.AsSpan(HeadLength))
            : tail.SequenceEqual(needle.AsSpan(HeadLength));
    }

    // What is missing is 0, which a mask or the lengths tell from a byte.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Head(ReadOnlySpan<byte> text)
    {
        if (text.Length >= HeadLength)
            return BinaryPrimitives.ReadUInt64LittleEndian(text);
        ulong head = 0;
        for (int i = text.Length - 1; i >= 0; i--)
            head = (head << 8) | text[i];
        return head;
    }

    private static ulong Mask(int length) => length >= HeadLength ? ulong.MaxValue : (1UL << (length * 8)) - 1;

    // Eight bytes at a time; sums of seven bits never reach the next byte.
    private static ulong ToLower(ulong bytes)
    {
        const ulong Each = 0x0101_0101_0101_0101;
        ulong low = bytes & (0x7F * Each);
        ulong fromA = low + ((0x80 - 'A') * Each);
        ulong aboveZ = low + ((0x80 - 'Z' - 1) * Each);
        ulong isUpper = (fromA ^ aboveZ) & ~bytes & (0x80 * Each);
        return bytes | (isUpper >> 2);
    }

    private readonly record struct Needle(ulong Head, ulong Mask, int Length, int Place);
}
