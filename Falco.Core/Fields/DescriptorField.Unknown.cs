using Falco.Core.Events;
using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary>What can be said about a descriptor that is not known, as after a failed call: what the event itself tells.</summary>
internal sealed partial class DescriptorField
{
    private bool ReadUnknown(in HostEvent view, ThreadRecord thread, FieldScratch scratch, ref FieldValue value)
    {
        switch (_id)
        {
            case FieldId.FdName:
                return NameFromEvent(in view, thread, isRaw: false, scratch, ref value);
            case FieldId.FdNameraw:
                return NameFromEvent(in view, thread, isRaw: true, scratch, ref value);
            case FieldId.FdContainername:
                return NameFromEvent(in view, thread, isRaw: false, scratch, ref value) && WithContainer(thread, value.Bytes, scratch, ref value);
            case FieldId.FdDirectory:
                return NameFromEvent(in view, thread, isRaw: false, scratch, ref value) && FieldValue.Of(DirectoryOf(value.Bytes), ref value);
            case FieldId.FdContainerdirectory:
                return NameFromEvent(in view, thread, isRaw: false, scratch, ref value)
                    && WithContainer(thread, DirectoryOf(value.Bytes), scratch, ref value);
            case FieldId.FdTypechar:
                return Character(TypeFromEvent(view.Event.Type), scratch, ref value);
            default:
                return false;
        }
    }

    private static bool NameFromEvent(in HostEvent view, ThreadRecord thread, bool isRaw, FieldScratch scratch, ref FieldValue value)
    {
        if (view.Event.Info.IsEnter)
            return false;
        switch (view.Event.Type)
        {
            case EventType.OpenExit or EventType.CreatExit or EventType.Accept_5Exit or EventType.Accept4_6Exit or EventType.ConnectExit:
                if (isRaw)
                    return Squeezed(view.Event.GetText(1), scratch, ref value);
                Utf8Composer text = new(scratch);
                ParameterText.AppendBest(in view, 1, ref text);
                return FieldValue.Of(text.Finish(), ref value);
            case EventType.Openat_2Exit or EventType.Openat2Exit:
                if (isRaw)
                    return Squeezed(view.Event.GetText(2), scratch, ref value);
                Span<byte> path = scratch.Take(PathText.MaxLength);
                int length = PathText.Concatenate(
                    DirectoryText.Of(in view, thread, view.Event.GetInt64(1), view.Event.GetText(2), scratch), view.Event.GetText(2), path);
                return FieldValue.Of(path[..length], ref value);
            case EventType.OpenByHandleAtExit:
                return FieldValue.Of(view.Event.GetText(3), ref value);
            default:
                return FieldValue.Of(default(ReadOnlySpan<byte>), ref value);
        }
    }

    private static byte TypeFromEvent(EventType type) => type switch
    {
        EventType.Openat_2Enter or EventType.Openat_2Exit or EventType.Openat2Enter or EventType.Openat2Exit
            or EventType.CreatEnter or EventType.CreatExit => (byte)'f',
        EventType.SocketExit or EventType.Accept_5Exit or EventType.Accept4_6Exit => (byte)'4',
        EventType.PipeExit or EventType.Pipe2Exit => (byte)'p',
        EventType.EventfdExit or EventType.Eventfd2Exit => (byte)'e',
        EventType.SignalfdExit or EventType.Signalfd4Exit => (byte)'s',
        EventType.TimerfdCreateExit => (byte)'t',
        EventType.InotifyInitExit or EventType.InotifyInit1Exit => (byte)'i',
        _ => (byte)'o',
    };
}
