namespace Falco.Core.State;

/// <summary>Finds the id of a container in the control groups of a thread, by the paths that container runtimes choose.</summary>
internal static class ContainerIdText
{
    private const int FullLength = 64;
    private const int ShortLength = 12;

    /// <summary>The short id, a part of the text of the control groups.</summary>
    /// <param name="groups">Entries <c>subsystem=path</c>, each ended by a NUL.</param>
    /// <param name="id">The id.</param>
    public static bool TryFind(ReadOnlySpan<byte> groups, out ReadOnlySpan<byte> id)
    {
        foreach (ReadOnlySpan<byte> entry in new Events.StringRun(groups))
        {
            int equals = entry.IndexOf((byte)'=');
            ReadOnlySpan<byte> path = entry[(equals + 1)..];
            if (path.Length > 1 && TryFindInPath(path, out id))
                return true;
        }

        id = default;
        return false;
    }

    // In the order in which the runtimes are asked; the first that fits decides.
    private static bool TryFindInPath(ReadOnlySpan<byte> path, out ReadOnlySpan<byte> id) =>
        TryHash(path, "/libpod-"u8, ".scope"u8, out id)
        || TryHash(path, "/libpod-"u8, ".scope/container"u8, out id)
        || TryHash(path, "/libpod-"u8, default, out id)
        || TryHash(path, "/libpod-payload-"u8, ".scope"u8, out id)
        || TryHash(path, "/libpod-payload-"u8, ".scope/container"u8, out id)
        || TryHash(path, "/libpod-payload-"u8, default, out id)
        || TryHash(path, "/"u8, default, out id)
        || TryHash(path, "/docker-"u8, ".scope"u8, out id)
        || TryHash(path, "/crio-"u8, default, out id)
        || TryHash(path, "/cri-containerd-"u8, ".scope"u8, out id)
        || TryHash(path, "/crio-"u8, ".scope"u8, out id)
        || TryHash(path, ":cri-containerd:"u8, default, out id)
        || TryHash(path, "/nerdctl-"u8, ".scope"u8, out id)
        || TryLxc(path, out id)
        || TryLibvirt(path, out id);

    private static bool TryHash(ReadOnlySpan<byte> path, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> suffix, out ReadOnlySpan<byte> id)
    {
        id = default;
        int start = path.LastIndexOf(prefix);
        if (start < 0)
            return false;
        start += prefix.Length;
        int end = suffix.IsEmpty ? path.Length : path.LastIndexOf(suffix);
        if (end - start != FullLength || path[start..end].ContainsAnyExcept(HexDigits))
            return false;
        id = path.Slice(start, ShortLength);
        return true;
    }

    private static bool TryLxc(ReadOnlySpan<byte> path, out ReadOnlySpan<byte> id) =>
        TryComponent(path, "/lxc/"u8, out id) || TryComponent(path, "/lxc.payload/"u8, out id) || TryComponent(path, "/lxc.payload."u8, out id);

    private static bool TryLibvirt(ReadOnlySpan<byte> path, out ReadOnlySpan<byte> id)
    {
        id = default;
        if (path.EndsWith(".libvirt-lxc"u8))
        {
            ReadOnlySpan<byte> name = path[..^12];
            id = name[(name.LastIndexOf((byte)'/') + 1)..];
            return !id.IsEmpty;
        }

        int marker = path.IndexOf("-lxc\\x2"u8);
        int end = path.LastIndexOf(".scope"u8);
        if (marker >= 0 && end > marker + 8)
        {
            id = path[(marker + 8)..end];
            return true;
        }

        int start = path.IndexOf("/libvirt/lxc/"u8);
        if (start < 0)
            return false;
        id = path[(start + 13)..];
        return !id.IsEmpty;
    }

    private static bool TryComponent(ReadOnlySpan<byte> path, ReadOnlySpan<byte> prefix, out ReadOnlySpan<byte> id)
    {
        id = default;
        int start = path.IndexOf(prefix);
        if (start < 0)
            return false;
        ReadOnlySpan<byte> rest = path[(start + prefix.Length)..];
        int end = rest.IndexOf((byte)'/');
        id = end < 0 ? rest : rest[..end];
        return !id.IsEmpty;
    }

    private static readonly System.Buffers.SearchValues<byte> HexDigits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF"u8);
}
