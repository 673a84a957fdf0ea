using System.Runtime.CompilerServices;

namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>
/// Names of types. An object may describe several shapes of one kernel type by adding <c>___suffix</c>; what precedes it is the
/// essential name.
/// </summary>
internal static class TypeName
{
    public const uint EmptyHash = 2166136261;

    private const int MinimalFlavoured = 5;

    public static ReadOnlySpan<byte> Essential(ReadOnlySpan<byte> name)
    {
        // Nearly no name of a kernel has three underscores in a row.
        if (name.Length < MinimalFlavoured || name.IndexOf("___"u8) < 0)
            return name;
        for (int i = name.Length - MinimalFlavoured; i >= 0; i--)
        {
            if (name[i] != '_' && name[i + 4] != '_' && name.Slice(i + 1, 3).SequenceEqual("___"u8))
                return name[..(i + 1)];
        }

        return name;
    }

    public static uint Hash(ReadOnlySpan<byte> name)
    {
        uint hash = EmptyHash;
        foreach (byte letter in name)
            hash = AddToHash(hash, letter);
        return hash;
    }

    // FNV-1a: names are short.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AddToHash(uint hash, byte letter) => (hash ^ letter) * 16777619;
}
