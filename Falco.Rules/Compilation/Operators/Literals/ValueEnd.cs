namespace Falco.Rules.Compilation.Operators.Literals;

/// <summary>The end of a value at which literals are looked for, and from which it is walked.</summary>
internal interface IValueEnd
{
    /// <summary>A literal in the order in which it is walked.</summary>
    static abstract byte[] Walked(byte[] literal);

    /// <summary>A part of a walked literal in the order in which it stands in values.</summary>
    static abstract byte[] Standing(byte[] walked);

    /// <summary>The byte at the end; the value has one.</summary>
    static abstract byte First(ReadOnlySpan<byte> value);

    /// <summary>The value without some bytes at the end.</summary>
    static abstract ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> value, int count);

    /// <summary>Whether a part stands at the end.</summary>
    static abstract bool Has(ReadOnlySpan<byte> value, ReadOnlySpan<byte> part);
}

/// <summary>The beginning of a value.</summary>
internal readonly struct FrontEnd : IValueEnd
{
    public static byte[] Walked(byte[] literal) => literal;

    public static byte[] Standing(byte[] walked) => walked;

    public static byte First(ReadOnlySpan<byte> value) => value[0];

    public static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> value, int count) => value[count..];

    public static bool Has(ReadOnlySpan<byte> value, ReadOnlySpan<byte> part) => value.StartsWith(part);
}

/// <summary>The end of a value, which is walked backwards.</summary>
internal readonly struct BackEnd : IValueEnd
{
    public static byte[] Walked(byte[] literal) => [.. Enumerable.Reverse(literal)];

    public static byte[] Standing(byte[] walked) => [.. Enumerable.Reverse(walked)];

    public static byte First(ReadOnlySpan<byte> value) => value[^1];

    public static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> value, int count) => value[..^count];

    public static bool Has(ReadOnlySpan<byte> value, ReadOnlySpan<byte> part) => value.EndsWith(part);
}
