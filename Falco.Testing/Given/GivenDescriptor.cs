using System.Text;
using Falco.Core.State;
using Falco.Core.Streams;

namespace Falco.Testing.Given;

/// <summary>A descriptor that a process has, without anybody having seen how it came to it.</summary>
internal sealed record GivenDescriptor
{
    private const uint Device = 0x800001;

    public required DescriptorType Type { get; init; }

    public long Number { get; init; }

    public string Name { get; init; } = "";

    public uint OpenFlags { get; init; }

    /// <summary>Of a connection, the own end; of a server, what it listens on.</summary>
    public SocketEnd? Source { get; init; }

    public SocketEnd? Destination { get; init; }

    public SocketProtocol Protocol { get; init; }

    /// <summary>Whether it is one end of an internet connection.</summary>
    public bool IsConnection => Destination is not null;

    /// <summary>Puts it into the picture of the host.</summary>
    public void Put(long threadId, IHostTableObserver tables)
    {
        DescriptorEntry entry = new()
        {
            Number = Number,
            Type = Type,
            Name = Encoding.UTF8.GetBytes(Name),
            OpenFlags = OpenFlags,
            Protocol = Protocol,
            Inode = 2000 + (ulong)Number,
        };
        if (Type == DescriptorType.FileV2)
            entry.Device = Device;
        if (Source is { } source)
        {
            entry.SourceAddress = source.Address.GetAddressBytes();
            entry.SourcePort = source.Port;
        }

        if (Destination is { } destination)
        {
            entry.DestinationAddress = destination.Address.GetAddressBytes();
            entry.DestinationPort = destination.Port;
        }

        tables.OnDescriptor(threadId, in entry);
    }
}
