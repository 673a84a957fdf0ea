using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary>The ends of a socket: client and server, local and remote.</summary>
internal sealed partial class DescriptorField
{
    protected override bool ReadCandidatesCore(in HostEvent view, FieldScratch scratch, ref FieldValue value)
    {
        if (view.Thread is not { } thread || (view.Event.Info.Flags & AnyDescriptor) == 0
            || DescriptorOf(in view, thread) is not { } descriptor)
        {
            return false;
        }

        scratch.BeginList();
        bool isPort = _id is FieldId.FdPort or FieldId.FdProto;
        if (EndOf(_id) is not End.None and End end)
        {
            // A domain name is compared through the address of its end.
            if (IsConnection(descriptor.Type) && descriptor.HasRole)
                scratch.AddElement(IsSource(in view, descriptor, end) ? descriptor.SourceAddress : descriptor.DestinationAddress);
        }
        else if (IsInternet(descriptor.Type))
        {
            Add(descriptor.SourceAddress, descriptor.SourcePort, isPort, scratch);
            if (IsConnection(descriptor.Type))
                Add(descriptor.DestinationAddress, descriptor.DestinationPort, isPort, scratch);
        }

        return FieldValue.Of(scratch.EndList(), ref value);
    }

    private static void Add(ReadOnlySpan<byte> address, ushort port, bool isPort, FieldScratch scratch)
    {
        if (isPort)
            scratch.AddElement((ulong)port);
        else
            scratch.AddElement(address);
    }

    private bool ReadEnd(in HostEvent view, DescriptorRecord descriptor, FieldScratch scratch, ref FieldValue value) => _id switch
    {
        FieldId.FdCport or FieldId.FdSport or FieldId.FdLport or FieldId.FdRport => ReadPort(in view, descriptor, ref value),
        FieldId.FdCproto or FieldId.FdSproto or FieldId.FdLproto or FieldId.FdRproto =>
            ReadService(in view, descriptor, scratch, ref value),
        FieldId.FdCipName or FieldId.FdSipName or FieldId.FdLipName or FieldId.FdRipName => ReadHostName(in view, descriptor, ref value),
        _ => ReadAddress(in view, descriptor, ref value),
    };

    private bool ReadAddress(in HostEvent view, DescriptorRecord descriptor, ref FieldValue value)
    {
        End end = EndOf(_id);
        if (end == End.None || !descriptor.HasRole)
            return false;
        if (IsServerSocket(descriptor.Type))
            return end == End.Server && FieldValue.Of(descriptor.SourceAddress, ref value);
        return IsConnection(descriptor.Type)
            && FieldValue.Of(IsSource(in view, descriptor, end) ? descriptor.SourceAddress : descriptor.DestinationAddress, ref value);
    }

    /// <summary>The name of the address, if a condition has asked for a name that owns it; addresses are not asked for theirs.</summary>
    private bool ReadHostName(in HostEvent view, DescriptorRecord descriptor, ref FieldValue value)
    {
        FieldValue address = default;
        return view.Host.Names is { } names && ReadAddress(in view, descriptor, ref address)
            && names.TryFind(address.Bytes, out ReadOnlySpan<byte> name) && FieldValue.Of(name, ref value);
    }

    private bool ReadPort(in HostEvent view, DescriptorRecord descriptor, ref FieldValue value)
    {
        End end = EndOf(_id);
        if (IsServerSocket(descriptor.Type))
            return end == End.Server && FieldValue.Of((ulong)descriptor.SourcePort, ref value);
        return IsConnection(descriptor.Type) && descriptor.HasRole && FieldValue.Of((ulong)PortOf(in view, descriptor, end), ref value);
    }

    /// <summary>The service as text: the port's number, because ports are not resolved. What has no such port has an empty one.</summary>
    private bool ReadService(in HostEvent view, DescriptorRecord descriptor, FieldScratch scratch, ref FieldValue value)
    {
        End end = EndOf(_id);
        if (IsConnection(descriptor.Type))
        {
            if (!descriptor.HasRole)
                return false;
            Utf8Composer text = new(scratch);
            text.Append((ulong)PortOf(in view, descriptor, end));
            return FieldValue.Of(text.Finish(), ref value);
        }

        bool isEmpty = end switch
        {
            End.Client => descriptor.HasRole,
            End.Server => IsServerSocket(descriptor.Type),
            _ => false,
        };
        return isEmpty && FieldValue.Of(default(ReadOnlySpan<byte>), ref value);
    }

    private static ushort PortOf(in HostEvent view, DescriptorRecord descriptor, End end) =>
        IsSource(in view, descriptor, end) ? descriptor.SourcePort : descriptor.DestinationPort;

    /// <summary>Whether an end is the source of the connection: the client is, and what has an address of this host.</summary>
    private static bool IsSource(in HostEvent view, DescriptorRecord descriptor, End end) => end switch
    {
        End.Client => true,
        End.Server => false,
        End.Local => IsLocal(in view, descriptor.SourceAddress),
        _ => !IsLocal(in view, descriptor.SourceAddress),
    };

    private static End EndOf(FieldId id) => id switch
    {
        FieldId.FdCip or FieldId.FdCport or FieldId.FdCproto or FieldId.FdCnet or FieldId.FdCipName => End.Client,
        FieldId.FdSip or FieldId.FdSport or FieldId.FdSproto or FieldId.FdSnet or FieldId.FdSipName => End.Server,
        FieldId.FdLip or FieldId.FdLport or FieldId.FdLproto or FieldId.FdLnet or FieldId.FdLipName => End.Local,
        FieldId.FdRip or FieldId.FdRport or FieldId.FdRproto or FieldId.FdRnet or FieldId.FdRipName => End.Remote,
        _ => End.None,
    };

    private static bool IsLocal(in HostEvent view, ReadOnlySpan<byte> address) =>
        view.Thread is { } thread && view.Host.IsLocalAddress(thread, address);

    private enum End
    {
        None,
        Client,
        Server,
        Local,
        Remote,
    }
}
