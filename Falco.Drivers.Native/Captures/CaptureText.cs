namespace Falco.Drivers.Native.Captures;

/// <summary>How captures write text.</summary>
internal static class CaptureText
{
    /// <summary>The longest path, host name or name of a thread.</summary>
    public const int MaxPath = 1024;

    /// <summary>The longest argument list, environment or list of control groups.</summary>
    public const int MaxList = 4096;

    /// <summary>The longest name, home directory or shell of a user.</summary>
    public const int MaxUserText = 255;

    public static ReadOnlySpan<byte> UpToNul(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf((byte)0);
        return end < 0 ? text : text[..end];
    }
}
