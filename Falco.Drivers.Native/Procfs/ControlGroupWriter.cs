namespace Falco.Drivers.Native.Procfs;

/// <summary>Composes a run of <c>subsystem=path</c> strings, each ended by a NUL, of at most so many bytes as captures hold.</summary>
internal sealed class ControlGroupWriter
{
    private const int MaxLength = 4096;

    private readonly byte[] _bytes = new byte[MaxLength];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    /// <summary>Adds a string, unless there is no room for it.</summary>
    public void Add(ReadOnlySpan<byte> subsystem, ReadOnlySpan<byte> path)
    {
        int size = subsystem.Length + 1 + path.Length + 1;
        if (size > MaxLength - _length)
            return;
        Span<byte> room = _bytes.AsSpan(_length, size);
        subsystem.CopyTo(room);
        room[subsystem.Length] = (byte)'=';
        path.CopyTo(room[(subsystem.Length + 1)..]);
        room[^1] = 0;
        _length += size;
    }

    /// <summary>Whether a subsystem has been added.</summary>
    public bool Has(ReadOnlySpan<byte> subsystem)
    {
        ReadOnlySpan<byte> rest = Written;
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)0);
            ReadOnlySpan<byte> entry = rest[..end];
            if (entry.Length > subsystem.Length && entry[subsystem.Length] == (byte)'=' && entry.StartsWith(subsystem))
                return true;
            rest = rest[(end + 1)..];
        }

        return false;
    }
}
