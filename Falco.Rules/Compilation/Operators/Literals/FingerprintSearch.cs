using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Falco.Rules.Compilation.Operators.Literals;

/// <summary>
/// Searches for several needles at once in the way that is known as Teddy: eight buckets of needles; for each of the first two or three
/// bytes two tables that tell, by either half of a byte, in which buckets a needle has such a byte there; as many positions as a vector has
/// bytes are looked up together, and only where a bucket is left over are its needles compared.
/// </summary>
internal sealed class FingerprintSearch
{
    /// <summary>Shorter needles have no fingerprint.</summary>
    public const int ShortestNeedle = 2;

    private const int LongestFingerprint = 3;
    private readonly NeedleBuckets _buckets;
    private readonly Vector128<byte>[] _low = new Vector128<byte>[LongestFingerprint];
    private readonly Vector128<byte>[] _high = new Vector128<byte>[LongestFingerprint];
    private readonly int _fingerprint;

    /// <summary>Makes the tables.</summary>
    /// <param name="needles">Different needles in the order of bytes, none too short; in lower case if case does not count.</param>
    /// <param name="ignoreCase">Whether ASCII letters are alike in both cases.</param>
    public FingerprintSearch(byte[][] needles, bool ignoreCase)
    {
        _fingerprint = Math.Min(LongestFingerprint, needles.Min(needle => needle.Length));
        _buckets = new NeedleBuckets(needles, _fingerprint, ignoreCase);
        for (int at = 0; at < _fingerprint; at++)
        {
            byte[] low = new byte[16];
            byte[] high = new byte[16];
            for (int bucket = 0; bucket < NeedleBuckets.Count; bucket++)
            {
                foreach (byte[] needle in _buckets.In(bucket))
                {
                    Add(needle[at]);
                    if (ignoreCase)
                        Add(AsciiText.ToUpper(needle[at]));
                }

                void Add(byte character)
                {
                    low[character & 0xF] |= (byte)(1 << bucket);
                    high[character >> 4] |= (byte)(1 << bucket);
                }
            }

            _low[at] = Vector128.Create(low);
            _high[at] = Vector128.Create(high);
        }
    }

    /// <summary>The widest vectors that are used, in bits; 0 if the processor has none that are fit.</summary>
    public static int VectorBits =>
        Width512.IsSupported ? 512 : Width256.IsSupported ? 256 : Width128.IsSupported ? 128 : 0;

    /// <summary>Searches a value.</summary>
    /// <returns>Whether the sink ended the search.</returns>
    public bool Search<TSink>(ReadOnlySpan<byte> value, ref TSink sink)
        where TSink : struct, INeedleSink, allows ref struct
    {
        // A value that does not fill a vector is left to a narrower one.
        int more = _fingerprint - 1;
        if (Width512.IsSupported && value.Length >= Width512.Count + more)
            return Scan<Width512, Vector512<byte>, TSink>(value, ref sink);
        if (Width256.IsSupported && value.Length >= Width256.Count + more)
            return Scan<Width256, Vector256<byte>, TSink>(value, ref sink);
        if (value.Length >= Width128.Count + more)
            return Scan<Width128, Vector128<byte>, TSink>(value, ref sink);
        return value.Length >= _fingerprint && ScanShort(value, ref sink);
    }

    private bool Scan<TWidth, TVector, TSink>(ReadOnlySpan<byte> value, ref TSink sink)
        where TWidth : struct, IShuffleWidth<TVector>
        where TVector : struct
        where TSink : struct, INeedleSink, allows ref struct
    {
        // The fingerprints of a vector of positions end inside the value at this position at the latest.
        int last = value.Length - TWidth.Count - (_fingerprint - 1);
        ref byte start = ref MemoryMarshal.GetReference(value);
        bool hasThird = _fingerprint == LongestFingerprint;
        TVector low0 = TWidth.Repeat(_low[0]);
        TVector high0 = TWidth.Repeat(_high[0]);
        TVector low1 = TWidth.Repeat(_low[1]);
        TVector high1 = TWidth.Repeat(_high[1]);
        TVector low2 = TWidth.Repeat(_low[2]);
        TVector high2 = TWidth.Repeat(_high[2]);
        for (int at = 0; ; at += TWidth.Count)
        {
            // The last vector overlaps the one before; a needle that is found twice does no harm.
            at = Math.Min(at, last);
            ref byte here = ref Unsafe.Add(ref start, at);
            TVector buckets = TWidth.And(
                TWidth.Look(TWidth.Load(ref here), low0, high0), TWidth.Look(TWidth.Load(ref Unsafe.Add(ref here, 1)), low1, high1));
            if (hasThird)
                buckets = TWidth.And(buckets, TWidth.Look(TWidth.Load(ref Unsafe.Add(ref here, 2)), low2, high2));
            ulong candidates = TWidth.NonZero(buckets);
            if (candidates != 0 && Compare<TWidth, TVector, TSink>(value[at..], buckets, candidates, ref sink))
                return true;
            if (at == last)
                return false;
        }
    }

    // Copied to where a vector can be read; zeros behind the value may look like a fingerprint, but never like a needle.
    private bool ScanShort<TSink>(ReadOnlySpan<byte> value, ref TSink sink)
        where TSink : struct, INeedleSink, allows ref struct
    {
        Span<byte> padded = stackalloc byte[Width128.Count * 2];
        padded.Clear();
        value.CopyTo(padded);
        ref byte start = ref MemoryMarshal.GetReference(padded);
        Vector128<byte> buckets = Width128.Look(Vector128.LoadUnsafe(ref start), _low[0], _high[0])
            & Width128.Look(Vector128.LoadUnsafe(ref start, 1), _low[1], _high[1]);
        if (_fingerprint == LongestFingerprint)
            buckets &= Width128.Look(Vector128.LoadUnsafe(ref start, 2), _low[2], _high[2]);
        ulong candidates = Width128.NonZero(buckets) & ((1UL << (value.Length - _fingerprint + 1)) - 1);
        return candidates != 0 && Compare<Width128, Vector128<byte>, TSink>(value, buckets, candidates, ref sink);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Compare<TWidth, TVector, TSink>(ReadOnlySpan<byte> rest, TVector vector, ulong candidates, ref TSink sink)
        where TWidth : struct, IShuffleWidth<TVector>
        where TVector : struct
        where TSink : struct, INeedleSink, allows ref struct
    {
        Span<byte> buckets = stackalloc byte[TWidth.Count];
        TWidth.Store(vector, buckets);
        for (; candidates != 0; candidates &= candidates - 1)
        {
            int at = BitOperations.TrailingZeroCount(candidates);
            if (_buckets.Find(rest[at..], buckets[at], ref sink))
                return true;
        }

        return false;
    }
}
