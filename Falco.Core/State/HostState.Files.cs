using Falco.Core.Events;

namespace Falco.Core.State;

public sealed partial class HostState
{
    private const int MaxStoredEnter = 4096;
    private const long CurrentDirectoryDescriptor = -100;

    private readonly byte[] _path = new byte[PathText.MaxLength];
    private TextBuffer _directory;

    private static ReadOnlySpan<byte> UnknownDirectory => "<UNKNOWN>"u8;

    /// <summary>Keeps the start of a call for its end: what it names cannot have been changed by another thread meanwhile.</summary>
    private void StoreEnter(in Event view, EventType type)
    {
        if (type is not (EventType.ExecveatEnter or EventType.ConnectEnter) && !view.Has(0))
            return;
        if (_thread is not { } thread || view.Bytes.Length > MaxStoredEnter)
        {
            Statistics.DroppedEnters++;
            return;
        }

        Statistics.StoredEnters++;
        thread.StoredEnter.Set(view.Bytes);
    }

    /// <summary>The start of the call that the event ends, if it was seen.</summary>
    private bool TryGetEnter(scoped in Event view, ThreadRecord thread, out Event enter)
    {
        bool isThere = TryFindEnter(in view, thread, out enter);
        if (isThere)
            Statistics.RetrievedEnters++;
        else
            Statistics.MissingEnters++;
        return isThere;
    }

    private static bool TryFindEnter(scoped in Event view, ThreadRecord thread, out Event enter)
    {
        enter = default;
        if (!thread.IsStoredEnterValid || thread.StoredEnter.IsEmpty
            || Event.TryRead(thread.StoredEnter.Span, view.Cpu, EventFlags.None, out enter) != EventFault.None)
        {
            return false;
        }

        if (enter.Type == view.Type - 1 || (view.Type == EventType.Execve_19Exit && enter.Type == EventType.ExecveatEnter))
            return true;
        thread.IsStoredEnterValid = false;
        return false;
    }

    /// <summary>The directory that a path is relative to, with its trailing slash.</summary>
    private ReadOnlySpan<byte> DirectoryOf(ThreadRecord thread, ReadOnlySpan<byte> path, long directory)
    {
        if (PathText.IsAbsolute(path))
            return "."u8;
        if (directory == CurrentDirectoryDescriptor)
            return CurrentDirectoryOf(thread);
        if (DescriptorsOf(thread)?.Find(directory) is not { } descriptor)
            return UnknownDirectory;
        if (descriptor.Name.IsEmpty || descriptor.Name[^1] == (byte)'/')
            return descriptor.Name;
        Span<byte> result = _directory.Prepare(descriptor.Name.Length + 1);
        descriptor.Name.CopyTo(result);
        result[^1] = (byte)'/';
        return result;
    }

    private void Open(in Event view, EventType type)
    {
        if (_thread is not { } thread)
            return;
        long number = view.GetInt64(0);
        bool isCreat = type == EventType.CreatExit;
        bool isRelative = type is EventType.Openat_2Exit or EventType.Openat2Exit;
        int at = isRelative ? 1 : 0;
        if (number < 0)
            return;

        ReadOnlySpan<byte> name = view.GetText(1 + at);
        uint flags = isCreat ? LayersOf(view.GetUInt32(5)) : view.GetUInt32(2 + at);
        int deviceAt = type switch
        {
            EventType.OpenExit => 4,
            EventType.CreatExit => 3,
            EventType.Openat_2Exit => 5,
            _ => 6,
        };
        bool hasDirectory = isRelative && view.TryGetInt64(1, out _);
        long directory = isRelative ? view.GetInt64(1) : CurrentDirectoryDescriptor;
        if (TryGetEnter(in view, thread, out Event enter) && !enter.GetText(at).SequenceEqual("<NA>"u8))
        {
            name = enter.GetText(at);
            if (!isCreat)
                flags = enter.GetUInt32(1 + at) | (flags & OpenFlag.AddedByExit);
            if (isRelative)
                hasDirectory = enter.TryGetInt64(0, out directory);
        }

        ReadOnlySpan<byte> parent = isRelative && !hasDirectory ? default
            : isRelative ? DirectoryOf(thread, name, directory)
            : CurrentDirectoryOf(thread);
        AddFile(thread, number, parent, name, flags, view.GetUInt32(deviceAt), view.GetUInt64(deviceAt + 1));
    }

    private void OpenByHandle(in Event view)
    {
        if (_thread is { } thread && view.GetInt64(0) is >= 0 and long number)
            AddFile(thread, number, default, view.GetText(3), view.GetUInt32(2), view.GetUInt32(4), view.GetUInt64(5));
    }

    private void AddFile(
        ThreadRecord thread, long number, ReadOnlySpan<byte> parent, ReadOnlySpan<byte> name, uint flags, uint device, ulong inode)
    {
        DescriptorRecord file =
            RentDescriptor((flags & OpenFlag.Directory) != 0 ? DescriptorType.Directory : DescriptorType.FileV2);
        file.OpenFlags = flags;
        file.Device = device;
        file.Inode = inode;
        int length = PathText.Concatenate(parent, name, _path);
        file.SetNames(_path.AsSpan(0, length), name);
        if (length > 0)
            MarkRenamed(file);
        if ((flags & OpenFlag.UpperLayer) != 0)
            file.Flags |= DescriptorFlags.OverlayUpper;
        if ((flags & OpenFlag.LowerLayer) != 0)
            file.Flags |= DescriptorFlags.OverlayLower;
        AddDescriptor(thread, number, file);
    }

    private static uint LayersOf(uint creatFlags) =>
        (creatFlags & OpenFlag.CreatUpperLayer) != 0 ? OpenFlag.UpperLayer
        : (creatFlags & OpenFlag.CreatLowerLayer) != 0 ? OpenFlag.LowerLayer
        : 0;

    private void ChangeDirectory(in Event view)
    {
        if (_thread is { } thread && Succeeded(in view))
            SetCurrentDirectory(thread, view.GetText(1));
    }

    private void ChangeDirectoryByDescriptor(in Event view)
    {
        if (_thread is { } thread && _descriptor is { } descriptor && Succeeded(in view))
            SetCurrentDirectory(thread, descriptor.Name);
    }

    /// <summary>Sets the directory of a process; a relative path starts from what the thread itself knows.</summary>
    private void SetCurrentDirectory(ThreadRecord thread, ReadOnlySpan<byte> path)
    {
        if (MainThreadOf(thread) is not { } main)
            return;
        int length = PathText.Concatenate(thread.CurrentDirectory, path, _path);
        bool needsSlash = length == 0 || _path[length - 1] != (byte)'/';
        Span<byte> directory = main.CurrentDirectoryBuffer.Prepare(length + (needsSlash ? 1 : 0));
        _path.AsSpan(0, length).CopyTo(directory);
        if (needsSlash)
            directory[length] = (byte)'/';
        Touch(main);
    }

    private void ChangeRoot(in Event view)
    {
        if (_thread is not { } thread || view.GetInt64(0, -1) != 0)
            return;
        ReadOnlySpan<byte> path = view.GetText(1);
        if (path.IsEmpty || PathText.IsAbsolute(path) || path.SequenceEqual("<NA>"u8))
        {
            thread.RootBuffer.Set(path);
        }
        else
        {
            int length = PathText.Concatenate(CurrentDirectoryOf(thread), path, _path);
            thread.RootBuffer.Set(length > 0 ? _path.AsSpan(0, length) : path);
        }

        Touch(thread);
    }
}
