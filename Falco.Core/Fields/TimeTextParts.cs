namespace Falco.Core.Fields;

/// <summary>The parts of a time.</summary>
[Flags]
internal enum TimeTextParts
{
    TimeOfDay = 0,
    Date = 1,
    Fraction = 2,

    /// <summary>Date, time of day and fraction in UTC, with <c>+0000</c> at the end.</summary>
    Iso = 4,

    /// <summary>The same with <c>Z</c> at the end.</summary>
    IsoZulu = 8,
}
