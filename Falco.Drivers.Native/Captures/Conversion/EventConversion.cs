using Falco.Core.Events;

namespace Falco.Drivers.Native.Captures.Conversion;

/// <summary>What is done with the events of a type that carry a certain number of parameters.</summary>
/// <param name="Action">What is done.</param>
/// <param name="Becomes">The type afterwards; the same but for <see cref="ConversionAction.Change"/>.</param>
/// <param name="FirstValue">The first of its values in <see cref="ConversionTable.Value"/>.</param>
/// <param name="ValueCount">The parameters that are appended, or all of those of the new type.</param>
internal readonly record struct EventConversion(ConversionAction Action, EventType Becomes, int FirstValue, int ValueCount);
