using Falco.Core.Events;

namespace Falco.Core.State;

public sealed partial class HostState
{
    private const uint OpenDirectory = 0x400;
    private const uint OpenCreated = 0x4000;
    private const uint OpenUpperLayer = 0x8000;
    private const uint OpenLowerLayer = 0x10000;
    private const long CurrentDirectoryDescriptor = -100;

    private void ParseOpen(in Event view, EventType type, ThreadRecord thread)
    {
        (int nameIndex, int flagsIndex, int deviceIndex, int enterNameIndex) = type switch
        {
            EventType.OpenExit => (1, 2, 4, 0),
            EventType.CreatExit => (1, 5, 3, 0),
            EventType.Openat_2Exit => (2, 3, 5, 1),
            _ => (2, 3, 6, 1),
        };
        bool hasEnter = TryTakeEnterEvent(thread, type, out Event enter);
        long number = view.GetInt64(0, absent: -1);
        if (number < 0)
            return;

        ReadOnlySpan<byte> name = view.GetText(nameIndex);
        uint flags = view.GetUInt32(flagsIndex);
        long directory = enterNameIndex == 1 ? view.GetInt64(1, CurrentDirectoryDescriptor) : CurrentDirectoryDescriptor;
        if (type == EventType.CreatExit)
            flags = ((flags & 1) * OpenUpperLayer) | (((flags >> 1) & 1) * OpenLowerLayer);

        // What the kernel used was copied when the call began; the name at its end may have been changed by another thread.
        if (hasEnter && enter.TryGetText(enterNameIndex, out ReadOnlySpan<byte> passed) && !passed.SequenceEqual("<NA>"u8))
        {
            name = passed;
            if (type != EventType.CreatExit)
                flags = enter.GetUInt32(enterNameIndex + 1) | (flags & ~(OpenCreated - 1));
            if (enterNameIndex == 1)
                directory = enter.GetInt64(0, CurrentDirectoryDescriptor);
        }

        ReadOnlySpan<byte> baseDirectory = ResolveDirectory(thread, directory, name, out _);
        AddFile(in view, thread, number, baseDirectory, name, flags, deviceIndex);
    }

    private void ParseOpenByHandle(in Event view, ThreadRecord thread)
    {
        long number = view.GetInt64(0, absent: -1);
        if (number >= 0)
            AddFile(in view, thread, number, default, view.GetText(3), view.GetUInt32(2), 4);
    }

    private void AddFile(
        in Event view, ThreadRecord thread, long number, ReadOnlySpan<byte> directory, ReadOnlySpan<byte> name, uint flags, int deviceIndex)
    {
        // The directory may be the name of a record that is about to be reused.
        Span<byte> path = stackalloc byte[PathText.MaxLength];
        int length = PathText.Concatenate(directory, name, path);
        DescriptorType type = (flags & OpenDirectory) != 0 ? DescriptorType.Directory : DescriptorType.FileV2;
        if (AddDescriptor(thread, number, type) is not { } record)
            return;
        record.OpenFlags = flags;
        record.Device = view.GetUInt32(deviceIndex);
        record.Inode = view.GetUInt64(deviceIndex + 1);
        record.RawNameBuffer.Set(name);
        record.NameBuffer.Set(path[..length]);
        if ((flags & OpenUpperLayer) != 0)
            record.Flags |= DescriptorFlags.OverlayUpper;
        if ((flags & OpenLowerLayer) != 0)
            record.Flags |= DescriptorFlags.OverlayLower;
    }

    /// <summary>The directory that a relative path starts from, with a trailing slash.</summary>
    private ReadOnlySpan<byte> ResolveDirectory(ThreadRecord thread, long directory, ReadOnlySpan<byte> name, out bool isKnown)
    {
        isKnown = true;
        if (PathText.IsAbsolute(name))
            return default;
        if (directory == CurrentDirectoryDescriptor)
            return CurrentDirectoryOf(thread);
        if (DescriptorsOf(thread)?.Find(directory) is not { } record)
        {
            isKnown = false;
            return "<UNKNOWN>"u8;
        }

        SetDirectory(ref _directory, record.Name);
        return _directory.Span;
    }

    private TextBuffer _directory;
}
