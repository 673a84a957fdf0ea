using Falco.Core.Fields;

namespace Falco.Core.Applications;

/// <summary>Reads the value of a field from an application's object.</summary>
/// <param name="source">The object.</param>
/// <param name="key">What stands in the brackets; empty for a field without.</param>
/// <param name="scratch">Room for the value.</param>
/// <param name="value">The value, whose type is set already.</param>
/// <returns>Whether there is one.</returns>
internal delegate bool ApplicationValueReader<in TEvent>(TEvent source, string key, FieldScratch scratch, ref FieldValue value);
