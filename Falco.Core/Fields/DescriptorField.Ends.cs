using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary>The ends of a socket: client and server, local and remote.</summary>
internal sealed partial class DescriptorField
{
    protected override bool ReadCandidatesCore(in HostEvent view, FieldScratch scratch, ref FieldValue value)
    {
        if (view.Thread is not { } thread || (view.Event.Info.Flags & AnyDescriptor) == 0)
            return false;
        if ((view.Descriptor ?? view.Host.DescriptorsOf(thread)?.Find(view.DescriptorNumber)) is not { } descriptor)
            return false;
        scratch.BeginList();
        bool isPort = _id is FieldId.FdPort or FieldId.FdProto;
        if (IsInternet(descriptor.Type))
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

    private bool ReadEnd(in HostEvent view, DescriptorRecord descriptor, FieldScratch scratch, ref FieldValue value)
    {
        End end = _id switch
        {
            FieldId.FdCip or FieldId.FdCport or FieldId.FdCproto or FieldId.FdCnet => End.Client,
            FieldId.FdSip or FieldId.FdSport or FieldId.FdSproto or FieldId.FdSnet => End.Server,
            FieldId.FdLip or FieldId.FdLport or FieldId.FdLproto or FieldId.FdLnet => End.Local,
            FieldId.FdRip or FieldId.FdRport or FieldId.FdRproto or FieldId.FdRnet => End.Remote,
            _ => End.None,
        };
        if (end == End.None)
            return false;
        bool hasRole = (descriptor.Flags & (DescriptorFlags.RoleClient | DescriptorFlags.RoleServer)) != 0;
        bool isAddress = _id is FieldId.FdCip or FieldId.FdSip or FieldId.FdLip or FieldId.FdRip
            or FieldId.FdCnet or FieldId.FdSnet or FieldId.FdLnet or FieldId.FdRnet;
        bool isName = _id is FieldId.FdCproto or FieldId.FdSproto or FieldId.FdLproto or FieldId.FdRproto;
        if (IsServerSocket(descriptor.Type))
        {
            if (end != End.Server || (isAddress && !hasRole))
                return false;
            if (isAddress)
                return FieldValue.Of(descriptor.SourceAddress, ref value);
            return isName ? FieldValue.Of(default(ReadOnlySpan<byte>), ref value) : FieldValue.Of((ulong)descriptor.SourcePort, ref value);
        }

        if (!IsConnection(descriptor.Type) || !hasRole)
            return false;
        bool isSource = end switch
        {
            End.Client => true,
            End.Server => false,
            End.Local => IsLocal(in view, descriptor.SourceAddress),
            _ => !IsLocal(in view, descriptor.SourceAddress),
        };
        if (isAddress)
            return FieldValue.Of(isSource ? descriptor.SourceAddress : descriptor.DestinationAddress, ref value);
        ushort port = isSource ? descriptor.SourcePort : descriptor.DestinationPort;
        if (!isName)
            return FieldValue.Of((ulong)port, ref value);
        Utf8Composer text = new(scratch);
        text.Append((ulong)port);
        return FieldValue.Of(text.Finish(), ref value);
    }

    // The interfaces of the host are not those of a container, whose address only its runtime knows.
    private static bool IsLocal(in HostEvent view, ReadOnlySpan<byte> address) =>
        view.Thread is { ContainerId.IsEmpty: true } && view.Host.IsLocalAddress(address);

    private enum End
    {
        None,
        Client,
        Server,
        Local,
        Remote,
    }
}
