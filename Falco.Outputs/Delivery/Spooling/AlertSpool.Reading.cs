using System.Diagnostics.CodeAnalysis;
using Falco.Rules.Engine;

namespace Falco.Outputs.Delivery.Spooling;

internal sealed partial class AlertSpool
{
    private long _damaged;

    /// <summary>The next alert that was not read since the spool was opened.</summary>
    public bool TryRead([MaybeNullWhen(false)] out Alert alert)
    {
        lock (_gate)
        {
            while (!_isDisposed && _read < _next)
            {
                if (_reader is null && !OpenReader())
                    continue;
                if (!_reader!.TryRead(_read, out ulong sequence, out alert))
                {
                    FinishReader();
                    continue;
                }

                CountDamaged(sequence - _read);
                _read = sequence + 1;
                if (alert is not null)
                    return true;
                CountDamaged(1);
            }
        }

        alert = null;
        return false;
    }

    // The segment that holds the next alert, or the first one after a gap.
    private bool OpenReader(long from = 0)
    {
        int index = _segments.FindLastIndex(segment => segment.First <= _read);
        if (index < 0 || EndOf(index) <= _read)
            index++;
        if (index >= _segments.Count)
        {
            CountDamaged(_next - _read);
            _read = _next;
            return false;
        }

        try
        {
            _reader = new SegmentReader(_segments[index], from);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            CountDamaged(EndOf(index) - _read);
            _read = EndOf(index);
            return false;
        }
    }

    // Goes on where the segment has grown; else what is missing of it is lost.
    private void FinishReader()
    {
        SegmentReader reader = _reader!;
        SpoolSegment segment = reader.Segment;
        long end = reader.End;
        reader.Dispose();
        _reader = null;
        if (end < segment.Length && new FileInfo(segment.Path) is { Exists: true } file && file.Length > end)
        {
            OpenReader(end);
            return;
        }

        ulong last = EndOf(_segments.IndexOf(segment));
        if (last <= _read)
            return;
        CountDamaged(last - _read);
        _read = last;
    }

    private void CountDamaged(ulong count) => Interlocked.Add(ref _damaged, (long)count);
}
