namespace Falco.Cli.Arguments;

/// <summary>
/// Splits a command line into options: <c>-x value</c>, <c>-xvalue</c>, <c>--long value</c>, <c>--long=value</c>, joined letters
/// (<c>-Uv</c>); <c>--</c> ends the options.
/// </summary>
internal static class ArgumentParser
{
    /// <summary>Parses a command line.</summary>
    /// <exception cref="CommandException">An option is unknown, or lacks its value.</exception>
    public static ParsedArguments Parse(ReadOnlySpan<string> arguments)
    {
        var parsed = new ParsedArguments();
        for (int i = 0; i < arguments.Length; i++)
        {
            string argument = arguments[i];
            if (argument == "--")
            {
                parsed.Rest.AddRange(arguments[(i + 1)..]);
                break;
            }

            if (argument.StartsWith("--", StringComparison.Ordinal))
                ParseLong(argument, arguments, ref i, parsed);
            else if (argument.Length > 1 && argument[0] == '-')
                ParseShort(argument, arguments, ref i, parsed);
            else
                parsed.Rest.Add(argument);
        }

        return parsed;
    }

    private static void ParseLong(string argument, ReadOnlySpan<string> arguments, ref int index, ParsedArguments parsed)
    {
        int equals = argument.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? argument[2..] : argument[2..equals];
        OptionDefinition option = OptionTable.Find(name) ?? throw Unknown(name);
        if (equals < 0)
        {
            parsed.Add(option.Kind, option.Value == OptionValue.Required ? Next(name, arguments, ref index) : "");
            return;
        }

        string value = argument[(equals + 1)..];
        if (option.Value != OptionValue.None)
            parsed.Add(option.Kind, value);
        else if (IsTrue(value))
            parsed.Add(option.Kind, "");
    }

    private static void ParseShort(string argument, ReadOnlySpan<string> arguments, ref int index, ParsedArguments parsed)
    {
        for (int i = 1; i < argument.Length; i++)
        {
            OptionDefinition option = OptionTable.Find(argument[i]) ?? throw Unknown(argument[i].ToString());
            if (option.Value != OptionValue.Required)
            {
                parsed.Add(option.Kind, "");
                continue;
            }

            bool isAttached = i + 1 < argument.Length;
            parsed.Add(option.Kind, isAttached ? argument[(i + 1)..] : Next(argument[i].ToString(), arguments, ref index));
            return;
        }
    }

    // The value may begin with a dash: what follows an option that takes a value is that value.
    private static string Next(string name, ReadOnlySpan<string> arguments, ref int index) =>
        ++index < arguments.Length ? arguments[index] : throw new CommandException($"Option '{name}' is missing an argument");

    private static bool IsTrue(string value) => value switch
    {
        "true" or "True" or "t" or "T" or "1" => true,
        "false" or "False" or "f" or "F" or "0" => false,
        _ => throw new CommandException($"Argument '{value}' failed to parse"),
    };

    private static CommandException Unknown(string name) => new($"Option '{name}' does not exist");
}
