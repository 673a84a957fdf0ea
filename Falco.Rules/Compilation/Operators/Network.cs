namespace Falco.Rules.Compilation.Operators;

/// <summary>Networks: an address, already masked, and the number of bits that count.</summary>
internal static class Network
{
    /// <summary>Whether an address lies in a network; never if the families differ.</summary>
    public static bool Contains(ReadOnlySpan<byte> network, int prefixLength, ReadOnlySpan<byte> address)
    {
        if (network.Length != address.Length)
            return false;
        int whole = prefixLength / 8;
        int rest = prefixLength % 8;
        return address[..whole].SequenceEqual(network[..whole])
            && (rest == 0 || ((address[whole] ^ network[whole]) & (0xFF << (8 - rest)) & 0xFF) == 0);
    }

    /// <summary>Clears the bits of an address that do not count.</summary>
    public static void Mask(Span<byte> address, int prefixLength)
    {
        for (int i = 0; i < address.Length; i++)
            address[i] &= (byte)(0xFF << Math.Clamp(8 * (i + 1) - prefixLength, 0, 8));
    }
}
