using System.Buffers.Binary;

namespace Falco.Drivers.Native.Captures;

/// <summary>
/// The bytes of a capture as a window that moves forward: what the caller requires lies in it without a gap and stays valid
/// until the next call of <see cref="Require"/>.
/// </summary>
internal abstract class BlockInput : IDisposable
{
    // Invariant: 0 <= Position <= End <= Window.Length; Window holds the bytes of the capture from Start + Position on.
    protected byte[] Window { get; private set; } = [];

    protected int Position { get; private set; }

    protected int End { get; private set; }

    /// <summary>The offset of the next byte in the uncompressed capture.</summary>
    public long Offset => Start + Position;

    /// <summary>The bytes at hand without reading.</summary>
    public int Available => End - Position;

    private long Start { get; set; }

    /// <summary>All bytes at hand.</summary>
    public ReadOnlySpan<byte> Bytes => Window.AsSpan(Position, End - Position);

    /// <summary>Makes bytes available, unless the capture ends before.</summary>
    public bool Require(int count) => Available >= count || Refill(count);

    /// <summary>Passes over bytes that are available.</summary>
    public void Advance(int count) => Position += count;

    /// <summary>Passes over bytes that need not be available.</summary>
    /// <returns>Whether the capture goes on that far.</returns>
    public bool Skip(long count)
    {
        while (count > Available)
        {
            count -= Available;
            Advance(Available);
            if (!Require(1))
                return false;
        }

        Advance((int)count);
        return true;
    }

    public uint PeekUInt32(int offset = 0) => BinaryPrimitives.ReadUInt32LittleEndian(Window.AsSpan(Position + offset, 4));

    public abstract void Dispose();

    /// <summary>Called before the first read.</summary>
    public virtual void Open(CancellationToken stop)
    {
    }

    /// <summary>Moves the window so that it holds more bytes from <see cref="Offset"/> on.</summary>
    /// <returns>Whether there are as many as asked for.</returns>
    /// <exception cref="IOException">The file or stream could not be read.</exception>
    /// <exception cref="InvalidDataException">The compressed data is damaged.</exception>
    protected abstract bool Refill(int count);

    /// <summary>Replaces the window; the byte at <paramref name="position"/> is that at <see cref="Offset"/>.</summary>
    protected void SetWindow(byte[] window, int position, int end)
    {
        Start = Offset - position;
        Window = window;
        Position = position;
        End = end;
    }
}
