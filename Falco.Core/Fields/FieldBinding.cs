using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Falco.Core.Plugins;

namespace Falco.Core.Fields;

/// <summary>A field that is being bound.</summary>
/// <param name="Definition">What the catalogue says of it.</param>
/// <param name="Suffix">What follows the field's name before the brackets, for instance <c>.flags</c> after <c>evt.arg</c>.</param>
/// <param name="Argument">The text between the brackets, or <see langword="null"/>.</param>
/// <param name="Text">The whole text.</param>
public sealed record FieldBinding(FieldDefinition Definition, string Suffix, string? Argument, string Text)
{
    /// <summary>The event source that the field is bound for.</summary>
    public string Source { get; init; } = "syscall";

    /// <summary>What the plugins say that deliver the source's events; <see langword="null"/> if none does.</summary>
    internal PluginEventText? EventPlugins { get; init; }

    /// <summary>Reads the argument as the definition allows, with the messages that fields of plugins have.</summary>
    internal bool TryReadArgument(out FieldArgument argument, [NotNullWhen(false)] out string? error)
    {
        argument = FieldArgument.None;
        error = null;
        FieldFlags flags = Definition.Flags;
        bool allowed = (flags & (FieldFlags.ArgumentAllowed | FieldFlags.ArgumentRequired)) != 0;
        if (Argument is null)
        {
            if ((flags & FieldFlags.ArgumentRequired) != 0)
                error = $"filter '{Text}': {Definition.Name} requires an argument but none provided";
            return error is null;
        }

        if (!allowed)
        {
            error = $"filter '{Text}': {Definition.Name} does not allow nor require an argument but one is provided: {Argument}";
            return false;
        }

        bool isKey = (flags & FieldFlags.ArgumentKey) != 0;
        if ((flags & FieldFlags.ArgumentIndex) != 0)
        {
            string? fault = IndexFault(Argument, out ulong index);
            if (fault is null)
                argument = FieldArgument.OfIndex(index);
            else if (!isKey)
                error = $"filter {Text} {Definition.Name} has an invalid index argument {fault}: {Argument}";
            if (fault is null || !isKey)
                return error is null;
        }

        argument = FieldArgument.OfKey(Argument);
        return true;
    }

    private static string? IndexFault(string text, out ulong index)
    {
        index = 0;
        if (!text.All(char.IsAsciiDigit))
            return "not composed only by digits";
        if (text.Length == 0 || (text.Length > 1 && text[0] == '0'))
            return "starting with 0";
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index) ? null : "not representable on 64 bit";
    }
}

/// <summary>Makes the field that a class defines.</summary>
/// <param name="binding">What was written.</param>
/// <param name="error">Why there is none; may be left out for a field that does not exist.</param>
public delegate Field? FieldFactory(FieldBinding binding, out string? error);
