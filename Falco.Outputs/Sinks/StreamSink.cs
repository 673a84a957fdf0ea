using System.Buffers;
using Falco.Outputs.Rendering;
using Falco.Rules.Engine;

namespace Falco.Outputs.Sinks;

/// <summary>Writes each alert as a line to a stream: standard output, a pipe, a file that is open.</summary>
public sealed class StreamSink : IAlertSink, IDisposable
{
    // Enough for a few hundred alerts; more would only delay the first of them.
    private const int BufferedBytes = 64 * 1024;

    private readonly Stream _output;
    private readonly AlertLayout _layout;
    private readonly bool _isBuffered;
    private readonly bool _leaveOpen;
    private readonly ArrayBufferWriter<byte> _lines = new(4096);

    /// <summary>Makes a sink.</summary>
    /// <param name="output">Where the lines go.</param>
    /// <param name="layout">How an alert is laid out.</param>
    /// <param name="isBuffered">
    /// Whether lines may wait for others (<c>buffered_outputs</c>); if not, all have been written when a delivery is done.
    /// </param>
    /// <param name="leaveOpen">Whether the stream stays open when the sink is disposed.</param>
    public StreamSink(Stream output, AlertLayout layout, bool isBuffered = false, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(layout);
        _output = output;
        _layout = layout;
        _isBuffered = isBuffered;
        _leaveOpen = leaveOpen;
    }

    /// <summary>A sink that writes to the standard output of the process, which stays open.</summary>
    public static StreamSink Console(AlertLayout layout, bool isBuffered = false) =>
        new(System.Console.OpenStandardOutput(), layout, isBuffered, leaveOpen: true);

    /// <inheritdoc/>
    public async ValueTask WriteAsync(AlertBatch batch, CancellationToken cancellationToken)
    {
        for (int i = 0; i < batch.Count; i++)
            Append(batch.Alerts[i]);

        if (!_isBuffered || _lines.WrittenCount >= BufferedBytes)
            await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes one alert on the calling thread.</summary>
    public void Write(Alert alert)
    {
        Append(alert);
        if (!_isBuffered || _lines.WrittenCount >= BufferedBytes)
            Flush();
    }

    /// <summary>Writes the lines that wait.</summary>
    public void Flush()
    {
        _output.Write(_lines.WrittenSpan);
        _lines.ResetWrittenCount();
        _output.Flush();
    }

    /// <summary>Writes the lines that wait.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken = default)
    {
        await _output.WriteAsync(_lines.WrittenMemory, cancellationToken).ConfigureAwait(false);
        _lines.ResetWrittenCount();
        await _output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Flush();
        if (!_leaveOpen)
            _output.Dispose();
    }

    private void Append(Alert alert)
    {
        _layout.Write(alert, _lines);
        _lines.Write("\n"u8);
    }
}
