using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Falco.AspNetCore.Responses;

/// <summary>Counts the bytes of a response's body on their way to the server, and changes nothing else.</summary>
/// <remarks>
/// Made for one response and never used again: an application that keeps the body's stream beyond its response, which is an error, must
/// not reach another's.
/// </remarks>
internal sealed class CountingBody(IHttpResponseBodyFeature inner) : IHttpResponseBodyFeature
{
    private CountingStream? _stream;
    private CountingWriter? _writer;
    private long _written;

    /// <summary>The bytes so far.</summary>
    public long Written => Volatile.Read(ref _written);

    public Stream Stream => _stream ??= new CountingStream(inner.Stream, this);

    public PipeWriter Writer => _writer ??= new CountingWriter(inner.Writer, this);

    /// <summary>Counts bytes that were given to the server.</summary>
    public void Count(long bytes) => Interlocked.Add(ref _written, bytes);

    public void DisableBuffering() => inner.DisableBuffering();

    public Task StartAsync(CancellationToken cancellationToken = default) => inner.StartAsync(cancellationToken);

    public Task CompleteAsync() => inner.CompleteAsync();

    public async Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        await inner.SendFileAsync(path, offset, count, cancellationToken).ConfigureAwait(false);
        Count(count ?? Math.Max(0, new FileInfo(path).Length - offset));
    }
}
