namespace Falco.Core.State;

/// <summary>Finds the container in the paths of control groups: each runtime places its containers under names of its own.</summary>
/// <remarks>
/// containerd without a CRI is not among them: its paths have no mark of their own, and batch systems place ordinary processes under
/// paths of the same form.
/// </remarks>
internal static class ContainerIdMatcher
{
    private const int RuncIdLength = 64;
    private const int ShortIdLength = 12;

    /// <summary>What surrounds the ids of a runtime whose ids are 64 hexadecimal digits.</summary>
    private static readonly (byte[] Prefix, byte[] Suffix)[] RuncLayouts =
    [
        // podman
        Layout("/libpod-", ".scope"), Layout("/libpod-", ".scope/container"), Layout("/libpod-", ""),
        Layout("/libpod-payload-", ".scope"), Layout("/libpod-payload-", ".scope/container"), Layout("/libpod-payload-", ""),

        // docker
        Layout("/", ""), Layout("/docker-", ".scope"),

        // CRI runtimes
        Layout("/crio-", ""), Layout("/cri-containerd-", ".scope"), Layout("/crio-", ".scope"), Layout(":cri-containerd:", ""),
        Layout("/docker-", ".scope"), Layout("/nerdctl-", ".scope"),
    ];

    /// <summary>The short id of the container, or nothing.</summary>
    /// <param name="controlGroups"><c>subsystem=path</c> strings, each ended by a NUL.</param>
    public static byte[] Match(ReadOnlySpan<byte> controlGroups)
    {
        while (!controlGroups.IsEmpty)
        {
            int end = controlGroups.IndexOf((byte)0);
            ReadOnlySpan<byte> path = controlGroups[..end];
            path = path[(path.IndexOf((byte)'=') + 1)..];
            ReadOnlySpan<byte> id = MatchPath(path);
            if (!id.IsEmpty)
                return id.ToArray();
            controlGroups = controlGroups[(end + 1)..];
        }

        return [];
    }

    private static ReadOnlySpan<byte> MatchPath(ReadOnlySpan<byte> path)
    {
        foreach ((byte[] prefix, byte[] suffix) in RuncLayouts)
        {
            if (Between(path, prefix, suffix) is { Length: RuncIdLength } id && IsHexadecimal(id))
                return id[..ShortIdLength];
        }

        ReadOnlySpan<byte> found = MatchLxc(path);
        if (found.IsEmpty)
            found = MatchLibvirt(path);
        return found.IsEmpty ? MatchBpm(path) : found;
    }

    private static ReadOnlySpan<byte> MatchLxc(ReadOnlySpan<byte> path)
    {
        ReadOnlySpan<byte> id = After(path, "/lxc.payload."u8);
        if (id.IsEmpty)
            id = After(path, "/lxc.payload/"u8);
        if (id.IsEmpty)
            id = After(path, "/lxc/"u8);
        int end = id.IndexOf((byte)'/');
        return end < 0 ? id : id[..end];
    }

    private static ReadOnlySpan<byte> MatchLibvirt(ReadOnlySpan<byte> path)
    {
        ReadOnlySpan<byte> mark = ".libvirt-lxc"u8;
        if (path.EndsWith(mark))
        {
            ReadOnlySpan<byte> rest = path[..^mark.Length];
            return rest[(rest.LastIndexOf((byte)'/') + 1)..];
        }

        ReadOnlySpan<byte> id = Between(path, "-lxc\\x2"u8, ".scope"u8);
        if (id.IsEmpty)
            id = Between(path, "-lxc\\x2"u8, ".scope/libvirt"u8);
        return id.IsEmpty ? After(path, "/libvirt/lxc/"u8) : id[1..];
    }

    private static ReadOnlySpan<byte> MatchBpm(ReadOnlySpan<byte> path)
    {
        ReadOnlySpan<byte> id = Between(path, "bpm-"u8, ".scope"u8);
        if (id.IsEmpty)
            id = After(path, "bpm-"u8);
        return IsName(id) ? id : default;
    }

    /// <summary>What stands between the last occurrences of a prefix and of a suffix; an empty suffix is the end.</summary>
    private static ReadOnlySpan<byte> Between(ReadOnlySpan<byte> path, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> suffix)
    {
        int start = path.LastIndexOf(prefix);
        if (start < 0)
            return default;
        start += prefix.Length;
        int end = suffix.IsEmpty ? path.Length : path.LastIndexOf(suffix);
        return end > start ? path[start..end] : default;
    }

    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> path, ReadOnlySpan<byte> prefix) => Between(path, prefix, default);

    private static bool IsHexadecimal(ReadOnlySpan<byte> id)
    {
        foreach (byte digit in id)
        {
            if (!char.IsAsciiHexDigit((char)digit))
                return false;
        }

        return true;
    }

    private static bool IsName(ReadOnlySpan<byte> id)
    {
        foreach (byte character in id)
        {
            if (!char.IsAsciiLetterOrDigit((char)character) && character is not ((byte)'.' or (byte)'_' or (byte)'-'))
                return false;
        }

        return true;
    }

    private static (byte[] Prefix, byte[] Suffix) Layout(string prefix, string suffix) =>
        (System.Text.Encoding.ASCII.GetBytes(prefix), System.Text.Encoding.ASCII.GetBytes(suffix));
}
