using Falco.Core.Fields;

namespace Falco.Rules.Compilation.Operators;

/// <summary><c>in</c> and <c>intersects</c>: one of the members, each a test for equality; a list passes if all, or any, elements do.</summary>
internal sealed class SetTest(ValueTest[] members, bool any) : ValueTest
{
    public override bool Holds(in FieldValue value)
    {
        if (!value.IsList)
            return HoldsOne(in value);
        foreach (ReadOnlySpan<byte> element in value)
        {
            FieldValue one = ListElement.Read(in value, element);
            if (HoldsOne(in one) == any)
                return any;
        }

        return !any;
    }

    private bool HoldsOne(in FieldValue value)
    {
        foreach (ValueTest member in members)
        {
            if (member.Holds(in value))
                return true;
        }

        return false;
    }
}
