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
            case FieldId.EvtInfraDockerName:
                return Token(in view, "Event:"u8, ref value);
            case FieldId.EvtInfraDockerContainerId:
                return Token(in view, "ID:"u8, ref value) && FieldValue.Of(value.Bytes[..Math.Min(12, value.Bytes.Length)], ref value);
            case FieldId.EvtInfraDockerContainerName:
                return Token(in view, "name:"u8, ref value);
            case FieldId.EvtInfraDockerContainerImage:
                return Token(in view, "Image:"u8, ref value)
                    && FieldValue.Of(value.Bytes.IndexOf((byte)'@') is >= 0 and int digest ? value.Bytes[..digest] : value.Bytes, ref value);
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
            _ => !isFile && !isNet && !isMemory,
        };
    }

    private bool Length(in HostEvent view, EventTypeInfo info, ref FieldValue value)
    {
        EventCategory topic = info.Category & EventCategory.TopicMask;
        if (topic is not (EventCategory.IoRead or EventCategory.IoWrite or EventCategory.IoOther)
            || view.Descriptor is not { } descriptor || !TryGetResult(in view, out long result) || result < 0)
        {
            return false;
        }

        bool isFile = descriptor.Type is DescriptorType.File or DescriptorType.FileV2;
        bool isNet = descriptor.Type is DescriptorType.IPv4Socket or DescriptorType.IPv6Socket
            or DescriptorType.IPv4ServerSocket or DescriptorType.IPv6ServerSocket;
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

    /// <summary>The word after a label in the description of an infrastructure event.</summary>
    private static bool Token(in HostEvent view, ReadOnlySpan<byte> label, ref FieldValue value)
    {
        if (view.Event.Type != EventType.InfrastructureEventEnter)
            return false;
        ReadOnlySpan<byte> text = view.Event.GetText(2);
        int start = text.IndexOf(label);
        if (start < 0)
            return false;
        text = text[(start + label.Length)..].TrimStart((byte)' ');
        int end = text.IndexOfAny((byte)';', (byte)',', (byte)' ');
        return FieldValue.Of(end < 0 ? text : text[..end], ref value);
    }
}
