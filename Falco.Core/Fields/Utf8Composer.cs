using System.Buffers.Text;
using System.Text.Unicode;

namespace Falco.Core.Fields;

/// <summary>Puts a UTF-8 text together in the scratch of the event. Only one composer per scratch is open at a time.</summary>
internal ref struct Utf8Composer
{
    private readonly FieldScratch _scratch;
    private Span<byte> _room;
    private int _length;

    public Utf8Composer(FieldScratch scratch)
    {
        _scratch = scratch;
        _room = scratch.Take(256);
    }

    public readonly int Length => _length;

    public readonly ReadOnlySpan<byte> Written => _room[.._length];

    public void Append(scoped ReadOnlySpan<byte> text)
    {
        Reserve(text.Length);
        text.CopyTo(_room[_length..]);
        _length += text.Length;
    }

    public void Append(byte character)
    {
        Reserve(1);
        _room[_length++] = character;
    }

    /// <summary>Appends UTF-16 up to a length of the whole text in bytes; false if something had to be left out.</summary>
    public bool TryAppend(scoped ReadOnlySpan<char> text, int maxLength)
    {
        const int MaxBytesPerChar = 3;
        int room = Math.Min(text.Length * MaxBytesPerChar, maxLength - _length);
        Reserve(room);
        Utf8.FromUtf16(text, _room.Slice(_length, room), out int read, out int written);
        _length += written;
        return read == text.Length;
    }

    public void Append(long number, char format = 'D')
    {
        Reserve(24);
        Utf8Formatter.TryFormat(number, _room[_length..], out int written, format);
        _length += written;
    }

    public void Append(ulong number, char format = 'D')
    {
        Reserve(24);
        Utf8Formatter.TryFormat(number, _room[_length..], out int written, format);
        _length += written;
    }

    /// <summary>Appends the entries of a run of NUL-ended strings, joined by a separator.</summary>
    public void AppendJoined(scoped ReadOnlySpan<byte> strings, byte separator)
    {
        bool first = true;
        while (!strings.IsEmpty)
        {
            int end = strings.IndexOf((byte)0);
            ReadOnlySpan<byte> entry = end < 0 ? strings : strings[..end];
            if (!first)
                Append(separator);
            first = false;
            Append(entry);
            strings = end < 0 ? default : strings[(end + 1)..];
        }
    }

    /// <summary>Shortens the text.</summary>
    public void Truncate(int length) => _length = Math.Min(_length, length);

    /// <summary>Closes the composer: the text stays valid until the scratch is reset, the unused room goes back.</summary>
    public readonly ReadOnlySpan<byte> Finish()
    {
        _scratch.GiveBack(_room.Length - _length);
        return _room[.._length];
    }

    private void Reserve(int more)
    {
        if (_room.Length - _length >= more)
            return;
        ReadOnlySpan<byte> written = _room[.._length];
        Span<byte> larger = _scratch.Take(Math.Max(_room.Length * 2, _length + more));
        written.CopyTo(larger);
        _room = larger;
    }
}
