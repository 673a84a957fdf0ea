using System.Buffers;
using Falco.Outputs.Rendering;

namespace Falco.Outputs.Sinks;

/// <summary>Appends each alert as a line to a file, or to a device or a named pipe.</summary>
/// <remarks>A delivery is all or nothing: lines of one that fails half-way, as on a full disk, are taken back.</remarks>
public sealed class FileSink : IReopenableSink, IDisposable
{
    // As StreamSink: more would only delay the first of the alerts.
    private const int BufferedBytes = 64 * 1024;

    private readonly FileSinkOptions _options;
    private readonly AlertLayout _layout;
    private readonly FileRotation? _rotation;
    private readonly ArrayBufferWriter<byte> _lines = new(4096);
    private FileStream? _file;
    private volatile bool _mustReopen;

    /// <summary>Makes a sink; the file is opened with the first delivery.</summary>
    /// <param name="options">The file.</param>
    /// <param name="layout">How alerts are laid out.</param>
    public FileSink(FileSinkOptions options, AlertLayout layout)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(layout);
        _options = options;
        _layout = layout;
        _rotation = options.RotateAt is { } size ? new FileRotation(options.Path, size, options.KeptFiles) : null;
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be opened or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public ValueTask WriteAsync(AlertBatch batch, CancellationToken cancellationToken)
    {
        int waiting = _lines.WrittenCount;
        for (int i = 0; i < batch.Count; i++)
        {
            _layout.Write(batch.Alerts[i], _lines);
            _lines.Write("\n"u8);
        }

        bool mayWait = _options is { IsBuffered: true, KeepOpen: true } && _lines.WrittenCount < BufferedBytes;
        if (!mayWait)
            WriteLines(waiting);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void Reopen() => _mustReopen = true;

    /// <summary>Writes the lines that wait and closes the file.</summary>
    public void Dispose()
    {
        if (_lines.WrittenCount > 0)
            WriteLines(_lines.WrittenCount);
        Close();
    }

    /// <param name="kept">Bytes of earlier deliveries, which count as done: they wait for the next attempt if this one fails.</param>
    private void WriteLines(int kept)
    {
        try
        {
            FileStream file = Open();
            Append(file);
            if (_options.Flush)
                file.Flush(flushToDisk: true);
            _lines.ResetWrittenCount();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Keep(kept);
            Close();
            throw;
        }

        if (!_options.KeepOpen)
            Close();
    }

    private FileStream Open()
    {
        if (_mustReopen)
        {
            _mustReopen = false;
            Close();
        }

        if (_rotation?.IsDue(_file, _lines.WrittenCount) == true)
        {
            Close();
            _rotation.Rotate();
        }

        return _file ??= new FileStream(_options.Path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    }

    private void Append(FileStream file)
    {
        if (!file.CanSeek)
        {
            file.Write(_lines.WrittenSpan);
            return;
        }

        long start = RandomAccess.GetLength(file.SafeFileHandle);
        try
        {
            file.Write(_lines.WrittenSpan);
        }
        catch (IOException)
        {
            // Else the next attempt would follow on half a line.
            RandomAccess.SetLength(file.SafeFileHandle, start);
            throw;
        }
    }

    private void Keep(int bytes)
    {
        byte[] kept = _lines.WrittenSpan[..bytes].ToArray();
        _lines.ResetWrittenCount();
        _lines.Write(kept);
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}
