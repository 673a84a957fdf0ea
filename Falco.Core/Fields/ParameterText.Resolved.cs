using System.Globalization;
using Falco.Core.Events;
using Falco.Core.State;

namespace Falco.Core.Fields;

internal static partial class ParameterText
{
    // The schema's number for "the current directory" in place of a directory's descriptor.
    private const long CurrentDirectory = -100;

    private static void AppendResolved(in HostEvent view, int index, in ParameterValue value, ref Utf8Composer text)
    {
        switch (value.Info!.Type)
        {
            case ParameterType.FsPath or ParameterType.FsRelPath:
                AppendAbsolutePath(in view, in value, ref text);
                return;
            case ParameterType.Flags8 or ParameterType.Flags16 or ParameterType.Flags32
                or ParameterType.EnumFlags8 or ParameterType.EnumFlags16 or ParameterType.EnumFlags32 or ParameterType.Mode:
                if (view.Event.Info.ParameterSpan[index].Flags is { } table && value.TryGetUInt64(out ulong flags))
                    FlagText.Append(table, value.Info.Type, (uint)flags, ref text);
                return;
        }

        if (!value.TryGetInt64(out long number))
            return;
        switch (value.Info.Type)
        {
            case ParameterType.Fd:
                AppendDescriptor(in view, number, ref text);
                break;
            case ParameterType.Pid:
                text.Append(view.Host.FindThread(number) is { } thread ? thread.Comm : default);
                break;
            case ParameterType.ErrNo:
                if (number < 0)
                    text.Append(ErrorName.Find(number));
                break;
            case ParameterType.Uid or ParameterType.Gid:
                AppendOwner(in view, value.Info.Type, (uint)number, ref text);
                break;
            case ParameterType.SyscallId:
                text.Append(EventSchema.GetSyscall((ushort)number) is { } call ? call.Name.Utf8 : default);
                break;
            case ParameterType.SigType:
                text.Append(SignalName.Find((byte)number));
                break;
            case ParameterType.RelTime:
                AppendSeconds((ulong)number, ref text);
                break;
        }
    }

    private static void AppendDescriptor(in HostEvent view, long number, ref Utf8Composer text)
    {
        // Without a thread the reference does not look at the number at all.
        if (ThreadOf(in view) is not { } thread)
            return;
        if (number == CurrentDirectory)
        {
            text.Append("AT_FDCWD"u8);
        }
        else if (number < 0)
        {
            text.Append(ErrorName.Find(number));
        }
        else if (view.Host.DescriptorsOf(thread)?.Find(number) is { } descriptor)
        {
            text.Append((byte)'<');
            text.Append(DescriptorTypeText.Character(descriptor.Type));
            if (DescriptorTypeText.ProtocolCharacter(descriptor) is not 0 and byte protocol)
                text.Append(protocol);
            text.Append((byte)'>');
            text.Append(descriptor.Name);
        }
    }

    private static void AppendAbsolutePath(in HostEvent view, in ParameterValue value, ref Utf8Composer text)
    {
        ReadOnlySpan<byte> path = value.Text;
        if (path.IsEmpty || PathText.IsAbsolute(path) || path.SequenceEqual("<NA>"u8) || ThreadOf(in view) is not { } thread)
            return;
        Span<byte> room = stackalloc byte[PathText.MaxLength + 1];
        ReadOnlySpan<byte> directory = BaseDirectory(in view, thread, value.Info!, room);
        Span<byte> joined = stackalloc byte[PathText.MaxLength];
        text.Append(joined[..PathText.Concatenate(directory, path, joined)]);
    }

    private static ReadOnlySpan<byte> BaseDirectory(in HostEvent view, ThreadRecord thread, ParameterInfo info, Span<byte> room)
    {
        int directoryParameter = info.Type == ParameterType.FsRelPath ? info.DirectoryParameter : -1;
        ParameterValue directory = view.Event[directoryParameter];
        if (directory.Info is not { Type: ParameterType.Fd } || !directory.TryGetInt64(out long number) || number == CurrentDirectory)
            return view.Host.MainThreadOf(thread) is { } main ? main.CurrentDirectory : "./"u8;

        // A directory that is not known leaves the path as it was passed.
        if (view.Host.DescriptorsOf(thread)?.Find(number) is not { Name.IsEmpty: false } known)
            return default;
        ReadOnlySpan<byte> name = known.Name;
        if (name[^1] == (byte)'/' || name.Length >= room.Length)
            return name;
        name.CopyTo(room);
        room[name.Length] = (byte)'/';
        return room[..(name.Length + 1)];
    }

    private static void AppendOwner(in HostEvent view, ParameterType type, uint number, ref Utf8Composer text)
    {
        if (number == uint.MaxValue)
        {
            text.Append("<NONE>"u8);
            return;
        }

        ReadOnlySpan<byte> name = default;
        if (ThreadOf(in view) is { } thread)
        {
            if (type == ParameterType.Uid)
                name = view.Host.TryFindUser(thread.ContainerId, number, out UserRecord? user) ? user!.Name.Span : default;
            else
                name = view.Host.TryFindGroup(thread.ContainerId, number, out GroupRecord? group) ? group!.Name.Span : default;
        }

        text.Append(name.IsEmpty ? "<NA>"u8 : name);
    }

    private static void AppendSeconds(ulong nanoseconds, ref Utf8Composer text)
    {
        if (nanoseconds == ulong.MaxValue)
            return;
        Span<byte> room = stackalloc byte[32];

        // "g6" chooses between both notations as %g of C does.
        double seconds = (double)nanoseconds / NanosecondsPerSecond;
        seconds.TryFormat(room, out int length, "g6", CultureInfo.InvariantCulture);
        text.Append(room[..length]);
        text.Append((byte)'s');
    }
}
