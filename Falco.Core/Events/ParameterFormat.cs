namespace Falco.Core.Events;

/// <summary>How a number is printed.</summary>
public enum ParameterFormat : byte
{
    /// <summary>Not a number.</summary>
    None = 0,

    /// <summary>Decimal.</summary>
    Decimal = 1,

    /// <summary>Upper-case hexadecimal without a prefix.</summary>
    Hexadecimal = 2,

    /// <summary>Decimal, padded with zeros: the fraction of a second.</summary>
    PaddedDecimal = 3,

    /// <summary>An identifier: decimal, but never a quantity.</summary>
    Identifier = 4,

    /// <summary>A direction: <c>&gt;</c> or <c>&lt;</c>.</summary>
    Direction = 5,

    /// <summary>Octal.</summary>
    Octal = 6,
}
