using System.Text;

namespace Falco.Rules.Language;

/// <summary>Prints syntax trees; what is printed parses to the same tree, and equal trees print alike.</summary>
public static class ConditionPrinter
{
    /// <summary>Prints a condition, one byte per char (see <see cref="ByteText"/>).</summary>
    public static string Print(ConditionNode condition)
    {
        StringBuilder output = new();
        Append(output, condition);
        return output.ToString();
    }

    /// <summary>Prints an operand, one byte per char (see <see cref="ByteText"/>).</summary>
    public static string Print(OperandNode operand)
    {
        StringBuilder output = new();
        Append(output, operand);
        return output.ToString();
    }

    private static void Append(StringBuilder output, ConditionNode condition)
    {
        switch (condition)
        {
            case AndNode and:
                AppendChildren(output, and.Children, " and ");
                break;
            case OrNode or:
                AppendChildren(output, or.Children, " or ");
                break;
            case NotNode not:
                output.Append("not ");
                Append(output, not.Child);
                break;
            case MacroNode macro:
                output.Append(macro.Name);
                break;
            case ExistsNode exists:
                Append(output, exists.Left);
                output.Append(" exists");
                break;
            case ComparisonNode comparison:
                Append(output, comparison.Left);
                output.Append(' ').Append(PrintOperator(comparison)).Append(' ');
                Append(output, comparison.Right);
                break;
        }
    }

    /// <summary>The operator of a comparison as written, with its modifier.</summary>
    internal static string PrintOperator(ComparisonNode comparison)
    {
        string operation = OperatorSyntax.Print(comparison.Operator, comparison.IsDoubleEquals);
        return comparison.Modifier == OperatorModifier.None
            ? operation
            : operation + " " + OperatorSyntax.Modifiers[(int)comparison.Modifier];
    }

    private static void AppendChildren(StringBuilder output, IReadOnlyList<ConditionNode> children, string separator)
    {
        output.Append('(');
        for (int i = 0; i < children.Count; i++)
        {
            if (i > 0)
                output.Append(separator);
            Append(output, children[i]);
        }

        output.Append(')');
    }

    private static void Append(StringBuilder output, OperandNode operand)
    {
        switch (operand)
        {
            case FieldNode field:
                output.Append(field.Name);
                AppendArgument(output, field.Argument);
                break;
            case TransformerNode transformer:
                output.Append(transformer.Name);
                AppendItems(output, transformer.Arguments);
                AppendArgument(output, transformer.Argument);
                break;
            case TransformerListNode list:
                AppendItems(output, list.Items);
                break;
            case ValueNode value:
                output.Append(QuotedText.Escape(value.Text));
                break;
            case ListNode list:
                output.Append('(').AppendJoin(", ", list.Values.Select(QuotedText.Escape)).Append(')');
                break;
        }
    }

    private static void AppendItems(StringBuilder output, IReadOnlyList<OperandNode> items)
    {
        output.Append('(');
        for (int i = 0; i < items.Count; i++)
        {
            if (i > 0)
                output.Append(',');
            Append(output, items[i]);
        }

        output.Append(')');
    }

    private static void AppendArgument(StringBuilder output, string? argument)
    {
        if (argument is not null)
            output.Append('[').Append(argument.Length == 0 ? "\"\"" : QuotedText.Escape(argument)).Append(']');
    }
}
