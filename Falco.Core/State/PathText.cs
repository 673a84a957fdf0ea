namespace Falco.Core.State;

/// <summary>Joins a directory and a path and normalises the result as the reference does, which is not quite what a kernel does.</summary>
/// <remarks>
/// The directory is taken as it is and must end with a slash to count as one; only what <c>..</c> takes away is removed from it.
/// An absolute path, and an empty one, ignore the directory. Links are not followed.
/// </remarks>
internal static class PathText
{
    /// <summary>Room that a result needs at most; longer inputs give <see cref="TooLong"/>.</summary>
    public const int MaxLength = 1024;

    private const byte Slash = (byte)'/';

    /// <summary>Stands for a path that does not fit.</summary>
    public static ReadOnlySpan<byte> TooLong => "/DIR_TOO_LONG/FILENAME_TOO_LONG"u8;

    /// <summary>Whether a path begins at the root.</summary>
    public static bool IsAbsolute(ReadOnlySpan<byte> path) => path.Length > 0 && path[0] == Slash;

    /// <summary>Joins and normalises.</summary>
    /// <param name="directory">The directory, with its trailing slash.</param>
    /// <param name="path">The path, without a NUL.</param>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes that overlap neither input.</param>
    /// <returns>The length of the result.</returns>
    public static int Concatenate(ReadOnlySpan<byte> directory, ReadOnlySpan<byte> path, Span<byte> destination)
    {
        if (directory.Length + path.Length + 1 > MaxLength)
        {
            TooLong.CopyTo(destination);
            return TooLong.Length;
        }

        if (path.IsEmpty || path[0] == Slash)
            directory = default;
        directory.CopyTo(destination);
        int length = directory.Length;
        while (!path.IsEmpty)
        {
            bool isStart = length == 0 || destination[length - 1] == Slash;
            if (path[0] == Slash)
            {
                // A slash that meets the emptied directory of a relative path is not the root.
                if (!isStart || (length == 0 && directory.IsEmpty))
                    destination[length++] = Slash;
                path = path[1..];
                continue;
            }

            int end = path.IndexOf(Slash);
            ReadOnlySpan<byte> component = end < 0 ? path : path[..end];
            if (isStart && IsDots(component))
            {
                if (component.Length == 2)
                    length = WithoutLastComponent(destination[..length]);
                path = end < 0 ? default : path[(end + 1)..];
                continue;
            }

            component.CopyTo(destination[length..]);
            length += component.Length;
            path = path[component.Length..];
        }

        return length > 1 && destination[length - 1] == Slash ? length - 1 : length;
    }

    private static bool IsDots(ReadOnlySpan<byte> component) =>
        component[0] == (byte)'.' && (component.Length == 1 || (component.Length == 2 && component[1] == (byte)'.'));

    // The path ends with a slash, is empty, or is shorter than a component and its slash: then it stays.
    private static int WithoutLastComponent(ReadOnlySpan<byte> path) =>
        path.Length <= 1 ? path.Length : path[..^1].LastIndexOf(Slash) + 1;
}
