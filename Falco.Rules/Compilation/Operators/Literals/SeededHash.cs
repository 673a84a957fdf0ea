using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Falco.Rules.Compilation.Operators.Literals;

/// <summary>
/// Hashes of byte strings under a seed, by multiplying to 128 bits and folding the halves: whoever does not know the seed cannot prepare
/// names that collide.
/// </summary>
internal readonly struct SeededHash
{
    private const ulong Spread = 0x9E37_79B9_7F4A_7C15;
    private readonly ulong _key;
    private readonly ulong _otherKey;

    /// <summary>Makes keys of a seed.</summary>
    public SeededHash(ulong seed)
    {
        _key = Scramble(seed += Spread);
        _otherKey = Scramble(seed + Spread);
    }

    /// <summary>A seed that nobody outside can know.</summary>
    public static ulong NewSeed() => (ulong)Random.Shared.NextInt64(long.MinValue, long.MaxValue);

    /// <summary>
    /// Hashes length, first and last bytes: enough to tell most names and paths apart, at a cost that does not grow with the value. Up to
    /// 16 bytes that is all of the value.
    /// </summary>
    public ulong OfEnds(ReadOnlySpan<byte> value) => OfEnds(value, value.Length, 0);

    /// <summary>Hashes all bytes.</summary>
    public ulong OfAll(ReadOnlySpan<byte> value)
    {
        ulong hash = 0;
        ReadOnlySpan<byte> rest = value;
        for (; rest.Length > 16; rest = rest[16..])
            hash = Mix(MemoryMarshal.Read<ulong>(rest) ^ hash ^ _key, MemoryMarshal.Read<ulong>(rest[8..]) ^ _otherKey);

        // The last 16 bytes overlap those before.
        return OfEnds(value.Length > 16 ? value[^16..] : value, value.Length, hash);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong OfEnds(ReadOnlySpan<byte> value, int length, ulong before)
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

        return Mix(first ^ before ^ _key, (last ^ _otherKey) + (uint)length);
    }

    private static ulong Mix(ulong left, ulong right)
    {
        ulong high = Math.BigMul(left, right, out ulong low);
        return high ^ low;
    }

    // The finishing steps of SplitMix64: seeds that differ in one bit give keys that differ in half of them. Under keys that are alike, what
    // collides once mostly collides again.
    private static ulong Scramble(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9;
        value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB;
        return value ^ (value >> 31);
    }
}
