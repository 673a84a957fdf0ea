using Falco.Core.Fields;
using Falco.Core.State;

namespace Falco.Rules.Compilation.Transformers;

/// <summary><c>concat</c>: one text after the other.</summary>
internal sealed class ConcatTransformer(BoundOperand[] parts) : CompoundOperand(parts)
{
    public override bool IsList => false;

    public override bool TryRead(in HostEvent view, FieldScratch scratch, out FieldValue value)
    {
        value = new FieldValue { Type = Type };
        ScratchWriter text = new(scratch, 256);
        foreach (BoundOperand part in Parts)
        {
            if (!part.TryRead(in view, scratch, out FieldValue read))
                return false;
            text.Append(ScalarText.Of(in read, scratch));
        }

        value.Bytes = text.Written;
        return true;
    }
}
