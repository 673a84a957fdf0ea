using System.Globalization;
using Falco.Core.Events;
using Falco.Core.State;
using Falco.Core.Streams;

namespace Falco.Drivers.Native.Captures;

/// <summary>
/// Records what a source delivers as a series of captures of bounded size, so that a machine can be recorded for as long as one likes and
/// the last files be kept. Each file can be replayed by itself: it begins with the tables as they were at its first event.
/// </summary>
/// <remarks>
/// <para>The files of the series <c>host.scap</c> are <c>host-000001.scap</c>, <c>host-000002.scap</c> and so on; files of these names that
/// exist are replaced, and files with higher numbers that an earlier series has left are not touched.</para>
/// <para>Use it like a <see cref="CaptureWriter"/>. It keeps a picture of the host of its own, for the tables.</para>
/// </remarks>
public sealed class CaptureSeries : IEventObserver, IDisposable
{
    private readonly string _path;
    private readonly CaptureSeriesOptions _options;
    private readonly HostState _host = new(HostStateOptions.Default with { DetectContainers = false });
    private readonly Queue<string> _files = [];
    private readonly TableObserver _tables;
    private CaptureWriter _writer;
    private long _begun;
    private long _eventsOfFile;
    private ulong _startOfFile;

    private CaptureSeries(string path, CaptureSeriesOptions options)
    {
        _path = path;
        _options = options;
        _tables = new TableObserver(this);
        _writer = Begin();
    }

    /// <inheritdoc/>
    public IHostTableObserver? Tables => _tables;

    /// <summary>The files that have been written and kept, the oldest first. Read it on the source's thread, or once that has ended.</summary>
    public IReadOnlyCollection<string> Files => _files;

    /// <summary>Events that were left out by the filter.</summary>
    public long OmittedEvents { get; private set; }

    /// <summary>What has been recorded in the current file.</summary>
    public CaptureWriterStatistics CurrentFile => _writer.Statistics;

    /// <summary>Begins a series.</summary>
    /// <param name="path">The path from which those of the files are made.</param>
    /// <param name="options">When to begin another file.</param>
    /// <exception cref="IOException">The first file cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The first file may not be created.</exception>
    public static CaptureSeries Create(string path, CaptureSeriesOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxFileBytes, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxFileEvents, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxFiles, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxFileDuration, TimeSpan.Zero, nameof(options));
        return new CaptureSeries(path, options);
    }

    /// <inheritdoc/>
    public void OnEvent(in Event view)
    {
        // The next file begins with the tables as they are before the event.
        if (_eventsOfFile > 0 && IsFull(view.Timestamp))
            Continue(view.Timestamp);
        HostEvent current = _host.Apply(in view);
        if (_options.Filter is not { } filter || (view.Flags & EventFlags.StateOnly) != 0 || (current.IsShown && filter(in current)))
            Write(in view);
        else if ((view.Info.Flags & EventTypeFlags.ModifiesState) != 0)
            WriteForState(in view);
        else
            OmittedEvents++;
    }

    /// <inheritdoc/>
    public void OnCompleted() => _writer.OnCompleted();

    /// <inheritdoc/>
    public void OnError(Exception error) => _writer.OnError(error);

    /// <summary>Completes the current file and closes it.</summary>
    /// <exception cref="IOException">As for <see cref="CaptureWriter.Dispose"/>.</exception>
    public void Dispose() => _writer.Dispose();

    private void WriteForState(in Event view)
    {
        Event.TryRead(view.Bytes, view.Cpu, view.Flags | EventFlags.StateOnly, out Event marked);
        Write(in marked);
    }

    private void Write(in Event view)
    {
        if (_eventsOfFile++ == 0)
            _startOfFile = view.Timestamp;
        _writer.OnEvent(in view);
    }

    private bool IsFull(ulong time) =>
        (_options.MaxFileEvents > 0 && _eventsOfFile >= _options.MaxFileEvents)
        || (_options.MaxFileDuration > TimeSpan.Zero && time > _startOfFile && time - _startOfFile >= _options.MaxFileDuration.TotalNanoseconds)
        || (_options.MaxFileBytes > 0 && _writer.Statistics.FileBytes >= _options.MaxFileBytes);

    // The former file is completed first: should the next one fail, nothing of what was recorded is lost.
    private void Continue(ulong time)
    {
        _writer.OnCompleted();
        _writer = Begin();
        _eventsOfFile = 0;
        _host.TellTables(_writer.Tables!);
        _host.TellContainers(_writer, time);
    }

    private CaptureWriter Begin()
    {
        string number = (++_begun).ToString("D6", CultureInfo.InvariantCulture);
        string name = $"{Path.GetFileNameWithoutExtension(_path)}-{number}{Path.GetExtension(_path)}";
        string file = Path.Combine(Path.GetDirectoryName(_path) ?? "", name);
        CaptureWriter writer = CaptureWriter.Create(file, _options.Writer);
        _files.Enqueue(file);
        while (_options.MaxFiles > 0 && _files.Count > _options.MaxFiles)
            File.Delete(_files.Dequeue());
        return writer;
    }

    private sealed class TableObserver(CaptureSeries series) : IHostTableObserver
    {
        private IHostTableObserver Written => series._writer.Tables!;

        public void OnSectionStarted()
        {
            series._host.OnSectionStarted();
            Written.OnSectionStarted();
        }

        public void OnMachine(in MachineEntry machine)
        {
            series._host.OnMachine(in machine);
            Written.OnMachine(in machine);
        }

        public void OnInterface(in InterfaceEntry entry)
        {
            series._host.OnInterface(in entry);
            Written.OnInterface(in entry);
        }

        public void OnUser(in UserEntry user)
        {
            series._host.OnUser(in user);
            Written.OnUser(in user);
        }

        public void OnGroup(in GroupEntry group)
        {
            series._host.OnGroup(in group);
            Written.OnGroup(in group);
        }

        public void OnThread(in ThreadEntry thread)
        {
            series._host.OnThread(in thread);
            Written.OnThread(in thread);
        }

        public void OnDescriptor(long threadId, in DescriptorEntry descriptor)
        {
            series._host.OnDescriptor(threadId, in descriptor);
            Written.OnDescriptor(threadId, in descriptor);
        }

        public void OnTablesCompleted()
        {
            series._host.OnTablesCompleted();
            Written.OnTablesCompleted();
        }
    }
}
