using Falco.Core.Events;
using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary>The paths that a successful call works on, for calls that name a file instead of a descriptor, too.</summary>
internal sealed class PathField : Field
{
    private readonly bool _isRaw;
    private readonly Role _role;

    public PathField(FieldBinding binding)
        : base(binding.Definition, binding.Text)
    {
        FieldId id = FieldSchema.IdOf(binding.Definition);
        _isRaw = id is FieldId.FsPathNameraw or FieldId.FsPathSourceraw or FieldId.FsPathTargetraw;
        _role = id switch
        {
            FieldId.FsPathName or FieldId.FsPathNameraw => Role.Name,
            FieldId.FsPathSource or FieldId.FsPathSourceraw => Role.Source,
            _ => Role.Target,
        };
    }

    private enum Role
    {
        Name,
        Source,
        Target,
    }

    public override bool CanHave(EventTypeInfo type) => Parameter(type.Type) >= 0 || IsDescriptorCall(type.Type);

    protected override bool ReadCore(in HostEvent view, FieldScratch scratch, ref FieldValue value)
    {
        if (!view.Event.TryGetInt64(0, out long result))
            return false;
        EventType type = view.Event.Type;
        bool isOpen = type is EventType.OpenExit or EventType.Openat_2Exit or EventType.Openat2Exit;
        if (isOpen ? result == -1 : result != 0)
            return false;
        if (!TryGetPath(in view, type, out ReadOnlySpan<byte> path))
            return false;
        if (_isRaw)
            return FieldValue.Of(path, ref value);
        if (view.Thread is not { } thread)
            return false;
        ReadOnlySpan<byte> directory = default;
        if (!PathText.IsAbsolute(path))
        {
            // What was opened is known by its whole path already.
            if (type is EventType.Openat_2Exit or EventType.Openat2Exit)
                path = view.Descriptor is { } opened ? opened.Name : "<UNKNOWN>"u8;
            else
                directory = Base(in view, thread, type, scratch);
        }

        Span<byte> room = scratch.Take(PathText.MaxLength);
        return FieldValue.Of(room[..PathText.Concatenate(directory, path, room)], ref value);
    }

    private bool TryGetPath(scoped in HostEvent view, EventType type, out ReadOnlySpan<byte> path)
    {
        if (IsDescriptorCall(type))
        {
            path = view.Descriptor is { } descriptor ? descriptor.Name : default;
            return view.Thread is not null;
        }

        // A path that could not be read is there, as <NA>.
        int parameter = Parameter(type);
        path = view.Event.GetText(parameter);
        return parameter >= 0 && parameter < view.Event.ParameterCount;
    }

    private bool IsDescriptorCall(EventType type) => _role == Role.Name && type is EventType.FchmodExit or EventType.FchownExit;

    private int Parameter(EventType type) => _role switch
    {
        Role.Name => type switch
        {
            EventType.Mkdir_2Exit or EventType.Rmdir_2Exit or EventType.Unlink_2Exit or EventType.OpenExit or EventType.ChmodExit
                or EventType.ChownExit or EventType.LchownExit or EventType.QuotactlExit or EventType.Umount_1Exit
                or EventType.Umount2Exit => 1,
            EventType.MkdiratExit or EventType.Unlinkat_2Exit or EventType.Openat_2Exit or EventType.Openat2Exit
                or EventType.FchmodatExit or EventType.FchownatExit => 2,
            _ => -1,
        },
        Role.Source => type switch
        {
            EventType.RenameExit or EventType.MountExit => 1,
            EventType.RenameatExit or EventType.Renameat2Exit or EventType.Link_2Exit or EventType.SymlinkExit => 2,
            EventType.Linkat_2Exit => 4,
            EventType.SymlinkatExit => 3,
            _ => -1,
        },
        _ => type switch
        {
            EventType.RenameExit or EventType.MountExit => 2,
            EventType.RenameatExit or EventType.Renameat2Exit => 4,
            EventType.Link_2Exit or EventType.SymlinkExit or EventType.SymlinkatExit => 1,
            EventType.Linkat_2Exit => 2,
            _ => -1,
        },
    };

    private ReadOnlySpan<byte> Base(scoped in HostEvent view, ThreadRecord thread, EventType type, FieldScratch scratch)
    {
        switch (type)
        {
            case EventType.FchownatExit or EventType.FchmodatExit or EventType.MkdiratExit or EventType.Unlinkat_2Exit:
                return Directory(view.Descriptor, scratch);
            case EventType.SymlinkatExit:
                return _role == Role.Source ? Directory(view.Descriptor, scratch) : "<UNKNOWN>"u8;
            case EventType.Renameat2Exit:
                long number = view.Event.GetInt64(_role == Role.Source ? 1 : 3);
                return DirectoryText.Of(in view, thread, number, default, scratch);
            default:
                return view.Host.CurrentDirectoryOf(thread);
        }
    }

    private static ReadOnlySpan<byte> Directory(DescriptorRecord? descriptor, FieldScratch scratch) =>
        descriptor is { Type: DescriptorType.Directory } directory ? DirectoryText.WithSlash(directory.Name, scratch) : "<UNKNOWN>"u8;
}
