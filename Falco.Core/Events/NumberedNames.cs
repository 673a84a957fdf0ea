namespace Falco.Core.Events;

/// <summary>A table of names that are numbered in a row, written as one text: names separated by white space, a gap as <c>-</c>.</summary>
internal sealed class NumberedNames
{
    private readonly int _first;
    private readonly SchemaName?[] _names;

    public NumberedNames(int first, ReadOnlySpan<byte> text)
    {
        _first = first;
        List<SchemaName?> names = [];
        foreach (Range range in text.SplitAny(" \n\r"u8))
        {
            ReadOnlySpan<byte> name = text[range];
            if (!name.IsEmpty)
                names.Add(name.SequenceEqual("-"u8) ? null : new SchemaName(name));
        }

        _names = [.. names];
    }

    /// <summary>The name of a number; empty if it has none.</summary>
    public ReadOnlySpan<byte> Find(int number)
    {
        int index = number - _first;
        return (uint)index < (uint)_names.Length && _names[index] is { } name ? name.Utf8 : default;
    }
}
