namespace Falco.Core.Applications;

/// <summary>Reads a text of an application's object by putting it together.</summary>
/// <typeparam name="TEvent">The type of the object.</typeparam>
/// <param name="source">The object.</param>
/// <param name="text">Where the text goes.</param>
/// <returns>Whether there is a value; an empty text is one.</returns>
public delegate bool ApplicationTextReader<in TEvent>(TEvent source, ref ApplicationText text);

/// <summary>Reads the text that a key has in an application's object by putting it together.</summary>
/// <typeparam name="TEvent">The type of the object.</typeparam>
/// <param name="source">The object.</param>
/// <param name="key">What stands in the brackets behind the field.</param>
/// <param name="text">Where the text goes.</param>
/// <returns>Whether there is a value; an empty text is one.</returns>
public delegate bool ApplicationKeyedTextReader<in TEvent>(TEvent source, string key, ref ApplicationText text);
