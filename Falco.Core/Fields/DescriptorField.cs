using Falco.Core.Events;
using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary>The descriptor that the event creates, uses or closes.</summary>
internal sealed partial class DescriptorField(FieldBinding binding, FieldArgument argument) : Field(binding.Definition, binding.Text)
{
    private const EventTypeFlags AnyDescriptor =
        EventTypeFlags.CreatesDescriptor | EventTypeFlags.UsesDescriptor | EventTypeFlags.DestroysDescriptor;

    private readonly FieldId _id = FieldSchema.IdOf(binding.Definition);

    public override bool CanHave(EventTypeInfo type) => (type.Flags & AnyDescriptor) != 0 && EventThread.MayExist(type);

    protected override bool ReadCore(in HostEvent view, FieldScratch scratch, ref FieldValue value)
    {
        if (view.Thread is not { } thread)
            return false;
        if ((view.Event.Info.Flags & AnyDescriptor) == 0)
            return false;
        if (_id == FieldId.FdTypes)
            return Types(in view, thread, scratch, ref value);
        if (_id == FieldId.FdNum)
            return FieldValue.Of(view.DescriptorNumber, ref value);
        if (_id == FieldId.FdUid)
            return UniqueId(in view, scratch, ref value);
        DescriptorRecord? descriptor = DescriptorOf(in view, thread);
        return descriptor is null
            ? ReadUnknown(in view, thread, scratch, ref value)
            : ReadKnown(in view, thread, descriptor, scratch, ref value);
    }

    /// <summary>The descriptor of the event; if it was not known before the event, it may be now.</summary>
    private static DescriptorRecord? DescriptorOf(in HostEvent view, ThreadRecord thread) =>
        view.Descriptor ?? (view.DescriptorNumber < 0 ? null : view.Host.DescriptorsOf(thread)?.Find(view.DescriptorNumber));

    private bool ReadKnown(in HostEvent view, ThreadRecord thread, DescriptorRecord descriptor, FieldScratch scratch, ref FieldValue value)
    {
        switch (_id)
        {
            case FieldId.FdType:
                return FieldValue.Of(DescriptorTypeName.Of(descriptor.Type), ref value);
            case FieldId.FdTypechar:
                return Character(DescriptorTypeText.Character(descriptor.Type), scratch, ref value);
            case FieldId.FdName:
                return FieldValue.Of(descriptor.Name, ref value);
            case FieldId.FdNameraw:
                return Squeezed(descriptor.RawName, scratch, ref value);
            case FieldId.FdContainername:
                return WithContainer(thread, descriptor.Name, scratch, ref value);
            case FieldId.FdDirectory:
                return IsFileLike(descriptor.Type) && FieldValue.Of(DirectoryOf(descriptor), ref value);
            case FieldId.FdContainerdirectory:
                return IsFileLike(descriptor.Type) && WithContainer(thread, DirectoryOf(descriptor), scratch, ref value);
            case FieldId.FdFilename:
                return IsFile(descriptor.Type) && FieldValue.Of(FileNameOf(descriptor.Name), ref value);
            case FieldId.FdL4proto:
                return FieldValue.Of(ProtocolName(descriptor.ShownProtocol), ref value);
            case FieldId.FdSockfamily:
                return descriptor.Type == DescriptorType.UnixSocket ? FieldValue.Of("unix"u8, ref value)
                    : IsInternet(descriptor.Type) && FieldValue.Of("ip"u8, ref value);
            case FieldId.FdIsServer:
                return FieldValue.Of(IsServerSocket(descriptor.Type)
                    || (IsConnection(descriptor.Type) && IsLocal(in view, descriptor.DestinationAddress)), ref value);
            case FieldId.FdConnected:
                return FieldValue.Of((descriptor.Flags & DescriptorFlags.Connected) != 0, ref value);
            case FieldId.FdNameChanged:
                return FieldValue.Of(descriptor.IsNameChanged, ref value);
            case FieldId.FdDev:
                return FieldValue.Of((long)(int)descriptor.Device, ref value);
            case FieldId.FdDevMajor:
                return FieldValue.Of((ulong)((descriptor.Device & 0xFFF00) >> 8), ref value);
            case FieldId.FdDevMinor:
                return FieldValue.Of((ulong)((descriptor.Device & 0xFF) | ((descriptor.Device >> 12) & 0xFFF00)), ref value);
            case FieldId.FdIno:
                return FieldValue.Of(descriptor.Inode, ref value);
            case FieldId.FdIsUpperLayer:
                return FieldValue.Of((descriptor.Flags & DescriptorFlags.OverlayUpper) != 0, ref value);
            case FieldId.FdIsLowerLayer:
                return FieldValue.Of((descriptor.Flags & DescriptorFlags.OverlayLower) != 0, ref value);
            default:
                return ReadEnd(in view, descriptor, scratch, ref value);
        }
    }

    private bool Types(in HostEvent view, ThreadRecord thread, FieldScratch scratch, ref FieldValue value)
    {
        DescriptorTable? table = view.Host.DescriptorsOf(thread);
        scratch.BeginList();
        if (!argument.IsNone)
        {
            // The type of one descriptor is a list, too.
            if (argument.Index > long.MaxValue || table?.Find((long)argument.Index) is not { } one)
                return false;
            scratch.AddElement(DescriptorTypeName.Of(one.Type));
            return FieldValue.Of(scratch.EndList(), ref value);
        }

        // Types that share a name count once.
        uint seen = 0;
        if (table is null)
            return FieldValue.Of(scratch.EndList(), ref value);
        foreach (DescriptorRecord descriptor in table)
        {
            uint bit = 1u << (int)Representative(descriptor.Type);
            if ((seen & bit) != 0)
                continue;
            seen |= bit;
            scratch.AddElement(DescriptorTypeName.Of(descriptor.Type));
        }

        return FieldValue.Of(scratch.EndList(), ref value);
    }

    private static DescriptorType Representative(DescriptorType type) => type switch
    {
        DescriptorType.File => DescriptorType.FileV2,
        DescriptorType.IPv4ServerSocket => DescriptorType.IPv4Socket,
        DescriptorType.IPv6ServerSocket => DescriptorType.IPv6Socket,
        DescriptorType.Unsupported or DescriptorType.Uninitialized => DescriptorType.Unknown,
        _ => type,
    };

    private static bool UniqueId(in HostEvent view, FieldScratch scratch, ref FieldValue value)
    {
        Utf8Composer text = new(scratch);
        text.Append(view.Event.ThreadId);
        text.Append(view.DescriptorNumber);
        return FieldValue.Of(text.Finish(), ref value);
    }

    private static bool Character(byte character, FieldScratch scratch, ref FieldValue value)
    {
        Span<byte> room = scratch.Take(1);
        room[0] = character;
        return FieldValue.Of(room, ref value);
    }

    /// <summary>A path as it was passed, with runs of slashes squeezed.</summary>
    private static bool Squeezed(ReadOnlySpan<byte> path, FieldScratch scratch, ref FieldValue value)
    {
        if (path.IndexOf("//"u8) < 0)
            return FieldValue.Of(path, ref value);
        Utf8Composer text = new(scratch);
        for (int i = 0; i < path.Length; i++)
        {
            if (path[i] != (byte)'/' || i == 0 || path[i - 1] != (byte)'/')
                text.Append(path[i]);
        }

        return FieldValue.Of(text.Finish(), ref value);
    }

    private static bool WithContainer(ThreadRecord thread, ReadOnlySpan<byte> name, FieldScratch scratch, ref FieldValue value)
    {
        Utf8Composer text = new(scratch);
        text.Append(thread.ContainerId);
        text.Append((byte)':');
        text.Append(name);
        return FieldValue.Of(text.Finish(), ref value);
    }

    private static ReadOnlySpan<byte> DirectoryOf(DescriptorRecord descriptor) =>
        IsFile(descriptor.Type) ? DirectoryOf(descriptor.Name) : descriptor.Name;

    private static ReadOnlySpan<byte> DirectoryOf(ReadOnlySpan<byte> path)
    {
        int slash = path.LastIndexOf((byte)'/');
        return slash <= 0 ? "/"u8 : slash == path.Length - 1 ? path : path[..slash];
    }

    private static ReadOnlySpan<byte> FileNameOf(ReadOnlySpan<byte> path)
    {
        int slash = path.LastIndexOf((byte)'/');
        return slash < 0 ? "/"u8 : slash == path.Length - 1 ? path : path[(slash + 1)..];
    }

    private static ReadOnlySpan<byte> ProtocolName(SocketProtocol protocol) => protocol switch
    {
        SocketProtocol.Tcp => "tcp"u8,
        SocketProtocol.Udp => "udp"u8,
        SocketProtocol.Icmp => "icmp"u8,
        SocketProtocol.Raw => "raw"u8,
        _ => "<NA>"u8,
    };

    private static bool IsFile(DescriptorType type) => type is DescriptorType.File or DescriptorType.FileV2;

    private static bool IsFileLike(DescriptorType type) => IsFile(type) || type == DescriptorType.Directory;

    private static bool IsConnection(DescriptorType type) => type is DescriptorType.IPv4Socket or DescriptorType.IPv6Socket;

    private static bool IsServerSocket(DescriptorType type) => type is DescriptorType.IPv4ServerSocket or DescriptorType.IPv6ServerSocket;

    private static bool IsInternet(DescriptorType type) => IsConnection(type) || IsServerSocket(type);
}
