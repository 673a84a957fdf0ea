using System.Text;
using Falco.Rules.Loading;

namespace Falco.Cli.Running;

/// <summary>What rules are for (<c>-L</c>, <c>-l</c>), in two columns.</summary>
internal static class RuleDescription
{
    private const int NameWidth = 50;
    private const int Width = 110;

    /// <summary>Describes all rules, or the one that is named.</summary>
    /// <exception cref="CommandException">There is no such rule.</exception>
    public static string Create(RuleSet rules, string? only)
    {
        var text = new StringBuilder();
        AppendRow(text, "Rule", "Description");
        AppendRow(text, "----", "-----------");
        bool found = false;
        foreach (Rule rule in rules.Rules)
        {
            if (only is not null && rule.Name != only)
                continue;
            found = true;
            AppendRow(text, rule.Name, Wrap(rule.Description));
            text.Append('\n');
        }

        return found || only is null
            ? text.ToString()
            : throw new CommandException($"Rule \"{only}\" is not loaded") { IsRuntimeError = true };
    }

    private static void AppendRow(StringBuilder text, string name, string description) =>
        text.Append(name.PadRight(NameWidth)).Append(' ').Append(description).Append('\n');

    // Every word is followed by a blank, the last of a line, too: so does the reference.
    private static string Wrap(string description)
    {
        var text = new StringBuilder();
        int column = NameWidth + 1;
        foreach (string word in description.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (column > NameWidth + 1 && column + word.Length + 1 > Width)
            {
                text.Append('\n').Append(' ', NameWidth + 1);
                column = NameWidth + 1;
            }

            text.Append(word).Append(' ');
            column += word.Length + 1;
        }

        return text.ToString();
    }
}
