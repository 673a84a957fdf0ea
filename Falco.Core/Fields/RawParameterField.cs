using System.Text;
using Falco.Core.Events;
using Falco.Core.State;

namespace Falco.Core.Fields;

/// <summary><c>evt.rawarg</c>: one parameter as it is encoded.</summary>
internal sealed class RawParameterField(FieldBinding binding, string name) : Field(binding.Definition, binding.Text)
{
    private readonly byte[] _name = Encoding.UTF8.GetBytes(name);

    /// <summary>The type that constants are parsed for: that of the first parameter of the name in the schema.</summary>
    public override ParameterType Type { get; } = FirstType(name);

    public override bool CanHave(EventTypeInfo type) => type.IndexOf(_name) >= 0;

    protected override bool ReadCore(in HostEvent view, FieldScratch scratch, ref FieldValue value)
    {
        int index = view.Event.Info.IndexOf(_name);
        if ((uint)index >= (uint)view.Event.ParameterCount)
            return false;
        ParameterValue parameter = view.Event[index];
        value.Type = parameter.Info!.Type;
        value.Format = parameter.Info.Format;

        // A text that could not be read is there, as <NA>; anything else is not.
        if (value.Type is ParameterType.CharBuf or ParameterType.FsPath or ParameterType.FsRelPath)
            return FieldValue.Of(view.Event.GetText(index), ref value);
        if (parameter.IsEmpty)
            return false;
        if (IsSigned(value.Type) && parameter.TryGetInt64(out long signed))
            return FieldValue.Of(signed, ref value);
        if (value.Type is not (ParameterType.ByteBuf or ParameterType.IPv4Addr or ParameterType.IPv6Addr or ParameterType.IPAddr)
            && parameter.TryGetUInt64(out ulong number))
        {
            return FieldValue.Of(number, ref value);
        }

        return FieldValue.Of(parameter.Bytes, ref value);
    }

    private static bool IsSigned(ParameterType type) => type is ParameterType.Int8 or ParameterType.Int16 or ParameterType.Int32
        or ParameterType.Int64 or ParameterType.ErrNo or ParameterType.Fd or ParameterType.Fd32 or ParameterType.Pid or ParameterType.Pid32;

    private static ParameterType FirstType(string name)
    {
        foreach (EventTypeInfo type in EventSchema.Types)
        {
            foreach (ParameterInfo parameter in type.Parameters)
            {
                if (parameter.Name.ToString() == name)
                    return parameter.Type;
            }
        }

        return ParameterType.None;
    }
}
