using Falco.Core.Fields;
using Falco.Rules.Compilation.Operators;

namespace Falco.Rules.Compilation.Graph.Checks;

/// <summary>Is the constant, or is not.</summary>
internal sealed class NumberEqualTest(ulong constant, bool isNegated) : ValueTest
{
    public override bool Holds(in FieldValue value) => (value.Number == constant) != isNegated;
}

/// <summary>Is one of the members.</summary>
internal sealed class NumberInTest(ulong[] members) : ValueTest
{
    public override bool Holds(in FieldValue value) => members.AsSpan().Contains(value.Number);
}
