using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary><c>util.cnt</c>: counts how often it was read. The count belongs to the place in the rule that reads it.</summary>
internal sealed class CounterField(FieldBinding binding) : Field(binding.Definition, binding.Text)
{
    private ulong _count;

    protected override bool ReadCore(in HostEvent view, FieldScratch scratch, ref FieldValue value) => FieldValue.Of(_count++, ref value);
}
