using System.Buffers.Text;

namespace Falco.Drivers.Native.Procfs;

/// <summary>Walks over the fields of a line, which are separated by blanks or tabs.</summary>
internal ref struct FieldCursor(ReadOnlySpan<byte> line)
{
    private ReadOnlySpan<byte> _rest = line;

    /// <summary>What follows the last field, its separator included.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>Takes the next field; an empty one means the end.</summary>
    public ReadOnlySpan<byte> Take()
    {
        ReadOnlySpan<byte> text = _rest.TrimStart(" \t"u8);
        int length = text.IndexOfAny((byte)' ', (byte)'\t');
        if (length < 0)
            length = text.Length;
        _rest = text[length..];
        return text[..length];
    }

    public void Skip(int count)
    {
        for (; count > 0; count--)
            Take();
    }

    public bool TryTakeUInt64(out ulong value) => TryParse(Take(), out value);

    public bool TryTakeInt64(out long value)
    {
        ReadOnlySpan<byte> field = Take();
        return Utf8Parser.TryParse(field, out value, out int consumed) && consumed == field.Length;
    }

    public bool TryTakeUInt32(out uint value)
    {
        ReadOnlySpan<byte> field = Take();
        return Utf8Parser.TryParse(field, out value, out int consumed) && consumed == field.Length;
    }

    public bool TryTakeHexadecimal(out ulong value) => TryParseHexadecimal(Take(), out value);

    public static bool TryParse(ReadOnlySpan<byte> digits, out ulong value) =>
        Utf8Parser.TryParse(digits, out value, out int consumed) && consumed == digits.Length;

    public static bool TryParseHexadecimal(ReadOnlySpan<byte> digits, out ulong value) =>
        Utf8Parser.TryParse(digits, out value, out int consumed, 'x') && consumed == digits.Length;
}
