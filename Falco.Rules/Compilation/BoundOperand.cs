using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;

namespace Falco.Rules.Compilation;

/// <summary>Something that is read from an event: a field, or a transformer around others.</summary>
internal abstract class BoundOperand
{
    /// <summary>The type of the value, or of each element.</summary>
    public abstract ParameterType Type { get; }

    /// <summary>Whether the value is a list.</summary>
    public abstract bool IsList { get; }

    /// <summary>What the value is made of.</summary>
    public abstract FieldDependencies Dependencies { get; }

    /// <summary>How conditions compare the operand.</summary>
    public virtual FieldComparison Comparison => FieldComparison.Value;

    /// <summary>
    /// The field below transformers of one argument, which the reference's rules look at in place of the value; <see langword="null"/> for
    /// constants and what is put together from several operands.
    /// </summary>
    public virtual Field? Origin => null;

    /// <summary>Whether every value has the type <see cref="Type"/>; those of <c>evt.rawarg</c> have the type that the event gives its parameter.</summary>
    public bool HasFixedType => Origin?.Definition.Name != "evt.rawarg";

    /// <summary>The fields that are read, in the order in which they are written; one may occur more than once.</summary>
    public abstract IEnumerable<Field> Fields { get; }

    /// <summary>Whether events of a type can have a value at all.</summary>
    public abstract bool CanHave(EventTypeInfo type);

    /// <summary>Reads the value.</summary>
    public abstract bool TryRead(in HostEvent view, FieldScratch scratch, out FieldValue value);
}

/// <summary>A field.</summary>
internal sealed class BoundField(Field source) : BoundOperand
{
    public Field Source => source;

    public override ParameterType Type => source.Type;

    public override bool IsList => source.IsList;

    public override FieldDependencies Dependencies => source.Dependencies;

    public override FieldComparison Comparison => source.Comparison;

    public override Field? Origin => source;

    public override IEnumerable<Field> Fields => [source];

    public override bool CanHave(EventTypeInfo type) => source.CanHave(type);

    public override bool TryRead(in HostEvent view, FieldScratch scratch, out FieldValue value) =>
        source.TryRead(in view, scratch, out value);
}
