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
                if (view.Event.ParameterCount < 2)
                    return false;
                Utf8Composer text = new(scratch);
                ParameterText.AppendBest(in view, 1, ref text);
                return isRaw ? Squeezed(text.Finish(), scratch, ref value) : FieldValue.Of(text.Finish(), ref value);
            case EventType.Openat_2Exit or EventType.Openat2Exit:
                if (!view.Event.TryGetText(2, out ReadOnlySpan<byte> name))
                    return false;
                if (isRaw)
                    return Squeezed(name, scratch, ref value);
                if (!view.Event.TryGetInt64(1, out long number))
                    return false;
                ReadOnlySpan<byte> directory = DirectoryText.Of(in view, thread, number, name, scratch);
                Span<byte> path = scratch.Take(PathText.MaxLength);
                return FieldValue.Of(path[..PathText.Concatenate(directory, name, path)], ref value);
            case EventType.OpenByHandleAtExit:
                return isRaw
                    ? Squeezed(view.Event.GetText(3), scratch, ref value)
                    : FieldValue.Of(view.Event.GetText(3), ref value);
            default:
                return FieldValue.Of(default(ReadOnlySpan<byte>), ref value);
        }
    }

    // An enter event tells as much as its exit, whose code follows.
    private static byte TypeFromEvent(EventType type) => (EventType)((ushort)type | 1) switch
    {
        EventType.Openat_2Exit or EventType.Openat2Exit or EventType.CreatExit => (byte)'f',

        // Which kind of internet socket it is, if it is one, cannot be told from the call.
        EventType.SocketExit or EventType.Accept_5Exit or EventType.Accept4_6Exit => (byte)'4',
        EventType.PipeExit or EventType.Pipe2Exit => (byte)'p',
        EventType.EventfdExit or EventType.Eventfd2Exit => (byte)'e',
        EventType.SignalfdExit or EventType.Signalfd4Exit => (byte)'s',
        EventType.TimerfdCreateExit => (byte)'t',
        EventType.InotifyInitExit or EventType.InotifyInit1Exit => (byte)'i',
        _ => (byte)'o',
    };
}
