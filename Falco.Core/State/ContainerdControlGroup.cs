namespace Falco.Core.State;

/// <summary>Control groups of containers that were started through containerd's own interface: <c>/NAMESPACE/ID</c>.</summary>
internal static class ContainerdControlGroup
{
    /// <summary>The id, cut to twelve characters; containerd lets people choose it.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> path)
    {
        // Services, slices and scopes of the host's init have paths of the same form.
        if (path.EndsWith(".service"u8) || path.EndsWith(".slice"u8) || path.EndsWith(".scope"u8))
            return default;
        ReadOnlySpan<byte> rest = path;
        while (true)
        {
            int start = rest.IndexOf((byte)'/');
            if (start < 0)
                return default;
            rest = rest[(start + 1)..];
            int end = rest.IndexOf((byte)'/');
            if (end < 0)
                return default;
            if (IsNamespace(rest[..end]))
                return Shorten(rest[(end + 1)..]);
        }
    }

    private static ReadOnlySpan<byte> Shorten(ReadOnlySpan<byte> id)
    {
        // What follows is a group within the container.
        int end = id.IndexOf((byte)'/');
        if (end >= 0)
            id = id[..end];
        return id.Length is > 0 and <= RuncControlGroup.IdLength ? id[..Math.Min(id.Length, ContainerRecord.ShortIdLength)] : default;
    }

    /// <summary>Letters and digits, with single separators between them.</summary>
    private static bool IsNamespace(ReadOnlySpan<byte> name)
    {
        bool mayEnd = false;
        foreach (byte character in name)
        {
            bool isSeparator = character is (byte)'.' or (byte)'_' or (byte)'-';
            if (isSeparator ? !mayEnd : !char.IsAsciiLetterOrDigit((char)character))
                return false;
            mayEnd = !isSeparator;
        }

        return mayEnd;
    }
}
