using System.IO.Compression;

namespace Falco.Drivers.Native.Captures;

/// <summary>What a stream gives: as it is, or inflated if it begins as gzip does. The stream stays open.</summary>
internal sealed class CaptureContent : IDisposable
{
    /// <summary>So many bytes, if there are as many, have to be read before it is known what the stream is.</summary>
    public const int StartLength = 2;

    private readonly PrefixedStream _whole;
    private readonly GZipStream? _inflated;

    /// <param name="start">The first bytes, already taken from the stream.</param>
    /// <param name="rest">The stream.</param>
    public CaptureContent(ReadOnlyMemory<byte> start, Stream rest)
    {
        _whole = new PrefixedStream(start, rest);
        if (IsGzip(start.Span))
            _inflated = new GZipStream(_whole, CompressionMode.Decompress, leaveOpen: true);
    }

    /// <summary>The capture without compression.</summary>
    public Stream Bytes => (Stream?)_inflated ?? _whole;

    /// <summary>Whether these bytes begin a gzip member.</summary>
    public static bool IsGzip(ReadOnlySpan<byte> start) => start is [0x1F, 0x8B, ..];

    /// <summary>To be called once <see cref="Bytes"/> came to its end.</summary>
    /// <exception cref="InvalidDataException">The compressed data ends in the middle.</exception>
    public void RequireWhole() => Require(_inflated is null || GzipEnd.IsWhole(_inflated, _whole));

    /// <inheritdoc cref="RequireWhole"/>
    public async ValueTask RequireWholeAsync(CancellationToken cancel) =>
        Require(_inflated is null || await GzipEnd.IsWholeAsync(_inflated, _whole, cancel).ConfigureAwait(false));

    public void Dispose() => _inflated?.Dispose();

    private static void Require(bool isWhole)
    {
        if (!isWhole)
            throw new InvalidDataException("The compressed data ends in the middle.");
    }
}
