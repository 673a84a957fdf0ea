using Falco.Core.Fields;
using Falco.Rules.Language;

namespace Falco.Rules.Compilation.Operators;

/// <summary>An operator with its constants: a question about one value. Immutable, and asked from any thread without allocating.</summary>
internal abstract class ValueTest
{
    /// <summary>Whether the value passes.</summary>
    public abstract bool Holds(in FieldValue value);
}

/// <summary>An operator with one constant.</summary>
internal sealed class ConstantTest(ComparisonOperator operation, BoundConstant constant) : ValueTest
{
    public override bool Holds(in FieldValue value) =>
        ValueComparison.Holds(operation, in value, constant.Bytes, constant.Number);
}

/// <summary>An address and a network.</summary>
internal sealed class NetworkTest(bool isNegated, BoundConstant network) : ValueTest
{
    public override bool Holds(in FieldValue value) =>
        Network.Contains(network.Bytes, network.PrefixLength, value.Bytes) != isNegated;
}

/// <summary>A regular expression.</summary>
internal sealed class RegexTest(RegularExpressions.RegularExpression expression) : ValueTest
{
    public override bool Holds(in FieldValue value) => expression.IsMatch(value.Bytes);
}

/// <summary>A path below one of a set of paths.</summary>
internal sealed class PathTest(PathSet paths) : ValueTest
{
    public override bool Holds(in FieldValue value) => paths.Matches(value.Bytes);
}

/// <summary>Passes nothing.</summary>
internal sealed class NeverTest : ValueTest
{
    public override bool Holds(in FieldValue value) => false;
}
