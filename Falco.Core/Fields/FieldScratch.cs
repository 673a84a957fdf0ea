using System.Runtime.InteropServices;

namespace Falco.Core.Fields;

/// <summary>
/// Room for values that must be put together (a joined command line, a list): grows to what the largest event needs and is reused for
/// the next. One per thread that evaluates.
/// </summary>
/// <remarks>A span that was handed out stays valid until <see cref="Reset"/>, even if the room grows meanwhile.</remarks>
public sealed partial class FieldScratch
{
    private byte[] _bytes = new byte[4096];
    private int _used;
    private int _listStart;

    /// <summary>Forgets everything that was written: call it before each event.</summary>
    public void Reset() => _used = 0;

    /// <summary>How much room there is, in bytes: it never gets less.</summary>
    public int Capacity => _bytes.Length;

    /// <summary>Hands out room for a value.</summary>
    public Span<byte> Take(int length)
    {
        if (_bytes.Length - _used < length)
        {
            // The old array lives on for as long as spans refer to it.
            _bytes = new byte[Math.Max(_bytes.Length * 2, length)];
            _used = 0;
        }

        Span<byte> taken = _bytes.AsSpan(_used, length);
        _used += length;
        return taken;
    }

    /// <summary>Gives the end of the room back that <see cref="Take"/> handed out last.</summary>
    public void GiveBack(int length) => _used -= length;

    /// <summary>Begins a list; only one list is written at a time.</summary>
    public void BeginList() => _listStart = _used;

    /// <summary>Appends an element to the list.</summary>
    public void AddElement(ReadOnlySpan<byte> element) => element.CopyTo(AddElement(element.Length));

    /// <summary>Appends an element to the list, to be written by the caller before the next one.</summary>
    public Span<byte> AddElement(int length)
    {
        int needed = 4 + length;
        if (_bytes.Length - _used < needed)
        {
            int written = _used - _listStart;
            byte[] larger = new byte[Math.Max(_bytes.Length * 2, written + needed)];
            _bytes.AsSpan(_listStart, written).CopyTo(larger);
            _bytes = larger;
            _listStart = 0;
            _used = written;
        }

        Span<byte> room = _bytes.AsSpan(_used, needed);
        MemoryMarshal.Write(room, in length);
        _used += needed;
        return room[4..];
    }

    // The element was added last.
    private void ShortenElement(int from, int to)
    {
        MemoryMarshal.Write(_bytes.AsSpan(_used - from - sizeof(int)), in to);
        _used -= from - to;
    }

    /// <summary>Appends a number to the list, as 8 bytes.</summary>
    public void AddElement(ulong number) => AddElement(MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in number)));

    /// <summary>Ends the list and returns its elements as <see cref="FieldValue"/> holds them.</summary>
    public ReadOnlySpan<byte> EndList() => _bytes.AsSpan(_listStart, _used - _listStart);
}
