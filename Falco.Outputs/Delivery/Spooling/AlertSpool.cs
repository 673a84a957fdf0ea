using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Falco.Outputs.Delivery.Spooling;

/// <summary>
/// Alerts on disk, numbered, in segments that are only appended to. One thread appends, one reads and confirms; a lock keeps them apart.
/// </summary>
internal sealed partial class AlertSpool : IDisposable
{
    private const long LeastSegmentBytes = 4096;

    private readonly SpoolOptions _options;
    private readonly bool _dropsOldest;
    private readonly long _segmentBytes;
    private readonly Lock _gate = new();
    private readonly SpoolPosition _position;
    private readonly List<SpoolSegment> _segments;
    private readonly ArrayBufferWriter<byte> _alert = new(1024);
    private readonly ArrayBufferWriter<byte> _frames = new(64 * 1024);

    // The segment that is appended to is the last; without a handle, the next append begins another.
    private SafeFileHandle? _open;
    private SegmentReader? _reader;
    private long _bytes;
    private ulong _next;
    private ulong _read;
    private bool _isDisposed;

    /// <summary>Opens a spool and finds what an earlier process left.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="dropsOldest">Whether the oldest alerts make room for new ones when the spool is full.</param>
    /// <exception cref="IOException">The folder cannot be used, or another process uses it.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be used.</exception>
    public AlertSpool(SpoolOptions options, bool dropsOldest)
    {
        _options = options;
        _dropsOldest = dropsOldest;
        _segmentBytes = Math.Max(LeastSegmentBytes, Math.Min(options.SegmentBytes, options.MaxBytes / 4));
        Directory.CreateDirectory(options.Folder);
        _position = new SpoolPosition(Path.Combine(options.Folder, "position"));
        _segments = SpoolSegment.Find(options.Folder);
        _next = Math.Max(1, _position.Next);
        FindNext();
        foreach (SpoolSegment segment in _segments)
            _bytes += segment.Length;
        _read = _position.Next > 0 ? _position.Next : _segments.Count > 0 ? _segments[0].First : _next;
        Recovered = (long)(_next - _read);
    }

    /// <summary>Alerts that an earlier process had not delivered.</summary>
    public long Recovered { get; }

    /// <summary>Alerts that were appended since the spool was opened.</summary>
    public long Appended { get; private set; }

    /// <summary>Alerts that were not read yet.</summary>
    public long Count
    {
        get
        {
            lock (_gate)
                return (long)(_next - _read);
        }
    }

    /// <summary>Alerts that were lost since this was asked last, because their bytes had changed.</summary>
    public long TakeDamaged() => Interlocked.Exchange(ref _damaged, 0);

    /// <summary>Alerts that were removed unread since this was asked last, to make room.</summary>
    public long TakeRemoved() => Interlocked.Exchange(ref _removed, 0);

    /// <summary>Everything that was read has been dealt with.</summary>
    /// <exception cref="IOException">The position cannot be written.</exception>
    public void Confirm()
    {
        lock (_gate)
        {
            if (_isDisposed || _position.Next == _read)
                return;
            _position.Move(_read);
            while (_segments.Count > 0 && EndOf(0) <= _read && (_segments.Count > 1 || _open is null))
                RemoveFirst();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            CloseSegment();
            _reader?.Dispose();
            if (_options.Flush != SpoolFlush.BySystem)
                _position.Flush();
            _position.Dispose();
        }
    }

    // Never appends to what another process left: its end may be torn. A torn end counts as one alert.
    private void FindNext()
    {
        if (_segments.Count == 0)
            return;
        SpoolSegment last = _segments[^1];
        ulong after = last.First;
        using (var reader = new SegmentReader(last))
        {
            while (reader.TryRead(0, out ulong sequence, out _))
                after = sequence + 1;
            if (reader.HasRemainder || after == last.First)
                after++;
        }

        _next = Math.Max(_next, after);
    }

    private ulong EndOf(int segment) => segment + 1 < _segments.Count ? _segments[segment + 1].First : _next;

    private void RemoveFirst()
    {
        SpoolSegment segment = _segments[0];
        if (_reader?.Segment == segment)
        {
            _reader.Dispose();
            _reader = null;
        }

        File.Delete(segment.Path);
        _bytes -= segment.Length;
        _segments.RemoveAt(0);
    }
}
