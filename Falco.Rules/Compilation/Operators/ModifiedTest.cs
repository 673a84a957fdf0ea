using Falco.Core.Fields;
using Falco.Rules.Language;

namespace Falco.Rules.Compilation.Operators;

/// <summary><c>oneof</c>, <c>anyof</c>, <c>allof</c>: an operator with several constants, each a test. Without any, nothing passes.</summary>
internal sealed class ModifiedTest(OperatorModifier modifier, ValueTest[] parts) : ValueTest
{
    public override bool Holds(in FieldValue value)
    {
        int count = 0;
        foreach (ValueTest part in parts)
        {
            if (part.Holds(in value))
                count++;
        }

        return modifier switch
        {
            OperatorModifier.OneOf => count == 1,
            OperatorModifier.AllOf => count == parts.Length && count != 0,
            _ => count != 0,
        };
    }
}
