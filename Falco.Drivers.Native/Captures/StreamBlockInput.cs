using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;

namespace Falco.Drivers.Native.Captures;

/// <summary>
/// A capture from a stream, plain or compressed. Another thread reads and inflates ahead into pooled segments; the window is a
/// segment in place, or a copy of the few blocks that lie across two.
/// </summary>
internal sealed class StreamBlockInput : BlockInput
{
    private static readonly TimeSpan PumpGrace = TimeSpan.FromSeconds(2);

    private readonly CaptureStreamPump _pump;
    private readonly Pipe _pipe;
    private readonly CancellationTokenSource _cancel = new();
    private byte[] _joined = [];
    private ReadOnlySequence<byte> _ahead;
    private int _windowOrigin;
    private bool _hasResult;
    private bool _isComplete;
    private Task? _pumping;
    private CancellationToken _stop;

    public StreamBlockInput(Stream stream, bool leaveOpen, int segmentSize)
    {
        _pump = new CaptureStreamPump(stream, leaveOpen);
        _pipe = new Pipe(new PipeOptions(
            minimumSegmentSize: segmentSize,
            pauseWriterThreshold: 4L * segmentSize,
            resumeWriterThreshold: 2L * segmentSize,
            useSynchronizationContext: false));
    }

    public override void Open(CancellationToken stop)
    {
        _stop = stop;
        _pumping = Task.Run(() => _pump.RunAsync(_pipe.Writer, _cancel.Token), CancellationToken.None);
    }

    public override void Dispose()
    {
        SetWindow([], 0, 0);
        _ahead = default;
        _cancel.Cancel();
        _pipe.Reader.Complete();

        // A stream that ignores cancellation is released by the pump once its read returns; the caller does not wait for that.
        if (_pumping is null)
            _pump.Release();
        else
            _pumping.Wait(PumpGrace, CancellationToken.None);
        ArrayPool<byte>.Shared.Return(_joined);
        _joined = [];
    }

    protected override bool Refill(int count)
    {
        _ahead = _ahead.Slice(Position - _windowOrigin);

        // Lets go of the segments behind, so that the pump goes on while this one is consumed.
        if (_hasResult)
            _pipe.Reader.AdvanceTo(_ahead.Start, _ahead.Length < count && !_isComplete ? _ahead.End : _ahead.Start);
        ReadResult result = Read(count);
        _ahead = result.Buffer;
        _hasResult = true;
        _isComplete = result.IsCompleted;
        ReadOnlyMemory<byte> first = _ahead.First;
        if (first.Length >= Math.Min(count, _ahead.Length) && MemoryMarshal.TryGetArray(first, out ArraySegment<byte> segment))
        {
            _windowOrigin = segment.Offset;
            SetWindow(segment.Array!, segment.Offset, segment.Offset + segment.Count);
        }
        else
        {
            Join((int)Math.Min(count, _ahead.Length));
        }

        if (_isComplete && _ahead.Length < count && _pump.Failure is { } failure)
            throw failure;
        return Available >= count;
    }

    private ReadResult Read(int count)
    {
        ValueTask<ReadResult> read = _pipe.Reader.ReadAtLeastAsync(count, _stop);

        // The source's thread is its own: to block it is what the contract of Run says.
        return read.IsCompleted ? read.Result : read.AsTask().GetAwaiter().GetResult();
    }

    private void Join(int count)
    {
        if (_joined.Length < count)
        {
            ArrayPool<byte>.Shared.Return(_joined);
            _joined = ArrayPool<byte>.Shared.Rent(count);
        }

        _ahead.Slice(0, count).CopyTo(_joined);
        _windowOrigin = 0;
        SetWindow(_joined, 0, count);
    }
}
