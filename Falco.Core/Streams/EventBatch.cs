using System.Diagnostics;
using Falco.Core.Events;

namespace Falco.Core.Streams;

/// <summary>Events copied out of a source, on lease: dispose it to give the memory back to the channel.</summary>
/// <remarks>
/// Copies of the value are the same lease. Whoever uses or disposes it after it was disposed gets an <see cref="ObjectDisposedException"/>,
/// even if the memory serves another lease by then. A view of an event dies with the lease.
/// </remarks>
[DebuggerDisplay("{Count} events from {FirstNumber}")]
public readonly struct EventBatch : IDisposable
{
    private readonly EventBatchBuffer? _buffer;
    private readonly int _generation;

    internal EventBatch(EventBatchBuffer buffer)
    {
        _buffer = buffer;
        _generation = buffer.Generation;
    }

    /// <summary>The number of events.</summary>
    /// <exception cref="ObjectDisposedException">The lease has ended.</exception>
    public int Count => Buffer.Count;

    /// <summary>The position of the first event in its stream, counted from 1; the others follow without a gap.</summary>
    /// <exception cref="ObjectDisposedException">The lease has ended.</exception>
    public long FirstNumber => Buffer.FirstNumber;

    private EventBatchBuffer Buffer
    {
        get
        {
            if (_buffer is null || _buffer.Generation != _generation)
                ThrowDisposed();
            return _buffer;
        }
    }

    /// <summary>Enumerates the events.</summary>
    /// <exception cref="ObjectDisposedException">The lease has ended.</exception>
    public Enumerator GetEnumerator() => new(this, Buffer);

    /// <summary>Ends the lease.</summary>
    /// <exception cref="ObjectDisposedException">The lease has ended before.</exception>
    public void Dispose()
    {
        if (_buffer is null || !_buffer.TryEndLease(_generation))
            ThrowDisposed();
    }

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    private static void ThrowDisposed() =>
        throw new ObjectDisposedException(nameof(EventBatch), "The lease of the batch has ended: its memory may hold other events.");

    /// <summary>Walks over the events.</summary>
    public ref struct Enumerator
    {
        private readonly EventBatch _batch;
        private readonly ReadOnlySpan<byte> _bytes;
        private readonly int _count;
        private int _offset;
        private int _index;

        internal Enumerator(EventBatch batch, EventBatchBuffer buffer)
        {
            _batch = batch;
            _bytes = buffer.Written;
            _count = buffer.Count;
            Number = buffer.FirstNumber - 1;
        }

        /// <summary>The event; valid until the lease ends.</summary>
        public Event Current { get; private set; }

        /// <summary>The position of the event in its stream, counted from 1.</summary>
        public long Number { get; private set; }

        /// <summary>Moves on; false at the end.</summary>
        /// <exception cref="ObjectDisposedException">The lease has ended.</exception>
        public bool MoveNext()
        {
            _ = _batch.Buffer;
            if (_index == _count)
                return false;
            Current = EventBatchBuffer.Read(_bytes[_offset..]);
            _offset += EventBatchBuffer.PrefixSize + Current.Bytes.Length;
            _index++;
            Number++;
            return true;
        }
    }
}
