using Falco.Core.Events;
using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary>The descriptors that a poll waits for.</summary>
internal sealed class DescriptorListField(FieldBinding binding) : Field(binding.Definition, binding.Text)
{
    private readonly FieldId _id = FieldSchema.IdOf(binding.Definition);

    public override bool CanHave(EventTypeInfo type) => type.Type is EventType.PollExit or EventType.PpollExit;

    protected override bool ReadCore(in HostEvent view, FieldScratch scratch, ref FieldValue value)
    {
        if (!CanHave(view.Event.Info) || view.Thread is not { } thread)
            return false;
        DescriptorTable? table = view.Host.DescriptorsOf(thread);
        Utf8Composer text = new(scratch);
        foreach (PolledDescriptor polled in view.Event[1].Descriptors)
            Append(polled.Number, table?.Find(polled.Number), ref text);

        // Every item was followed by a comma.
        text.Truncate(Math.Max(0, text.Length - 1));
        return FieldValue.Of(text.Finish(), ref value) && !value.Bytes.IsEmpty;
    }

    private void Append(long number, DescriptorRecord? descriptor, ref Utf8Composer text)
    {
        Span<byte> address = stackalloc byte[SocketText.MaxAddressLength];
        bool isConnection = descriptor?.Type is DescriptorType.IPv4Socket or DescriptorType.IPv6Socket;
        bool isServer = descriptor?.Type is DescriptorType.IPv4ServerSocket or DescriptorType.IPv6ServerSocket;
        switch (_id)
        {
            case FieldId.FdlistNums:
                text.Append(number);
                break;
            case FieldId.FdlistNames:
                text.Append(descriptor is { Name.IsEmpty: false } ? descriptor.Name : "<NA>"u8);
                break;
            case FieldId.FdlistCips when isConnection:
                text.Append(address[..SocketText.WriteAddress(descriptor!.SourceAddress, address)]);
                break;
            case FieldId.FdlistSips when isConnection:
                text.Append(address[..SocketText.WriteAddress(descriptor!.DestinationAddress, address)]);
                break;
            case FieldId.FdlistSips when isServer:
                text.Append(address[..SocketText.WriteAddress(descriptor!.SourceAddress, address)]);
                break;
            case FieldId.FdlistCports when isConnection:
                text.Append((ulong)descriptor!.SourcePort);
                break;
            case FieldId.FdlistSports when isConnection:
                text.Append((ulong)descriptor!.DestinationPort);
                break;
            default:
                return;
        }

        text.Append((byte)',');
    }
}
