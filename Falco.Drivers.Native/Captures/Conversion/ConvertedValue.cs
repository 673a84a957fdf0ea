namespace Falco.Drivers.Native.Captures.Conversion;

/// <summary>How one parameter of a converted event is made.</summary>
/// <param name="Source">Where its value comes from.</param>
/// <param name="Index">The parameter there, for the sources that have several.</param>
internal readonly record struct ConvertedValue(ConvertedValueSource Source, byte Index);
