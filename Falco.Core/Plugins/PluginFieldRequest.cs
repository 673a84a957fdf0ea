namespace Falco.Core.Plugins;

/// <summary>A field of a plugin as a rule names it.</summary>
/// <param name="Field">The field.</param>
/// <param name="Ordinal">Its place in <see cref="IFieldPlugin.Fields"/>.</param>
/// <param name="Source">The event source whose events it is read from.</param>
/// <param name="Text">The name with the argument, as rules write it.</param>
public sealed record PluginFieldRequest(PluginField Field, int Ordinal, string Source, string Text)
{
    /// <summary>The number in the brackets, or <see langword="null"/>.</summary>
    public ulong? Index { get; init; }

    /// <summary>The text in the brackets (UTF-8) if it is no number, or <see langword="null"/>.</summary>
    public byte[]? Key { get; init; }

    /// <summary>Whether there is something in brackets.</summary>
    public bool HasArgument => Index is not null || Key is not null;
}
