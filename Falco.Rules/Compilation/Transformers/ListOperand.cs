using Falco.Core.Fields;
using Falco.Core.State;

namespace Falco.Rules.Compilation.Transformers;

/// <summary>A list in parentheses: texts as they are, other values printed, lists flattened.</summary>
internal sealed class ListOperand(BoundOperand[] items) : CompoundOperand(items)
{
    public override bool IsList => true;

    public override bool TryRead(in HostEvent view, FieldScratch scratch, out FieldValue value)
    {
        value = new FieldValue { Type = Type, IsList = true };
        ScratchWriter list = new(scratch, 256);
        foreach (BoundOperand item in Parts)
        {
            if (!item.TryRead(in view, scratch, out FieldValue read))
                return false;
            if (!read.IsList)
                list.AppendElement(ScalarText.Of(in read, scratch));
            foreach (ReadOnlySpan<byte> element in read.IsList ? read : default)
            {
                FieldValue one = Operators.ListElement.Read(in read, element);
                list.AppendElement(ScalarText.Of(in one, scratch));
            }
        }

        value.Bytes = list.Written;
        return true;
    }
}
