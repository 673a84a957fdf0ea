namespace Falco.Cli.Arguments;

/// <summary>An option of the command line.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Short">Its letter, or <c>'\0'</c>.</param>
/// <param name="Long">Its long name, or empty.</param>
/// <param name="Value">Whether a value follows.</param>
/// <param name="ValueName">What the value is called in the usage text.</param>
/// <param name="Description">What the usage text says.</param>
internal sealed record OptionDefinition(
    OptionKind Kind, char Short, string Long, OptionValue Value, string ValueName, string Description);

/// <summary>Whether a value follows an option.</summary>
internal enum OptionValue
{
    /// <summary>None.</summary>
    None,

    /// <summary>One follows, as the next argument or attached.</summary>
    Required,

    /// <summary>One may be attached, after <c>=</c> only.</summary>
    Attached,
}
