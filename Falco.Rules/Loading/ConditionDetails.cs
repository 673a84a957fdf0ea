using Falco.Rules.Language;

namespace Falco.Rules.Loading;

/// <summary>What a condition is made of, each part once and in ordinal order.</summary>
/// <param name="isMacro">Tells the names of macros.</param>
/// <param name="isList">Tells the names of lists.</param>
internal sealed class ConditionDetails(Func<string, bool> isMacro, Func<string, bool> isList)
{
    private string _lastField = "";

    /// <summary>Fields with their arguments.</summary>
    public SortedSet<string> Fields { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Macros { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Lists { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Operators { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Transformers { get; } = new(StringComparer.Ordinal);

    /// <summary>The names with which the type of the event is compared.</summary>
    public SortedSet<string> EventNames { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds the parts of a condition.</summary>
    public void Add(ConditionNode condition)
    {
        switch (condition)
        {
            case AndNode and:
                foreach (ConditionNode child in and.Children)
                    Add(child);
                break;
            case OrNode or:
                foreach (ConditionNode child in or.Children)
                    Add(child);
                break;
            case NotNode not:
                Add(not.Child);
                break;
            case MacroNode macro when isMacro(macro.Name):
                Macros.Add(macro.Name);
                break;
            case ExistsNode exists:
                Operators.Add("exists");
                AddOperand(exists.Left, comparesType: false);
                break;
            case ComparisonNode comparison:
                _lastField = "";
                AddOperand(comparison.Left, comparesType: false);
                Operators.Add(ConditionPrinter.PrintOperator(comparison));
                AddOperand(comparison.Right, comparesType: _lastField is "evt.type" or "evt.asynctype");
                break;
        }
    }

    private void AddOperand(OperandNode operand, bool comparesType)
    {
        switch (operand)
        {
            case FieldNode field:
                _lastField = string.IsNullOrEmpty(field.Argument) ? field.Name : $"{field.Name}[{ByteText.ToText(field.Argument)}]";
                Fields.Add(_lastField);
                break;
            case TransformerNode transformer:
                Transformers.Add(transformer.Name);
                foreach (OperandNode argument in transformer.Arguments)
                    AddOperand(argument, comparesType);
                break;
            case TransformerListNode list:
                foreach (OperandNode item in list.Items)
                    AddOperand(item, comparesType);
                break;
            case ValueNode value when comparesType:
                EventNames.Add(ByteText.ToText(value.Text));
                break;
            case ListNode list:
                foreach (string value in list.Values.Select(ByteText.ToText))
                {
                    if (isList(value))
                        Lists.Add(value);
                    else if (comparesType)
                        EventNames.Add(value);
                }

                break;
        }
    }
}
