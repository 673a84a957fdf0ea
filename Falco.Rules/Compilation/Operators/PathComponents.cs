namespace Falco.Rules.Compilation.Operators;

/// <summary>The components of paths, of which empty ones vanish.</summary>
internal static class PathComponents
{
    /// <summary>Takes the first component off a path; false if there is none.</summary>
    public static bool TryTake(ref ReadOnlySpan<byte> path, out ReadOnlySpan<byte> component)
    {
        path = path.TrimStart((byte)'/');
        int end = path.IndexOf((byte)'/');
        component = end < 0 ? path : path[..end];
        path = path[component.Length..];
        return !component.IsEmpty;
    }

    /// <summary>Whether a component of a constant stands for others.</summary>
    public static bool IsGlob(ReadOnlySpan<byte> component) => component.ContainsAny("?*["u8);
}
