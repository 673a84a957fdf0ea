namespace Falco.Drivers.Native.Procfs;

/// <summary>Paths of control groups as a reader in a control group namespace sees them: relative to the root of that namespace.</summary>
internal static class ControlGroupPath
{
    private static ReadOnlySpan<byte> Upwards => "/.."u8;

    /// <summary>Makes the absolute path.</summary>
    /// <param name="root">The absolute path of the namespace's root, without a slash at its end; empty for the root of all.</param>
    /// <param name="path">The path in the namespace; groups outside of it begin with <c>/..</c> components.</param>
    /// <param name="absolute">Room for both.</param>
    /// <returns>The length; -1 if the path is too long.</returns>
    /// <remarks>
    /// A path that leads above what is known of the root begins at the top: where it really is cannot be told then, but its last part names
    /// the container all the same.
    /// </remarks>
    public static int Join(ReadOnlySpan<byte> root, ReadOnlySpan<byte> path, Span<byte> absolute)
    {
        while (StartsWithUpwards(path))
        {
            root = root[..Math.Max(root.LastIndexOf((byte)'/'), 0)];
            path = path[Upwards.Length..];
        }

        // The namespace's own root is a single slash.
        if (path.SequenceEqual("/"u8) && !root.IsEmpty)
            path = default;
        if (path.IsEmpty && root.IsEmpty)
            path = "/"u8;
        if (root.Length + path.Length > absolute.Length)
            return -1;
        root.CopyTo(absolute);
        path.CopyTo(absolute[root.Length..]);
        return root.Length + path.Length;
    }

    private static bool StartsWithUpwards(ReadOnlySpan<byte> path) =>
        path.StartsWith(Upwards) && (path.Length == Upwards.Length || path[Upwards.Length] == (byte)'/');
}
