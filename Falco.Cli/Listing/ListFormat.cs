using Falco.Cli.Arguments;

namespace Falco.Cli.Listing;

/// <summary>How lists are printed.</summary>
internal enum ListFormat
{
    /// <summary>For reading.</summary>
    Text,

    /// <summary>For web pages.</summary>
    Markdown,

    /// <summary>For programs.</summary>
    Json,
}

/// <summary>Finds out how lists are to be printed.</summary>
internal static class ListFormats
{
    /// <summary>Reads <c>--format</c> and the deprecated <c>--markdown</c>.</summary>
    /// <exception cref="CommandException">The options contradict each other, or the format is unknown.</exception>
    public static ListFormat Read(ParsedArguments arguments, Terminal terminal)
    {
        string? format = arguments.Value(OptionKind.Format);
        if (arguments.Has(OptionKind.Markdown))
        {
            if (format is not null)
                throw new CommandException("Cannot specify both --markdown and --format options together");
            terminal.Complain("WARNING: --markdown is deprecated, use --format markdown instead.\n");
            return ListFormat.Markdown;
        }

        if (format is null || format.Equals("text", StringComparison.OrdinalIgnoreCase))
            return ListFormat.Text;
        if (format.Equals("markdown", StringComparison.OrdinalIgnoreCase))
            return ListFormat.Markdown;
        return format.Equals("json", StringComparison.OrdinalIgnoreCase)
            ? ListFormat.Json
            : throw new CommandException($"Invalid format '{format}'. Valid values are: text, markdown, json");
    }
}
