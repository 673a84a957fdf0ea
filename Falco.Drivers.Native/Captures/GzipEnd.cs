using System.IO.Compression;

namespace Falco.Drivers.Native.Captures;

/// <summary>Tells whether compressed data that came to its end was complete.</summary>
/// <remarks>
/// <see cref="GZipStream"/> ends in the same way after the last member and in the middle of one. What tells them apart is one more
/// member: it is inflated only if the one before it was complete. Nothing of it reaches the reader of the capture.
/// </remarks>
internal static class GzipEnd
{
    private static ReadOnlySpan<byte> Mark => "end of capture"u8;

    /// <summary>Whether the last member was complete.</summary>
    /// <param name="inflated">The stream, after it came to its end.</param>
    /// <param name="source">What it inflates.</param>
    public static bool IsWhole(Stream inflated, PrefixedStream source)
    {
        byte[] found = Append(source);
        try
        {
            return IsMark(found, inflated.ReadAtLeast(found, found.Length, throwOnEndOfStream: false), source);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>The same of a stream that is read without a thread that waits.</summary>
    /// <param name="inflated">The stream, after it came to its end.</param>
    /// <param name="source">What it inflates.</param>
    /// <param name="cancel">Stops the check.</param>
    public static async ValueTask<bool> IsWholeAsync(Stream inflated, PrefixedStream source, CancellationToken cancel)
    {
        byte[] found = Append(source);
        try
        {
            return IsMark(found, await inflated.ReadAtLeastAsync(found, found.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false), source);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static byte[] Append(PrefixedStream source)
    {
        source.Prepend(CompressMark());
        return new byte[Mark.Length];
    }

    // Whoever has bytes left that are no member asks for no more: padding behind the last member.
    private static bool IsMark(byte[] found, int length, PrefixedStream source) => source.IsUntouched || Mark.SequenceEqual(found.AsSpan(0, length));

    private static byte[] CompressMark()
    {
        using MemoryStream member = new();
        using (GZipStream gzip = new(member, CompressionLevel.NoCompression, leaveOpen: true))
            gzip.Write(Mark);
        return member.ToArray();
    }
}
