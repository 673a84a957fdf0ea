using Falco.Core.Fields;
using Falco.Rules.Compilation.Operators;
using Falco.Rules.Compilation.Operators.Literals;

namespace Falco.Rules.Compilation.Graph.Checks;

/// <summary>Is the constant.</summary>
internal sealed class BytesEqualTest(byte[] constant) : ValueTest
{
    public override bool Holds(in FieldValue value) => value.Bytes.SequenceEqual(constant);
}

/// <summary>Is something else.</summary>
internal sealed class BytesDifferTest(byte[] constant) : ValueTest
{
    public override bool Holds(in FieldValue value) => !value.Bytes.SequenceEqual(constant);
}

/// <summary>Has one of many literals where the operator demands it.</summary>
internal sealed class LiteralTest(LiteralIndex literals) : ValueTest
{
    public override bool Holds(in FieldValue value) => literals.MatchesAny(value.Bytes);
}

/// <summary>Begins with the constant.</summary>
internal sealed class PrefixTest(byte[] constant) : ValueTest
{
    public override bool Holds(in FieldValue value) => value.Bytes.StartsWith(constant);
}

/// <summary>Ends with the constant.</summary>
internal sealed class SuffixTest(byte[] constant) : ValueTest
{
    public override bool Holds(in FieldValue value) => value.Bytes.EndsWith(constant);
}

/// <summary>Holds the constant somewhere.</summary>
internal sealed class PartTest(byte[] constant) : ValueTest
{
    public override bool Holds(in FieldValue value) => value.Bytes.IndexOf(constant) >= 0;
}
