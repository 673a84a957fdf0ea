using Falco.Rules.Engine;

namespace Falco.Outputs.Delivery.Spooling;

internal sealed partial class AlertSpool
{
    private long _removed;

    /// <summary>Appends alerts; when this returns, they are as safe as the options say.</summary>
    /// <returns>How many there was room for.</returns>
    /// <exception cref="IOException">The disk is full or failing; none was appended.</exception>
    public int Append(ReadOnlySpan<Alert> alerts)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            int total = 0;
            while (total < alerts.Length)
            {
                int count = Frame(alerts[total..]);
                if (count == 0)
                    break;
                try
                {
                    Write(count);
                }
                catch (IOException) when (total > 0)
                {
                    // The next call fails at once, and says so.
                    break;
                }

                total += count;
            }

            return total;
        }
    }

    // As many as there is room for, and as fit into the segment.
    private int Frame(ReadOnlySpan<Alert> alerts)
    {
        long room = _segmentBytes - (_open is null ? 0 : _segments[^1].Length);
        _frames.ResetWrittenCount();
        for (int i = 0; i < alerts.Length; i++)
        {
            if (_frames.WrittenCount >= room)
                return i;
            _alert.ResetWrittenCount();
            AlertCodec.Write(alerts[i], _alert);
            int length = SpoolRecord.HeaderBytes + _alert.WrittenCount;
            if (!MakeRoom(_frames.WrittenCount + length))
                return i;
            Span<byte> record = _frames.GetSpan(length)[..length];
            _alert.WrittenSpan.CopyTo(record[SpoolRecord.HeaderBytes..]);
            SpoolRecord.Seal(record, _next + (ulong)i);
            _frames.Advance(length);
        }

        return alerts.Length;
    }

    private bool MakeRoom(int added)
    {
        while (_bytes + added > _options.MaxBytes)
        {
            if (!_dropsOldest || _segments.Count == 0)
                return false;
            if (_segments.Count == 1)
                CloseSegment();
            ulong end = EndOf(0);
            if (end > _read)
            {
                Interlocked.Add(ref _removed, (long)(end - Math.Max(_read, _segments[0].First)));
                _read = end;
                _position.Move(end);
            }

            RemoveFirst();
        }

        return true;
    }

    private void Write(int count)
    {
        if (_open is null)
            OpenSegment();
        SpoolSegment segment = _segments[^1];
        try
        {
            RandomAccess.Write(_open!, _frames.WrittenSpan, segment.Length);
            if (_options.Flush == SpoolFlush.EachAppend)
                RandomAccess.FlushToDisk(_open!);
        }
        catch (IOException)
        {
            TakeBack(segment);
            throw;
        }

        segment.Length += _frames.WrittenCount;
        _bytes += _frames.WrittenCount;
        _next += (ulong)count;
        Appended += count;
        if (segment.Length >= _segmentBytes)
            CloseSegment();
    }

    private void OpenSegment()
    {
        var segment = new SpoolSegment(_options.Folder, _next);
        _open = File.OpenHandle(segment.Path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        _segments.Add(segment);
        if (_options.Flush != SpoolFlush.BySystem)
            FolderFlush.Flush(_options.Folder);
    }

    // What was written in part would stand before the next record; a reader would find its way past it, but count a loss that was none.
    private void TakeBack(SpoolSegment segment)
    {
        try
        {
            RandomAccess.SetLength(_open!, segment.Length);
        }
        catch (IOException)
        {
            // The segment ends here as far as this process is concerned.
        }

        CloseSegment();
        if (segment.Length == 0)
        {
            File.Delete(segment.Path);
            _segments.Remove(segment);
        }
    }

    private void CloseSegment()
    {
        if (_open is null)
            return;
        if (_options.Flush == SpoolFlush.EachSegment)
            RandomAccess.FlushToDisk(_open);
        _open.Dispose();
        _open = null;
    }
}
