using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary>The directory that a relative path of an event starts from.</summary>
internal static class DirectoryText
{
    /// <summary>The schema's number for "the current directory" in place of a descriptor.</summary>
    public const long CurrentDirectory = -100;

    /// <summary>The directory with a trailing slash; nothing for an absolute path, <c>&lt;UNKNOWN&gt;</c> for an unknown descriptor.</summary>
    public static ReadOnlySpan<byte> Of(
        scoped in HostEvent view, ThreadRecord thread, long descriptor, scoped ReadOnlySpan<byte> path, FieldScratch scratch)
    {
        if (PathText.IsAbsolute(path))
            return default;
        if (descriptor == CurrentDirectory)
            return view.Host.CurrentDirectoryOf(thread);
        return view.Host.DescriptorsOf(thread)?.Find(descriptor) is { } directory
            ? WithSlash(directory.Name, scratch)
            : "<UNKNOWN>"u8;
    }

    /// <summary>A directory's name with its trailing slash; an empty name stays empty.</summary>
    public static ReadOnlySpan<byte> WithSlash(ReadOnlySpan<byte> name, FieldScratch scratch)
    {
        if (name.IsEmpty || name.EndsWith("/"u8))
            return name;
        Span<byte> room = scratch.Take(name.Length + 1);
        name.CopyTo(room);
        room[^1] = (byte)'/';
        return room;
    }
}
