using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;

namespace Falco.Rules.Compilation;

/// <summary>
/// The distance in nanoseconds between an event and a point in time: <c>evt.around[T] = D</c> is bound as "the distance from T is at
/// most D milliseconds".
/// </summary>
internal sealed class AroundOperand(Field source, ulong time) : BoundOperand
{
    public override ParameterType Type => ParameterType.UInt64;

    public override bool IsList => false;

    public override FieldDependencies Dependencies => FieldDependencies.Event;

    public override Field? Origin => source;

    public override IEnumerable<Field> Fields => [source];

    public override bool CanHave(EventTypeInfo type) => true;

    public override bool TryRead(in HostEvent view, FieldScratch scratch, out FieldValue value)
    {
        value = new FieldValue { Type = Type };
        ulong now = view.Event.Timestamp;
        return FieldValue.Of(now > time ? now - time : time - now, ref value);
    }
}
