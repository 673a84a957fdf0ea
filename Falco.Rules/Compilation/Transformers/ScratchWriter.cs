using System.Runtime.InteropServices;
using Falco.Core.Fields;

namespace Falco.Rules.Compilation.Transformers;

/// <summary>Writes a text or a list into scratch while other values are read into it as well: any number may be open.</summary>
internal ref struct ScratchWriter
{
    private readonly FieldScratch _scratch;
    private Span<byte> _room;
    private int _length;

    public ScratchWriter(FieldScratch scratch, int expected)
    {
        _scratch = scratch;
        _room = scratch.Take(Math.Max(expected, 64));
    }

    /// <summary>What was written; valid until the scratch is reset.</summary>
    public readonly ReadOnlySpan<byte> Written => _room[.._length];

    /// <summary>Appends bytes.</summary>
    public void Append(scoped ReadOnlySpan<byte> bytes)
    {
        if (_room.Length - _length < bytes.Length)
        {
            Span<byte> larger = _scratch.Take(Math.Max(_room.Length * 2, _length + bytes.Length));
            Written.CopyTo(larger);
            _room = larger;
        }

        bytes.CopyTo(_room[_length..]);
        _length += bytes.Length;
    }

    /// <summary>Appends an element as lists hold it: its length and its bytes.</summary>
    public void AppendElement(scoped ReadOnlySpan<byte> element)
    {
        int length = element.Length;
        Append(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in length)));
        Append(element);
    }
}
