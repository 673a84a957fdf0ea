namespace Falco.Core.Streams;

/// <summary>An address of a network interface.</summary>
public readonly ref struct InterfaceEntry
{
    /// <summary>The name, for instance <c>eth0</c>.</summary>
    public ReadOnlySpan<byte> Name { get; init; }

    /// <summary>The address: 4 or 16 bytes, network order.</summary>
    public ReadOnlySpan<byte> Address { get; init; }

    /// <summary>The network mask, as long as the address.</summary>
    public ReadOnlySpan<byte> Mask { get; init; }

    /// <summary>The broadcast address, as long as the address.</summary>
    public ReadOnlySpan<byte> Broadcast { get; init; }
}
