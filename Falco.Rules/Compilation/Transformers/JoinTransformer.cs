using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Rules.Compilation.Operators;

namespace Falco.Rules.Compilation.Transformers;

/// <summary><c>join</c>: the elements of a list with a separator between them.</summary>
internal sealed class JoinTransformer(BoundOperand separator, BoundOperand list) : CompoundOperand([separator, list])
{
    public override bool IsList => false;

    public override bool TryRead(in HostEvent view, FieldScratch scratch, out FieldValue value)
    {
        value = new FieldValue { Type = Type };
        if (!separator.TryRead(in view, scratch, out FieldValue between) || !list.TryRead(in view, scratch, out FieldValue elements))
            return false;
        ReadOnlySpan<byte> separatorText = ScalarText.Of(in between, scratch);
        ScratchWriter text = new(scratch, elements.Bytes.Length);
        bool isFirst = true;
        foreach (ReadOnlySpan<byte> element in elements)
        {
            if (!isFirst)
                text.Append(separatorText);
            isFirst = false;
            FieldValue one = ListElement.Read(in elements, element);
            text.Append(ScalarText.Of(in one, scratch));
        }

        value.Bytes = text.Written;
        return true;
    }
}
