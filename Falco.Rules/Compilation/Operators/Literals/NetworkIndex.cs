namespace Falco.Rules.Compilation.Operators.Literals;

/// <summary>Networks that an address may lie in: one hash probe for each length of prefix that occurs.</summary>
/// <remarks>A literal is the masked address (4 or 16 bytes) and, as one byte more, the number of bits that count.</remarks>
internal sealed class NetworkIndex : LiteralIndex
{
    private const int LongestAddress = 16;

    private readonly (int AddressLength, int PrefixLength, EqualityIndex Networks)[] _kinds;

    public NetworkIndex(IEnumerable<Literal> networks) =>
        _kinds =
        [
            .. networks.GroupBy(network => (AddressLength: network.Bytes.Length - 1, PrefixLength: (int)network.Bytes[^1])).Select(
                kind => (kind.Key.AddressLength, kind.Key.PrefixLength, new EqualityIndex(kind.Select(network => network with { Bytes = network.Bytes[..^1] })))),
        ];

    /// <summary>The literal of a network.</summary>
    public static byte[] LiteralOf(BoundConstant network) => [.. network.Bytes, (byte)network.PrefixLength];

    /// <inheritdoc/>
    public override bool MatchesAny(ReadOnlySpan<byte> value)
    {
        Span<byte> buffer = stackalloc byte[LongestAddress];
        foreach ((int addressLength, int prefixLength, EqualityIndex networks) in _kinds)
        {
            if (addressLength == value.Length && networks.MatchesAny(Mask(value, prefixLength, buffer)))
                return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public override void Mark(ReadOnlySpan<byte> value, Span<ulong> marks)
    {
        Span<byte> buffer = stackalloc byte[LongestAddress];
        foreach ((int addressLength, int prefixLength, EqualityIndex networks) in _kinds)
        {
            if (addressLength == value.Length)
                networks.Mark(Mask(value, prefixLength, buffer), marks);
        }
    }

    private static ReadOnlySpan<byte> Mask(ReadOnlySpan<byte> address, int prefixLength, Span<byte> buffer)
    {
        Span<byte> masked = buffer[..address.Length];
        address.CopyTo(masked);
        Network.Mask(masked, prefixLength);
        return masked;
    }
}
