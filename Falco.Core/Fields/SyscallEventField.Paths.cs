using Falco.Core.Events;
using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary>How files are opened, and the absolute paths of calls with a directory descriptor.</summary>
internal sealed partial class SyscallEventField
{
    private const uint ReadBit = 1, WriteBit = 2, CreateBit = 4, TemporaryBit = 0x2000, CreatedBit = 0x4000;
    private const uint AnyExecute = 0b001_001_001;

    private bool IsOpen(in HostEvent view)
    {
        (int flagsIndex, int modeIndex) = view.Event.Type switch
        {
            EventType.OpenExit => (2, 3),
            EventType.Openat_2Exit or EventType.Openat2Exit => (3, 4),
            EventType.OpenByHandleAtExit => (2, -1),
            EventType.CreatExit => (-1, 2),
            _ => (-1, -1),
        };
        if (flagsIndex < 0)
            return modeIndex >= 0 && _id == FieldId.EvtIsOpenExec && (view.Event.GetUInt32(modeIndex) & AnyExecute) != 0;
        uint flags = view.Event.GetUInt32(flagsIndex);
        return _id switch
        {
            FieldId.EvtIsOpenRead => (flags & ReadBit) != 0,
            FieldId.EvtIsOpenWrite => (flags & WriteBit) != 0,
            FieldId.EvtIsOpenExec => modeIndex >= 0 && (flags & (TemporaryBit | CreateBit)) != 0
                && (view.Event.GetUInt32(modeIndex) & AnyExecute) != 0,
            _ => (flags & CreatedBit) != 0
                || ((flags & TemporaryBit) != 0 && TryGetResult(in view, out long result) && result >= 0),
        };
    }

    private bool ReadAbsolutePath(in HostEvent view, FieldScratch scratch, ref FieldValue value)
    {
        (int directoryIndex, int pathIndex) = AbsolutePath(view.Event.Type, argument.Index == 1);
        if (pathIndex < 0 || view.Thread is not { } thread || !view.Event.TryGetText(pathIndex, out ReadOnlySpan<byte> path))
            return false;
        Span<byte> room = scratch.Take(PathText.MaxLength);
        if (view.Event.Type == EventType.OpenByHandleAtExit)
        {
            return view.Event.GetInt64(0) > 0
                && FieldValue.Of(room[..PathText.Concatenate(default, path, room)], ref value);
        }

        if (!view.Event.TryGetInt64(directoryIndex, out long number))
            return false;
        return FieldValue.Of(room[..PathText.Concatenate(Directory(in view, thread, number, path, scratch), path, room)], ref value);
    }

    // Unlike elsewhere a slash is appended whatever the directory's name ends with.
    private static ReadOnlySpan<byte> Directory(
        scoped in HostEvent view, ThreadRecord thread, long number, scoped ReadOnlySpan<byte> path, FieldScratch scratch)
    {
        if (number == DirectoryText.CurrentDirectory || PathText.IsAbsolute(path))
            return DirectoryText.Of(in view, thread, number, path, scratch);
        ReadOnlySpan<byte> name = view.Host.DescriptorsOf(thread)?.Find(number) is { } directory ? directory.Name : "<UNKNOWN>"u8;
        Span<byte> room = scratch.Take(name.Length + 1);
        name.CopyTo(room);
        room[^1] = (byte)'/';
        return room;
    }

    // Only calls with a directory descriptor; symlinkat has one path of this kind, which counts as the destination of the link.
    private (int Directory, int Path) AbsolutePath(EventType type, bool isDestination)
    {
        bool isPlain = argument.IsIndex && !isDestination;
        return type switch
        {
            EventType.RenameatExit or EventType.Renameat2Exit or EventType.Linkat_2Exit => isPlain ? (1, 2) : (3, 4),
            EventType.SymlinkatExit => (2, 3),
            EventType.Openat_2Exit or EventType.Openat2Exit or EventType.Unlinkat_2Exit or EventType.MkdiratExit or EventType.FchmodatExit
                or EventType.FchownatExit => (1, 2),
            EventType.OpenByHandleAtExit => (-1, 3),
            _ => (-1, -1),
        };
    }
}
