using System.Globalization;

namespace Falco.Cli.Arguments;

/// <summary>What a command line asks for.</summary>
internal sealed class ParsedArguments
{
    private readonly List<(OptionKind Kind, string Value)> _options = [];

    /// <summary>Arguments that belong to no option.</summary>
    public List<string> Rest { get; } = [];

    /// <summary>Records an option.</summary>
    public void Add(OptionKind kind, string value) => _options.Add((kind, value));

    /// <summary>Whether an option was given.</summary>
    public bool Has(OptionKind kind)
    {
        foreach ((OptionKind given, _) in _options)
        {
            if (given == kind)
                return true;
        }

        return false;
    }

    /// <summary>The last value of an option, or <see langword="null"/>.</summary>
    public string? Value(OptionKind kind)
    {
        for (int i = _options.Count - 1; i >= 0; i--)
        {
            if (_options[i].Kind == kind)
                return _options[i].Value;
        }

        return null;
    }

    /// <summary>All values of an option, in the order given.</summary>
    public List<string> Values(OptionKind kind)
    {
        var values = new List<string>();
        foreach ((OptionKind given, string value) in _options)
        {
            if (given == kind)
                values.Add(value);
        }

        return values;
    }

    /// <summary>Seconds after which to stop (<c>-M</c>); 0 means never.</summary>
    /// <exception cref="CommandException">The value is not a number.</exception>
    public int Duration
    {
        get
        {
            if (Value(OptionKind.Duration) is not { } text)
                return 0;
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)
                ? seconds
                : throw new CommandException($"Argument '{text}' failed to parse");
        }
    }
}
