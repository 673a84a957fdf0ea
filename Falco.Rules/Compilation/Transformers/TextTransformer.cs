using Falco.Core.Fields;
using Falco.Core.State;

namespace Falco.Rules.Compilation.Transformers;

/// <summary>A transformer of one text into another; lists are transformed element by element.</summary>
internal abstract class TextTransformer(BoundOperand inner) : TransformerOperand(inner)
{
    public sealed override bool TryRead(in HostEvent view, FieldScratch scratch, out FieldValue value)
    {
        if (!Inner.TryRead(in view, scratch, out value))
            return false;
        if (!value.IsList)
            return TryTransform(value.Bytes, scratch, out value.Bytes);
        ScratchWriter list = new(scratch, value.Bytes.Length);
        foreach (ReadOnlySpan<byte> element in value)
        {
            if (!TryTransform(element, scratch, out ReadOnlySpan<byte> transformed))
                return false;
            list.AppendElement(transformed);
        }

        value.Bytes = list.Written;
        return true;
    }

    /// <summary>Transforms one text; false makes the whole operand have no value.</summary>
    protected abstract bool TryTransform(ReadOnlySpan<byte> text, FieldScratch scratch, out ReadOnlySpan<byte> result);
}
