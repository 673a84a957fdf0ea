using System.Globalization;
using System.Text;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;

namespace Falco.Rules.Tests.Plugins;

/// <summary>A field whose value stands in the payload of an event, on a line <c>field = value</c>; elements of a list are separated by <c>|</c>.</summary>
internal sealed class PayloadField : Field
{
    private const string EventData = "event_data";

    public PayloadField(FieldDefinition definition, string text)
        : base(definition, text)
    {
    }

    protected override bool ReadCore(in HostEvent view, FieldScratch scratch, ref FieldValue value)
    {
        foreach (string line in Encoding.UTF8.GetString(view.Event[EventData].Bytes).Split('\n'))
        {
            string[] sides = line.Split(" = ", 2);
            if (sides.Length < 2 || sides[0].Trim() != Text)
                continue;
            if (IsList)
                return ReadList(sides[1], scratch, ref value);
            return Type == ParameterType.UInt64
                ? FieldValue.Of(ulong.Parse(sides[1], CultureInfo.InvariantCulture), ref value)
                : FieldValue.Of(Encoding.UTF8.GetBytes(sides[1]), ref value);
        }

        return false;
    }

    private static bool ReadList(string elements, FieldScratch scratch, ref FieldValue value)
    {
        scratch.BeginList();
        foreach (string element in elements.Split('|'))
            scratch.AddElement(Encoding.UTF8.GetBytes(element));
        return FieldValue.Of(scratch.EndList(), ref value);
    }
}
