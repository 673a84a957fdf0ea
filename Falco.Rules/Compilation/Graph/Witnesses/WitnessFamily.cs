using System.Runtime.InteropServices;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Rules.Compilation.Operators.Literals;

namespace Falco.Rules.Compilation.Graph.Witnesses;

/// <summary>All literals that rules need in one field: the field is read once, and each kind of comparison made by one look.</summary>
internal sealed class WitnessFamily(BoundOperand operand, LiteralIndex[] indexes)
{
    private readonly bool _isBytes = operand.Type.IsBytes();

    /// <summary>Marks the rules of which a literal occurs.</summary>
    public void Mark(in HostEvent view, FieldScratch scratch, Span<ulong> rules)
    {
        if (!operand.TryRead(in view, scratch, out FieldValue value))
            return;
        ulong number = value.Number;
        ReadOnlySpan<byte> bytes = _isBytes ? value.Bytes : MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in number));
        foreach (LiteralIndex index in indexes)
            index.Mark(bytes, rules);
    }
}
