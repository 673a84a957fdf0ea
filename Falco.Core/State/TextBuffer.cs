using System.Numerics;

namespace Falco.Core.State;

/// <summary>Bytes of a pooled record that are overwritten in place: another array is taken when they do not fit.</summary>
internal struct TextBuffer
{
    // Of a buffer that shares no arrays: enough for most paths, so that it seldom grows.
    private const int MinOwnCapacity = 128;

    private readonly TextArrays? _arrays;
    private byte[]? _bytes;
    private int _length;

    /// <summary>Makes a buffer that shares its arrays with others.</summary>
    public TextBuffer(TextArrays arrays)
    {
        _arrays = arrays;
    }

    /// <summary>The current content; valid until the next change.</summary>
    public readonly ReadOnlySpan<byte> Span => new(_bytes, 0, _length);

    public readonly bool IsEmpty => _length == 0;

    public readonly int Length => _length;

    public void Clear() => _length = 0;

    public void Set(ReadOnlySpan<byte> content)
    {
        content.CopyTo(Prepare(content.Length));
    }

    /// <summary>Sets a run of strings; the last one may lack its NUL, and a single NUL is no string at all.</summary>
    public void SetStrings(ReadOnlySpan<byte> strings)
    {
        if (strings is [.., 0])
            strings = strings[..^1];
        if (strings.IsEmpty)
        {
            Clear();
            return;
        }

        Span<byte> run = Prepare(strings.Length + 1);
        strings.CopyTo(run);
        run[^1] = 0;
    }

    /// <summary>Makes room for a new content of a given length, to be written by the caller.</summary>
    public Span<byte> Prepare(int length)
    {
        if (_bytes is null || _bytes.Length < length)
            Grow(length);
        _length = length;
        return _bytes.AsSpan(0, length);
    }

    /// <summary>Shortens the content after it was written to what <see cref="Prepare"/> gave.</summary>
    public void Truncate(int length) => _length = Math.Min(_length, length);

    /// <summary>Empties the buffer and gives a shared array back; nobody may look at the content any more.</summary>
    public void Release()
    {
        _length = 0;
        if (_arrays is null || _bytes is null)
            return;
        _arrays.Return(_bytes);
        _bytes = null;
    }

    private void Grow(int length)
    {
        byte[]? outgrown = _bytes;
        _bytes = _arrays?.Rent(length) ?? new byte[Math.Max(MinOwnCapacity, (int)BitOperations.RoundUpToPowerOf2((uint)length))];
        if (outgrown is not null)
            _arrays?.Return(outgrown);
    }
}
