using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Falco.Rules.Compilation.Operators.Literals;

/// <summary>
/// What a search for fingerprints asks of vectors of one width. A look-up takes 16 bytes by the low or the high halves of others; wide
/// vectors hold the 16 bytes once in each lane.
/// </summary>
internal interface IShuffleWidth<TVector>
{
    /// <summary>Whether the processor has all of it.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>How many bytes a vector has.</summary>
    static abstract int Count { get; }

    /// <summary>Reads a vector; the caller answers for its being inside the value.</summary>
    static abstract TVector Load(ref byte source);

    /// <summary>Sixteen bytes in each lane.</summary>
    static abstract TVector Repeat(Vector128<byte> table);

    /// <summary>For each byte, what both tables say of its halves.</summary>
    static abstract TVector Look(TVector values, TVector low, TVector high);

    /// <summary>The bits that both have.</summary>
    static abstract TVector And(TVector left, TVector right);

    /// <summary>A bit for each byte that is not 0.</summary>
    static abstract ulong NonZero(TVector values);

    /// <summary>Writes the bytes.</summary>
    static abstract void Store(TVector values, Span<byte> target);
}

/// <summary>128 bits: x64 and arm64.</summary>
internal readonly struct Width128 : IShuffleWidth<Vector128<byte>>
{
    public static bool IsSupported => Vector128.IsHardwareAccelerated && (Ssse3.IsSupported || AdvSimd.Arm64.IsSupported);

    public static int Count => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Load(ref byte source) => Vector128.LoadUnsafe(ref source);

    public static Vector128<byte> Repeat(Vector128<byte> table) => table;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Look(Vector128<byte> values, Vector128<byte> low, Vector128<byte> high) =>
        Shuffle(low, values & Vector128.Create((byte)0xF)) & Shuffle(high, values >>> 4);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> And(Vector128<byte> left, Vector128<byte> right) => left & right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong NonZero(Vector128<byte> values) => ~Vector128.Equals(values, Vector128<byte>.Zero).ExtractMostSignificantBits() & 0xFFFF;

    public static void Store(Vector128<byte> values, Span<byte> target) => values.CopyTo(target);

    // Ahead of time the portable shuffle is compiled for the least of processors, which shuffles byte by byte.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Shuffle(Vector128<byte> table, Vector128<byte> places) =>
        Ssse3.IsSupported ? Ssse3.Shuffle(table, places) : AdvSimd.Arm64.VectorTableLookup(table, places);
}

/// <summary>256 bits: AVX2.</summary>
internal readonly struct Width256 : IShuffleWidth<Vector256<byte>>
{
    public static bool IsSupported => Avx2.IsSupported;

    public static int Count => 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Load(ref byte source) => Vector256.LoadUnsafe(ref source);

    public static Vector256<byte> Repeat(Vector128<byte> table) => Vector256.Create(table, table);

    // The portable shuffle goes across lanes and costs more.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Look(Vector256<byte> values, Vector256<byte> low, Vector256<byte> high) =>
        Avx2.Shuffle(low, values & Vector256.Create((byte)0xF)) & Avx2.Shuffle(high, values >>> 4);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> And(Vector256<byte> left, Vector256<byte> right) => left & right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong NonZero(Vector256<byte> values) => ~Vector256.Equals(values, Vector256<byte>.Zero).ExtractMostSignificantBits();

    public static void Store(Vector256<byte> values, Span<byte> target) => values.CopyTo(target);
}

/// <summary>512 bits: AVX-512 where the runtime finds it worth its while.</summary>
internal readonly struct Width512 : IShuffleWidth<Vector512<byte>>
{
    public static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512BW.IsSupported;

    public static int Count => 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Load(ref byte source) => Vector512.LoadUnsafe(ref source);

    public static Vector512<byte> Repeat(Vector128<byte> table) => Vector512.Create(Vector256.Create(table, table), Vector256.Create(table, table));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Look(Vector512<byte> values, Vector512<byte> low, Vector512<byte> high) =>
        Avx512BW.Shuffle(low, values & Vector512.Create((byte)0xF)) & Avx512BW.Shuffle(high, values >>> 4);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> And(Vector512<byte> left, Vector512<byte> right) => left & right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong NonZero(Vector512<byte> values) => ~Vector512.Equals(values, Vector512<byte>.Zero).ExtractMostSignificantBits();

    public static void Store(Vector512<byte> values, Span<byte> target) => values.CopyTo(target);
}
