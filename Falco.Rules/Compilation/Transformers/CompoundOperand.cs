using Falco.Core.Events;
using Falco.Core.Fields;

namespace Falco.Rules.Compilation.Transformers;

/// <summary>A text, or list of texts, that is put together from several operands. It has a value only if all of them do.</summary>
internal abstract class CompoundOperand : BoundOperand
{
    private readonly BoundOperand[] _parts;

    protected CompoundOperand(BoundOperand[] parts)
    {
        _parts = parts;
        Dependencies = FieldDependencies.Event;
        foreach (BoundOperand part in parts)
        {
            // One part that must never be remembered forbids it for the whole.
            if (part.Dependencies == FieldDependencies.None)
            {
                Dependencies = FieldDependencies.None;
                break;
            }

            Dependencies |= part.Dependencies;
        }
    }

    public override ParameterType Type => ParameterType.CharBuf;

    public override FieldDependencies Dependencies { get; }

    public override IEnumerable<Field> Fields => _parts.SelectMany(part => part.Fields);

    protected ReadOnlySpan<BoundOperand> Parts => _parts;

    public override bool CanHave(EventTypeInfo type) => Array.TrueForAll(_parts, part => part.CanHave(type));
}
