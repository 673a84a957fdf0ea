using Falco.Core.Fields;
using Falco.Rules.Compilation.Operators;

namespace Falco.Rules.Compilation.Graph.Checks;

/// <summary>One of several tests of the same value holds.</summary>
internal sealed class AnyTest(ValueTest[] tests) : ValueTest
{
    public override bool Holds(in FieldValue value)
    {
        foreach (ValueTest test in tests)
        {
            if (test.Holds(in value))
                return true;
        }

        return false;
    }
}

/// <summary>All of several tests of the same value hold.</summary>
internal sealed class AllTest(ValueTest[] tests) : ValueTest
{
    public override bool Holds(in FieldValue value)
    {
        foreach (ValueTest test in tests)
        {
            if (!test.Holds(in value))
                return false;
        }

        return true;
    }
}
