using System.Numerics;

namespace Falco.Core.State;

/// <summary>Bytes of a pooled record that are overwritten in place: another place is taken when they do not fit.</summary>
internal struct TextBuffer
{
    // Of a buffer that has no store: enough for most paths, so that it seldom grows.
    private const int MinOwnCapacity = 128;

    private readonly TextStore? _store;
    private byte[]? _bytes;
    private int _at;
    private int _length;

    /// <summary>Makes a buffer whose content lies in a store.</summary>
    public TextBuffer(TextStore store)
    {
        _store = store;
    }

    /// <summary>The current content; valid until the next change.</summary>
    public readonly ReadOnlySpan<byte> Span => new(_bytes, _at, _length);

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
        if (_bytes is null || Capacity < length)
            Grow(length);
        _length = length;
        return _bytes.AsSpan(_at, length);
    }

    /// <summary>Shortens the content after it was written to what <see cref="Prepare"/> gave.</summary>
    public void Truncate(int length) => _length = Math.Min(_length, length);

    /// <summary>Empties the buffer and gives its place in the store back; nobody may look at the content any more.</summary>
    public void Release()
    {
        _length = 0;
        if (_store is null || _bytes is null)
            return;
        _store.Return(_bytes, _at);
        _bytes = null;
        _at = 0;
    }

    private readonly int Capacity => _store is null ? _bytes!.Length : TextStore.CapacityAt(_bytes!, _at);

    private void Grow(int length)
    {
        if (_store is null)
        {
            _bytes = new byte[Math.Max(MinOwnCapacity, (int)BitOperations.RoundUpToPowerOf2((uint)length))];
            return;
        }

        // The new content may be made of the old, which stays as it is until its place is taken by the next text.
        (byte[]? outgrown, int at) = (_bytes, _at);
        _bytes = _store.Rent(length, out _at);
        if (outgrown is not null)
            _store.Return(outgrown, at);
    }
}
