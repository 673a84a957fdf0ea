namespace Falco.Core.State;

/// <summary>Control groups of LXC, by itself and by libvirt; people choose the names.</summary>
internal static class LxcControlGroup
{
    /// <summary>The name of a container of LXC.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> path)
    {
        ReadOnlySpan<byte> name = After(path, "/lxc/"u8);
        if (name.IsEmpty)
            name = After(path, "/lxc.payload/"u8);
        if (name.IsEmpty)
            name = After(path, "/lxc.payload."u8);
        int end = name.IndexOf((byte)'/');
        return end < 0 ? name : name[..end];
    }

    /// <summary>The name of a container of libvirt.</summary>
    public static ReadOnlySpan<byte> FindLibvirt(ReadOnlySpan<byte> path)
    {
        ReadOnlySpan<byte> mark = ".libvirt-lxc"u8;
        if (path.EndsWith(mark))
        {
            ReadOnlySpan<byte> rest = path[..^mark.Length];
            return rest[(rest.LastIndexOf((byte)'/') + 1)..];
        }

        ReadOnlySpan<byte> scope = path;
        if (scope.EndsWith("/libvirt"u8))
            scope = scope[..^"/libvirt"u8.Length];
        ReadOnlySpan<byte> name = After(scope, "-lxc\\x2"u8);
        if (name.Length > ".scope"u8.Length && scope.EndsWith(".scope"u8))
        {
            // The mark lacks the last digit of an escaped hyphen.
            return name[1..^".scope"u8.Length];
        }

        return After(path, "/libvirt/lxc/"u8);
    }

    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> path, ReadOnlySpan<byte> mark)
    {
        int start = path.IndexOf(mark);
        return start < 0 ? default : path[(start + mark.Length)..];
    }
}
