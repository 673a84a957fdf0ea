using System.Text;
using Falco.Cli.Arguments;

namespace Falco.Cli.Listing;

/// <summary>What <c>--help</c> prints.</summary>
internal static class UsageText
{
    private const int LeftColumn = 30;

    public static string Create()
    {
        var text = new StringBuilder();
        text.Append(
            """
            Falco for .NET: raises alerts when rules match what a machine does.
            Usage:
              falco [OPTION...]
              falco lint PATH... [--json]   Check rules files for more than -V does.
              falco fmt PATH... [--check]   Lay out rules files; only tell which would change.
              falco test PATH... [--filter TEXT] [--watch] [--junit FILE] [--json FILE] [--coverage] [--threshold PERCENT]
                                            Run the tests of rules in *.test.yaml files.

            Without options it replays a small recording against its built-in rules.


            """);
        foreach (OptionDefinition option in OptionTable.All)
        {
            var left = new StringBuilder("  ");
            left.Append(option.Short == '\0' ? "    " : option.Long.Length > 0 ? $"-{option.Short}, " : $"-{option.Short}");
            if (option.Long.Length > 0)
                left.Append("--").Append(option.Long);
            if (option.Value != OptionValue.None)
                left.Append(option.Value == OptionValue.Attached ? $"[={option.ValueName}]" : $" {option.ValueName}");
            text.Append(left.ToString().PadRight(LeftColumn)).Append(' ').Append(option.Description).Append('\n');
        }

        return text.ToString();
    }
}
