using System.Text;
using Falco.Rules.Language;

namespace Falco.Rules.Compilation;

/// <summary>
/// Prints checks so that different ones differ: unlike the reference's print, constants among operands and values with commas are always
/// quoted.
/// </summary>
internal static class CheckText
{
    /// <summary>Prints a check.</summary>
    public static string Of(ComparisonNode node)
    {
        StringBuilder text = new();
        Append(text, node.Left);
        text.Append(' ').Append(OperatorSyntax.Print(node.Operator));
        if (node.Modifier != OperatorModifier.None)
            text.Append(' ').Append(OperatorSyntax.Modifiers[(int)node.Modifier]);
        text.Append(' ');
        Append(text, node.Right);
        return text.ToString();
    }

    /// <summary>Prints a check for existence.</summary>
    public static string Of(ExistsNode node)
    {
        StringBuilder text = new();
        Append(text, node.Left);
        return text.Append(" exists").ToString();
    }

    private static void Append(StringBuilder text, OperandNode node)
    {
        switch (node)
        {
            case FieldNode field:
                text.Append(field.Name);
                AppendArgument(text, field.Argument);
                break;
            case TransformerNode transformer:
                text.Append(transformer.Name);
                AppendAll(text, transformer.Arguments);
                AppendArgument(text, transformer.Argument);
                break;
            case ValueNode value:
                AppendQuoted(text, value.Text);
                break;
            case ListNode list:
                text.Append('(');
                for (int i = 0; i < list.Values.Count; i++)
                {
                    text.Append(i == 0 ? "" : ", ");
                    AppendQuoted(text, list.Values[i]);
                }

                text.Append(')');
                break;
            case TransformerListNode list:
                AppendAll(text, list.Items);
                break;
        }
    }

    private static void AppendAll(StringBuilder text, IReadOnlyList<OperandNode> operands)
    {
        text.Append('(');
        for (int i = 0; i < operands.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Append(text, operands[i]);
        }

        text.Append(')');
    }

    private static void AppendArgument(StringBuilder text, string? argument)
    {
        if (argument is null)
            return;
        text.Append('[');
        AppendQuoted(text, argument);
        text.Append(']');
    }

    private static void AppendQuoted(StringBuilder text, string value) =>
        text.Append('"').Append(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
}
