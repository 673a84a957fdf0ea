namespace Falco.Core.State;

public sealed partial class DescriptorRecord
{
    /// <summary>Makes a record from the pool as good as new; buffers keep their arrays, and the version is never reset.</summary>
    internal void Reset()
    {
        Number = -1;
        Type = DescriptorType.Unknown;
        Flags = DescriptorFlags.None;
        OpenFlags = 0;
        NameBuffer.Clear();
        RawNameBuffer.Clear();
        Device = 0;
        MountId = 0;
        Inode = 0;
        ProcessId = -1;
        Protocol = SocketProtocol.Unknown;
        Addresses = default;
        SourcePort = DestinationPort = 0;
        UnixSource = UnixDestination = 0;
        IsNameChanged = false;
    }

    /// <summary>Takes over everything but the number.</summary>
    internal void CopyFrom(DescriptorRecord origin)
    {
        Type = origin.Type;
        Flags = origin.Flags;
        OpenFlags = origin.OpenFlags;
        NameBuffer.Set(origin.Name);
        RawNameBuffer.Set(origin.RawName);
        Device = origin.Device;
        MountId = origin.MountId;
        Inode = origin.Inode;
        ProcessId = origin.ProcessId;
        Protocol = origin.Protocol;
        Addresses = origin.Addresses;
        SourcePort = origin.SourcePort;
        DestinationPort = origin.DestinationPort;
        UnixSource = origin.UnixSource;
        UnixDestination = origin.UnixDestination;
    }

    /// <summary>Exchanges source and destination.</summary>
    internal void SwapEnds()
    {
        AddressPair swapped = default;
        Addresses.Destination.CopyTo(swapped.Source);
        Addresses.Source.CopyTo(swapped.Destination);
        Addresses = swapped;
        (SourcePort, DestinationPort) = (DestinationPort, SourcePort);
    }
}
