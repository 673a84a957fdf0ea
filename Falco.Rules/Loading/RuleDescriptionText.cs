using System.Text;

namespace Falco.Rules.Loading;

/// <summary>Describes rules in two columns, as <c>-L</c> and <c>-l</c> of the reference do.</summary>
public static class RuleDescriptionText
{
    private const int NameWidth = 50;
    private const int Indent = 51;
    private const int LineWidth = 110;

    /// <summary>Describes one rule or all.</summary>
    /// <param name="loader">The loader of the rules.</param>
    /// <param name="rule">The name of the rule; <see langword="null"/> for all.</param>
    /// <returns>The text; <see langword="null"/> if there is no such rule.</returns>
    public static string? Write(RuleLoader loader, string? rule = null)
    {
        ArgumentNullException.ThrowIfNull(loader);
        List<CompiledRule> rules = loader.Compilation.Rules.FindAll(known => rule is null || known.Rule.Name == rule);
        if (rule is not null && rules.Count == 0)
            return null;
        StringBuilder text = new();
        AppendRow(text, "Rule", "Description");
        AppendRow(text, "----", "-----------");
        foreach (CompiledRule known in rules)
            AppendRow(text, known.Rule.Name, Wrap(known.Rule.Description) + "\n");
        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, string name, string description) =>
        text.Append(name.PadRight(NameWidth)).Append(' ').Append(description).Append('\n');

    // Every word is followed by a blank, the last of a line, too.
    private static string Wrap(string description)
    {
        StringBuilder text = new();
        int column = 0;
        foreach (string word in description.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (column + word.Length + 1 > LineWidth - Indent)
            {
                text.Append('\n').Append(' ', Indent);
                column = 0;
            }

            text.Append(word).Append(' ');
            column += word.Length + 1;
        }

        return text.ToString();
    }
}
