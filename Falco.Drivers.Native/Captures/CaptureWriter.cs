using System.Runtime.ExceptionServices;
using Falco.Core.Streams;

namespace Falco.Drivers.Native.Captures;

/// <summary>
/// Records what a source delivers, tables and events, as a capture (<c>.scap</c>) that <see cref="CaptureReader"/> and other readers of the
/// format can replay.
/// </summary>
/// <remarks>
/// <para>Subscribe it to one source before that runs, and dispose it afterwards. The file is complete when the source has ended or the writer
/// is disposed, which may be done from any thread and at any time; from then on events are ignored.</para>
/// <para>If the file cannot be written, the recording ends and the source goes on; see <see cref="CaptureWriterOptions.OnError"/>. A plain
/// file then ends with a whole block.</para>
/// <para>A capture tells what a machine does: arguments, environments, parts of what is read and written. Files are created so that
/// only their owner can read them.</para>
/// </remarks>
public sealed partial class CaptureWriter : IEventObserver, IDisposable
{
    private readonly CaptureWriterOptions _options;
    private readonly CaptureOutput _output;
    private readonly BlockBuffer _blocks;
    private readonly SectionTables _tables = new();
    private readonly TableObserver _tableObserver;

    // Guards everything below and the buffers: who disposes the writer may be another thread than the source's.
    private readonly Lock _gate = new();
    private bool _isClosed;
    private Stage _stage;
    private int _sections;
    private CaptureWriterStatistics _handedOver;

    private CaptureWriter(Stream target, bool leaveOpen, CaptureWriterOptions options)
    {
        _options = options;
        _output = new CaptureOutput(target, leaveOpen, options.Compression);
        _blocks = new BlockBuffer(options.BufferSize);
        _tableObserver = new TableObserver(this);
    }

    // How far the section is that is being written.
    private enum Stage
    {
        None,
        Tables,
        Events,
    }

    /// <inheritdoc/>
    public IHostTableObserver? Tables => _tableObserver;

    /// <summary>What has been recorded so far. May be read from any thread.</summary>
    public CaptureWriterStatistics Statistics
    {
        get
        {
            lock (_gate)
                return _isClosed ? _handedOver with { FileBytes = _output.Written } : Recorded;
        }
    }

    private CaptureWriterStatistics Recorded => new()
    {
        Events = _events,
        Sections = _sections,
        OmittedDescriptors = _tables.OmittedDescriptors,
        Bytes = _handedOver.Bytes + _blocks.Length,
        FileBytes = _options.Compression == CaptureCompression.None ? _handedOver.Bytes + _blocks.Length : _output.Written,
    };

    /// <summary>Creates a capture file; one that exists is replaced.</summary>
    /// <exception cref="IOException">The file cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be created.</exception>
    public static CaptureWriter Create(string path, CaptureWriterOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileStreamOptions file = new()
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            Share = FileShare.Read | FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new CaptureWriter(new FileStream(path, file), leaveOpen: false, options ?? CaptureWriterOptions.Default);
    }

    /// <summary>Writes a capture to a stream, from its current position on.</summary>
    /// <param name="stream">The stream; it need not be able to seek. It is written by the source's thread.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the writer is disposed.</param>
    /// <param name="options">How to write, or <see langword="null"/> for the defaults.</param>
    public static CaptureWriter Create(Stream stream, bool leaveOpen = false, CaptureWriterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanWrite)
            throw new ArgumentException("The stream cannot be written.", nameof(stream));
        return new CaptureWriter(stream, leaveOpen, options ?? CaptureWriterOptions.Default);
    }

    /// <summary>
    /// Hands everything recorded so far to the file, for instance so that a capture can be looked at while it is recorded. May be called
    /// from any thread.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written; the recording has ended.</exception>
    public void Flush()
    {
        lock (_gate)
        {
            if (_isClosed)
                return;
            try
            {
                WriteOut();
                _output.Flush();
            }
            catch
            {
                Release();
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public void OnCompleted()
    {
        if (Close() is { } failure)
            ExceptionDispatchInfo.Throw(failure);
    }

    /// <inheritdoc/>
    public void OnError(Exception error) => Tell(Close() ?? error);

    /// <summary>Completes the file and closes it.</summary>
    /// <exception cref="IOException">
    /// The file could not be completed, nobody has been told before, and there is no <see cref="CaptureWriterOptions.OnError"/>.
    /// </exception>
    public void Dispose()
    {
        if (Close() is { } failure)
            Tell(failure);
    }

    private void Tell(Exception failure)
    {
        // Thrown on, an error that nobody handles becomes the result of the run.
        if (_options.OnError is null)
            ExceptionDispatchInfo.Throw(failure);
        _options.OnError(failure);
    }

    // Completes the file, unless it has ended before. Returns why it could not be completed.
    private Exception? Close()
    {
        lock (_gate)
        {
            if (_isClosed)
                return null;
            try
            {
                if (_stage != Stage.Events)
                    StartEvents();
                WriteOut();
            }
            catch (Exception error)
            {
                Release();
                return error;
            }

            return Release();
        }
    }

    private void WriteOut()
    {
        if (_blocks.Length == 0)
            return;
        try
        {
            _output.Write(_blocks.Written);
        }
        catch
        {
            // What goes wrong at closing after that is its consequence.
            Release();
            throw;
        }

        _handedOver = Recorded;
        _blocks.Clear();
    }

    // Ends the recording and gives everything back. Returns what went wrong with the rest of the compressed data.
    private Exception? Release()
    {
        if (_isClosed)
            return null;
        _isClosed = true;
        _blocks.Dispose();
        _tables.Dispose();
        try
        {
            _output.Dispose();
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }
}
