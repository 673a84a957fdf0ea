using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;

namespace Falco.Rules.Compilation.Transformers;

/// <summary>A constant as an argument of a transformer: always a text.</summary>
internal sealed class ConstantOperand(byte[] text) : BoundOperand
{
    public override ParameterType Type => ParameterType.CharBuf;

    public override bool IsList => false;

    // Cacheable with anything; "none" would mean the contrary.
    public override FieldDependencies Dependencies => FieldDependencies.Event;

    public override IEnumerable<Field> Fields => [];

    public override bool CanHave(EventTypeInfo type) => true;

    public override bool TryRead(in HostEvent view, FieldScratch scratch, out FieldValue value)
    {
        value = new FieldValue { Type = ParameterType.CharBuf };
        return FieldValue.Of(text, ref value);
    }
}
