using System.Text;
using Falco.Hosting.Configuration.Documents;

namespace Falco.Conformance;

/// <summary>Prints a configuration on one line, as the recordings hold it.</summary>
internal static class FlowText
{
    public static string Of(ConfigurationNode? node)
    {
        var text = new StringBuilder();
        Append(node, text);
        return text.ToString();
    }

    private static void Append(ConfigurationNode? node, StringBuilder text)
    {
        switch (node)
        {
            case ScalarNode scalar:
                text.Append('"').Append(scalar.Text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
                break;
            case SequenceNode sequence:
                text.Append('[');
                for (int i = 0; i < sequence.Items.Count; i++)
                {
                    text.Append(i == 0 ? "" : ", ");
                    Append(sequence.Items[i], text);
                }

                text.Append(']');
                break;
            case MappingNode mapping:
                text.Append('{');
                for (int i = 0; i < mapping.Entries.Count; i++)
                {
                    text.Append(i == 0 ? "\"" : ", \"").Append(mapping.Entries[i].Key.Replace("\\", "\\\\", StringComparison.Ordinal)).Append("\": ");
                    Append(mapping.Entries[i].Value, text);
                }

                text.Append('}');
                break;
            default:
                text.Append("null");
                break;
        }
    }
}
