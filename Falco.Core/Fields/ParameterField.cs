using System.Text;
using Falco.Core.Events;
using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary><c>evt.arg</c>: one parameter as text.</summary>
internal sealed class ParameterField : Field
{
    private readonly byte[]? _name;
    private readonly int _index;

    public ParameterField(FieldBinding binding, string name)
        : base(binding.Definition, binding.Text)
    {
        _name = Encoding.UTF8.GetBytes(name);
    }

    public ParameterField(FieldBinding binding, int index)
        : base(binding.Definition, binding.Text)
    {
        _index = index;
    }

    public override bool CanHave(EventTypeInfo type) => IndexIn(type) is var index && index >= 0 && index < type.Parameters.Count;

    protected override bool ReadCore(in HostEvent view, FieldScratch scratch, ref FieldValue value)
    {
        int index = IndexIn(view.Event.Info);
        if ((uint)index >= (uint)view.Event.ParameterCount)
            return false;
        Utf8Composer text = new(scratch);
        ParameterText.AppendBest(in view, index, ref text);
        return FieldValue.Of(text.Finish(), ref value);
    }

    private int IndexIn(EventTypeInfo type) => _name is null ? _index : type.IndexOf(_name);
}
