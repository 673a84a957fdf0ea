using System.Diagnostics;
using Falco.Core.Events;
using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary>A field together with its argument, ready to be read from events.</summary>
[DebuggerDisplay("{Text}")]
public abstract class Field
{
    /// <summary>Makes a field.</summary>
    /// <param name="definition">What the catalogue says of it.</param>
    /// <param name="text">The name with the argument, as rules print it: <c>proc.aname[2]</c>.</param>
    protected Field(FieldDefinition definition, string text)
    {
        Definition = definition;
        Text = text;
    }

    /// <summary>What the catalogue says of the field.</summary>
    public FieldDefinition Definition { get; }

    /// <summary>The name with the argument.</summary>
    public string Text { get; }

    /// <summary>The type of the value; for <c>evt.rawarg</c> that of the parameter.</summary>
    public virtual ParameterType Type => Definition.Type;

    /// <summary>Whether the value is a list.</summary>
    public virtual bool IsList => Definition.IsList;

    /// <summary>How conditions compare this field with its argument.</summary>
    public virtual FieldComparison Comparison => Definition.Comparison;

    /// <summary>What the value is made of.</summary>
    public virtual FieldDependencies Dependencies => Definition.Dependencies;

    /// <summary>Whether events of a type can have the field at all; a condition on a type that cannot is a constant.</summary>
    public virtual bool CanHave(EventTypeInfo type) => true;

    /// <summary>Reads the value as outputs print it.</summary>
    /// <param name="view">The event.</param>
    /// <param name="scratch">Room for values that are put together.</param>
    /// <param name="value">The value, if the result is true.</param>
    /// <returns>Whether the event has a value. An empty text is a value.</returns>
    public bool TryRead(in HostEvent view, FieldScratch scratch, out FieldValue value)
    {
        value = new FieldValue { Type = Type, Format = Definition.Format, IsList = IsList };
        return ReadCore(in view, scratch, ref value);
    }

    /// <summary>
    /// Reads the candidates of a field whose <see cref="Comparison"/> is not <see cref="FieldComparison.Value"/>, as a list.
    /// </summary>
    public bool TryReadCandidates(in HostEvent view, FieldScratch scratch, out FieldValue value)
    {
        value = new FieldValue { Type = Type, Format = Definition.Format, IsList = true };
        return ReadCandidatesCore(in view, scratch, ref value);
    }

    /// <summary>Reads the value; type, format and list-ness are set already, and may be corrected.</summary>
    protected abstract bool ReadCore(in HostEvent view, FieldScratch scratch, ref FieldValue value);

    /// <summary>Reads the candidates.</summary>
    protected virtual bool ReadCandidatesCore(in HostEvent view, FieldScratch scratch, ref FieldValue value) => false;
}
