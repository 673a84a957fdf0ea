using System.Buffers;
using Falco.Rules.Engine;

namespace Falco.Outputs.Delivery.Spooling;

/// <summary>Reads the alerts of a segment in order and finds its way past bytes that have changed.</summary>
internal sealed class SegmentReader : IDisposable
{
    private readonly byte[] _bytes;
    private readonly long _start;
    private readonly int _length;
    private int _at;

    /// <summary>Reads a whole segment, whose size is bounded, into memory.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public SegmentReader(SpoolSegment segment, long from = 0)
    {
        Segment = segment;
        _start = from;
        int wanted = checked((int)Math.Max(0, segment.Length - from));
        _bytes = ArrayPool<byte>.Shared.Rent(wanted);
        using var file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        while (_length < wanted)
        {
            int read = RandomAccess.Read(file, _bytes.AsSpan(_length, wanted - _length), from + _length);
            if (read == 0)
                break;
            _length += read;
        }
    }

    public SpoolSegment Segment { get; }

    /// <summary>Where in the file that ends which was read.</summary>
    public long End => _start + _length;

    /// <summary>Whether there are bytes after the last record that was found.</summary>
    public bool HasRemainder => _at < _length;

    /// <summary>The next sound record with at least a certain number.</summary>
    /// <param name="least">Records with smaller numbers have been dealt with.</param>
    /// <param name="sequence">The record's number.</param>
    /// <param name="alert">The alert, or <see langword="null"/> if the record is sound but no alert that this version can read.</param>
    public bool TryRead(ulong least, out ulong sequence, out Alert? alert)
    {
        ulong most = (ulong)Segment.Length / SpoolRecord.HeaderBytes;
        for (int at = _at; at <= _length - SpoolRecord.HeaderBytes;)
        {
            int length = SpoolRecord.Measure(_bytes.AsSpan(at, _length - at), Segment.First, most, out sequence);
            if (length == 0)
            {
                at++;
                continue;
            }

            _at = at + length;
            if (sequence >= least)
            {
                alert = new AlertDecoder(_bytes.AsSpan(at + SpoolRecord.HeaderBytes, length - SpoolRecord.HeaderBytes)).Read();
                return true;
            }

            at = _at;
        }

        sequence = 0;
        alert = null;
        return false;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);
}
