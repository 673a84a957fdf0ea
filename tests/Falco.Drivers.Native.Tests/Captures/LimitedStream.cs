namespace Falco.Drivers.Native.Tests.Captures;

/// <summary>A disk that becomes full: it takes as many bytes as it has room for and then fails, as a file system does.</summary>
internal sealed class LimitedStream(int room) : MemoryStream
{
    public int Failures { get; private set; }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        int left = (int)Math.Min(buffer.Length, Math.Max(0, room - Length));

        // A derived MemoryStream passes spans on to the overload with an array, which is ours.
        base.Write(buffer[..left].ToArray(), 0, left);
        if (left == buffer.Length)
            return;
        Failures++;
        throw new IOException("No space left on device");
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
}
