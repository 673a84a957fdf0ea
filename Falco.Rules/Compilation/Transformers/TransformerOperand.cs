using Falco.Core.Events;
using Falco.Core.Fields;

namespace Falco.Rules.Compilation.Transformers;

/// <summary>A transformer of one argument: it fails where its argument has no value.</summary>
internal abstract class TransformerOperand(BoundOperand inner) : BoundOperand
{
    public override ParameterType Type => inner.Type;

    public override bool IsList => inner.IsList;

    public override FieldDependencies Dependencies => inner.Dependencies;

    public override Field? Origin => inner.Origin;

    public override IEnumerable<Field> Fields => inner.Fields;

    protected BoundOperand Inner => inner;

    public override bool CanHave(EventTypeInfo type) => inner.CanHave(type);
}
