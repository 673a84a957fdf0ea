namespace Falco.Drivers.Native.Procfs;

/// <summary>Reads files line by line, one at a time, in a buffer of a fixed size; of a longer line it gives the beginning.</summary>
internal sealed class LineReader(int size) : IDisposable
{
    private readonly byte[] _buffer = new byte[size];
    private int _descriptor = -1;
    private int _start;
    private int _end;
    private bool _isInsideLongLine;

    /// <summary>Begins to read a file; ends the one before.</summary>
    /// <returns>0 or a negated error number.</returns>
    public int Open(ProcDirectory directory, ReadOnlySpan<byte> name)
    {
        Dispose();
        _descriptor = directory.OpenFile(name);
        return Math.Min(_descriptor, 0);
    }

    /// <summary>Moves to the next line.</summary>
    /// <param name="line">The line without its end; valid until the next call.</param>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            ReadOnlySpan<byte> rest = _buffer.AsSpan(_start.._end);
            int length = rest.IndexOf((byte)'\n');
            if (length >= 0)
            {
                line = rest[..length];
                _start += length + 1;
                if (!_isInsideLongLine)
                    return true;
                _isInsideLongLine = false;
                continue;
            }

            if (rest.Length == _buffer.Length)
            {
                _start = _end;
                line = rest;
                if (_isInsideLongLine)
                    continue;
                _isInsideLongLine = true;
                return true;
            }

            if (Fill())
                continue;

            // The last line may lack its end.
            line = _buffer.AsSpan(_start.._end);
            _start = _end;
            return !line.IsEmpty && !_isInsideLongLine;
        }
    }

    public void Dispose()
    {
        if (_descriptor >= 0)
            _ = FileCalls.Close(_descriptor);
        _descriptor = -1;
        _start = _end = 0;
        _isInsideLongLine = false;
    }

    private bool Fill()
    {
        if (_descriptor < 0)
            return false;
        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        int count = FileCalls.Read(_descriptor, _buffer.AsSpan(_end));
        _end += Math.Max(count, 0);
        return count > 0;
    }
}
