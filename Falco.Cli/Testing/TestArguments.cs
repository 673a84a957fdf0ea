using System.Globalization;
using Falco.Cli.Authoring;

namespace Falco.Cli.Testing;

/// <summary>The arguments of <c>falco test</c>.</summary>
internal sealed class TestArguments
{
    private const string Usage = "Usage: falco test PATH... [--filter TEXT] [--watch] [--junit FILE] [--json FILE] [--coverage] [--threshold PERCENT]";

    private readonly List<string> _paths = [];

    /// <summary>Parses the arguments behind the name of the command.</summary>
    /// <exception cref="CommandException">An argument is unknown or lacks its value, or there is no path.</exception>
    public TestArguments(ReadOnlySpan<string> arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--filter":
                    Filter = Next(arguments, ref i);
                    break;
                case "--junit":
                    JUnitFile = Next(arguments, ref i);
                    break;
                case "--json":
                    JsonFile = Next(arguments, ref i);
                    break;
                case "--coverage":
                    MeasuresCoverage = true;
                    break;
                case "--threshold":
                    Threshold = ReadPercent(Next(arguments, ref i));
                    MeasuresCoverage = true;
                    break;
                case "--watch":
                    Watches = true;
                    break;
                case ['-', ..] unknown:
                    throw Wrong($"Option '{unknown}' does not exist.");
                default:
                    _paths.Add(arguments[i]);
                    break;
            }
        }

        if (_paths.Count == 0)
            throw Wrong("No path was given.");
    }

    /// <summary>Files and folders of tests.</summary>
    public IReadOnlyList<string> Paths => _paths;

    /// <summary>What the file or the name of a test must contain; empty for all tests.</summary>
    public string Filter { get; } = "";

    /// <summary>Where the results go as JUnit XML.</summary>
    public string? JUnitFile { get; }

    /// <summary>Where the results go as JSON.</summary>
    public string? JsonFile { get; }

    /// <summary>Whether the coverage of conditions is measured.</summary>
    public bool MeasuresCoverage { get; }

    /// <summary>The least coverage, in percent, that the tests must reach.</summary>
    public double Threshold { get; }

    /// <summary>Whether the tests run again whenever a file changes.</summary>
    public bool Watches { get; }

    private static string Next(ReadOnlySpan<string> arguments, ref int index) =>
        ++index < arguments.Length ? arguments[index] : throw Wrong($"Option '{arguments[index - 1]}' is missing an argument.");

    private static double ReadPercent(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent) && percent <= 100
            ? percent
            : throw Wrong($"A threshold is a number from 0 to 100, not '{text}'.");

    private static CommandException Wrong(string message) => new($"{message} {Usage}", AuthoringArguments.UsageError);
}
