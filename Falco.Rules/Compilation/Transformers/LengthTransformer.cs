using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;

namespace Falco.Rules.Compilation.Transformers;

/// <summary><c>len</c>: the bytes of a text or buffer, the elements of a list.</summary>
internal sealed class LengthTransformer(BoundOperand inner) : TransformerOperand(inner)
{
    public override ParameterType Type => ParameterType.UInt64;

    public override bool IsList => false;

    public override bool TryRead(in HostEvent view, FieldScratch scratch, out FieldValue value)
    {
        bool hasValue = Inner.TryRead(in view, scratch, out FieldValue measured);
        value = new FieldValue { Type = ParameterType.UInt64, Format = ParameterFormat.Decimal };
        int length = measured.Bytes.Length;
        if (measured.IsList)
        {
            length = 0;
            foreach (ReadOnlySpan<byte> _ in measured)
                length++;
        }

        return FieldValue.Of((ulong)length, ref value) && hasValue;
    }
}
