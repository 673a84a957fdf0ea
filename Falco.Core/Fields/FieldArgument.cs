using System.Text;

namespace Falco.Core.Fields;

/// <summary>What stands in the brackets of a field.</summary>
internal readonly struct FieldArgument
{
    private FieldArgument(ulong index, byte[]? key, bool isIndex)
    {
        Index = index;
        Key = key;
        IsIndex = isIndex;
    }

    /// <summary>No argument.</summary>
    public static FieldArgument None => default;

    /// <summary>Whether there is a number.</summary>
    public bool IsIndex { get; }

    /// <summary>Whether there is a text that is no number.</summary>
    public bool IsKey => Key is not null;

    /// <summary>Whether there is nothing.</summary>
    public bool IsNone => !IsIndex && Key is null;

    /// <summary>The number.</summary>
    public ulong Index { get; }

    /// <summary>The text, UTF-8.</summary>
    public byte[]? Key { get; }

    public static FieldArgument OfIndex(ulong index) => new(index, null, true);

    public static FieldArgument OfKey(string key) => new(0, Encoding.Latin1.GetBytes(key), false);
}
