using Falco.Core.Events;
using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary>Counts of errors and bytes, and parts of texts that container runtimes leave in events.</summary>
internal sealed partial class SyscallEventField
{
    private bool ReadCount(in HostEvent view, FieldScratch scratch, ref FieldValue value)
    {
        EventTypeInfo info = view.Event.Info;
        switch (_id)
        {
            case FieldId.EvtCountError or FieldId.EvtCountErrorFile or FieldId.EvtCountErrorNet or FieldId.EvtCountErrorMemory
                or FieldId.EvtCountErrorOther:
                return TryGetResult(in view, out long result) && CountsHere(in view) && FieldValue.Of(result < 0, ref value);
            case FieldId.EvtCountProcinfo:
                return FieldValue.Of(info.Type == EventType.ProcinfoEnter && view.Thread is { IsMainThread: true }, ref value);
            case FieldId.EvtCountThreadinfo:
                return FieldValue.Of(info.Type == EventType.ProcinfoEnter, ref value);
            case FieldId.EvtInfraDockerName or FieldId.EvtInfraDockerContainerId or FieldId.EvtInfraDockerContainerName
                or FieldId.EvtInfraDockerContainerImage:
                return Infrastructure(in view, ref value);
            default:
                return Length(in view, info, ref value);
        }
    }

    private bool CountsHere(in HostEvent view)
    {
        if (_id == FieldId.EvtCountError)
            return true;
        EventTypeInfo info = view.Event.Info;
        DescriptorType? type = view.Descriptor?.Type;
        bool isFile = type is { } file ? file is DescriptorType.File or DescriptorType.FileV2 or DescriptorType.Directory
            : info.Type is EventType.OpenExit or EventType.CreatExit or EventType.Openat_2Exit or EventType.Openat2Exit
                or EventType.OpenByHandleAtExit;
        bool isNet = type is { } socket
            ? socket is DescriptorType.IPv4Socket or DescriptorType.IPv6Socket or DescriptorType.IPv4ServerSocket
                or DescriptorType.IPv6ServerSocket or DescriptorType.UnixSocket
            : info.Type is EventType.Accept_5Exit or EventType.Accept4_6Exit or EventType.ConnectExit;
        bool isMemory = (info.Category & EventCategory.TopicMask) == EventCategory.Memory;
        return _id switch
        {
            FieldId.EvtCountErrorFile => isFile,
            FieldId.EvtCountErrorNet => isNet,
            FieldId.EvtCountErrorMemory => isMemory,

            // A memory call on a descriptor that is neither counts as memory and as other.
            _ => !isFile && !isNet && (type is not null || !isMemory),
        };
    }

    private bool Length(in HostEvent view, EventTypeInfo info, ref FieldValue value)
    {
        if (!IsTransfer(info) || view.Descriptor is not { } descriptor || !TryGetResult(in view, out long result) || result < 0)
            return false;
        bool isFile = descriptor.Type is DescriptorType.File or DescriptorType.FileV2;
        bool isNet = descriptor.Type is DescriptorType.IPv4Socket or DescriptorType.IPv6Socket
            or DescriptorType.IPv4ServerSocket or DescriptorType.IPv6ServerSocket;
        EventCategory topic = info.Category & EventCategory.TopicMask;
        bool isIn = topic == EventCategory.IoRead, isOut = topic == EventCategory.IoWrite;
        bool counts = _id switch
        {
            FieldId.EvtBuflen => true,
            FieldId.EvtBuflenIn => isIn,
            FieldId.EvtBuflenOut => isOut,
            FieldId.EvtBuflenFile => isFile,
            FieldId.EvtBuflenFileIn => isFile && isIn,
            FieldId.EvtBuflenFileOut => isFile && isOut,
            FieldId.EvtBuflenNet => isNet,
            FieldId.EvtBuflenNetIn => isNet && isIn,
            FieldId.EvtBuflenNetOut => isNet && isOut,
            _ => false,
        };
        return counts && FieldValue.Of(result, ref value);
    }

    private static bool IsTransfer(EventTypeInfo info) =>
        (info.Category & EventCategory.TopicMask) is EventCategory.IoRead or EventCategory.IoWrite or EventCategory.IoOther;

    /// <summary>One of the items <c>label: text</c> of an infrastructure event's description, which are separated by semicolons.</summary>
    private bool Infrastructure(in HostEvent view, ref FieldValue value)
    {
        if (view.Event.Type != EventType.InfrastructureEventEnter)
            return false;
        ReadOnlySpan<byte> label = _id switch
        {
            FieldId.EvtInfraDockerName => "Event"u8,
            FieldId.EvtInfraDockerContainerId => "ID"u8,
            FieldId.EvtInfraDockerContainerName => "name"u8,
            _ => "Image"u8,
        };
        ReadOnlySpan<byte> rest = view.Event.GetText(2);
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)';');
            ReadOnlySpan<byte> item = (end < 0 ? rest : rest[..end]).Trim((byte)' ');
            rest = end < 0 ? default : rest[(end + 1)..];
            int colon = item.IndexOf((byte)':');
            if (colon < 0 || !item.StartsWith(label))
                continue;
            ReadOnlySpan<byte> whole = item[(colon + 1)..];
            int next = whole.IndexOf((byte)':');
            ReadOnlySpan<byte> text = next < 0 ? whole : whole[..next];
            if (_id == FieldId.EvtInfraDockerContainerImage)
                text = text.IndexOf((byte)'@') is >= 0 and int digest ? text[..digest] : text.IndexOf("sha256"u8) >= 0 ? whole : text;
            text = text.Trim((byte)' ');
            return FieldValue.Of(_id == FieldId.EvtInfraDockerContainerId ? text[..Math.Min(12, text.Length)] : text, ref value);
        }

        return false;
    }
}
