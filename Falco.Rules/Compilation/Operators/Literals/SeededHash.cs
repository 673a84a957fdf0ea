using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Falco.Rules.Compilation.Operators.Literals;

/// <summary>
/// Hashes of byte strings under a seed, by multiplying halves of 128 bits: whoever does not know the seed cannot prepare names that
/// collide.
/// </summary>
internal static class SeededHash
{
    private const ulong Spread = 0x9E37_79B9_7F4A_7C15;

    /// <summary>A seed that nobody outside can know.</summary>
    public static ulong NewSeed() => (ulong)Random.Shared.NextInt64(long.MinValue, long.MaxValue);

    /// <summary>Another seed, made of one.</summary>
    public static ulong Next(ulong seed) => Mix(seed + Spread, Spread);

    /// <summary>
    /// Hashes length, first and last bytes: enough to tell most names and paths apart, at a cost that does not grow with the value. Up to
    /// 16 bytes that is all of the value.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong OfEnds(ReadOnlySpan<byte> value, ulong seed)
    {
        ulong first = 0;
        ulong last = 0;
        if (value.Length >= 8)
        {
            first = MemoryMarshal.Read<ulong>(value);
            last = MemoryMarshal.Read<ulong>(value[^8..]);
        }
        else if (value.Length >= 4)
        {
            first = MemoryMarshal.Read<uint>(value);
            last = MemoryMarshal.Read<uint>(value[^4..]);
        }
        else if (value.Length > 0)
        {
            first = value[0] | ((ulong)value[value.Length / 2] << 8) | ((ulong)value[^1] << 16);
        }

        return Mix(first ^ seed, last ^ Salt(value.Length, seed));
    }

    /// <summary>Hashes all bytes.</summary>
    public static ulong OfAll(ReadOnlySpan<byte> value, ulong seed)
    {
        ulong hash = seed;
        for (ReadOnlySpan<byte> rest = value; rest.Length > 16; rest = rest[16..])
            hash = Mix(MemoryMarshal.Read<ulong>(rest) ^ hash, MemoryMarshal.Read<ulong>(rest[8..]) ^ Salt(rest.Length, seed));

        // The last 16 bytes may be hashed twice.
        return OfEnds(value.Length > 16 ? value[^16..] : value, hash ^ (ulong)value.Length);
    }

    private static ulong Salt(int length, ulong seed) => BitOperations.RotateLeft(seed, 29) ^ ((ulong)(uint)length * Spread);

    private static ulong Mix(ulong left, ulong right)
    {
        ulong high = Math.BigMul(left, right, out ulong low);
        return high ^ low;
    }
}
