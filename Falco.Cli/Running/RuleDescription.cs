using System.Text;
using Falco.Rules.Loading;

namespace Falco.Cli.Running;

/// <summary>What rules are for (<c>-L</c>, <c>-l</c>), in two columns.</summary>
internal static class RuleDescription
{
    private const int NameWidth = 50;
    private const int DescriptionWidth = 110;

    public static string Create(RuleSet rules, string? only)
    {
        StringBuilder text = new();
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

    private static string Wrap(string description)
    {
        StringBuilder text = new();
        int column = 0;
        foreach (string word in description.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (column > 0 && column + word.Length >= DescriptionWidth)
            {
                text.Append('\n').Append(' ', NameWidth + 1);
                column = 0;
            }

            text.Append(column > 0 ? " " : "").Append(word);
            column += word.Length + 1;
        }

        return text.ToString();
    }
}
