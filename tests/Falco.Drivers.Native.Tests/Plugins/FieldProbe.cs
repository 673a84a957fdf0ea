using System.Text;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.Plugins;
using Falco.Core.State;
using Falco.Core.Streams;

namespace Falco.Drivers.Native.Tests.Plugins;

/// <summary>Reads fields of every event, as text.</summary>
internal sealed class FieldProbe : IEventObserver
{
    private readonly HostState _host;
    private readonly FieldScratch _scratch = new();
    private readonly Field[] _fields;

    public FieldProbe(PluginSet plugins, params string[] fields)
    {
        FieldCatalog catalog = plugins.CreateCatalog();
        _host = new HostState(plugins.Configure());
        _fields = Array.ConvertAll(fields, text => Bind(catalog, text));
    }

    /// <summary>The values of each event's fields.</summary>
    public List<string> Lines { get; } = [];

    public Exception? Failure { get; private set; }

    public static Field Bind(FieldCatalog catalog, string text)
    {
        int bracket = text.IndexOf('[', StringComparison.Ordinal);
        string name = bracket < 0 ? text : text[..bracket];
        string? argument = bracket < 0 ? null : text[(bracket + 1)..^1];
        return catalog.TryResolve(name, argument, out Field? field, out string? error) ? field : throw new InvalidOperationException(error);
    }

    public void OnEvent(in Event view)
    {
        HostEvent current = _host.Apply(in view);
        _scratch.Reset();
        List<string> values = [];
        foreach (Field field in _fields)
            values.Add(field.TryRead(in current, _scratch, out FieldValue value) ? TextOf(in value) : "-");
        Lines.Add(string.Join(' ', values));
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error) => Failure = error;

    private static string TextOf(in FieldValue value)
    {
        if (!value.IsList)
            return TextOf(value.Type, value.Bytes, value.Number);
        List<string> elements = [];
        foreach (ReadOnlySpan<byte> element in value)
            elements.Add(TextOf(value.Type, element, element.Length == 8 ? BitConverter.ToUInt64(element) : 0));
        return $"({string.Join(',', elements)})";
    }

    private static string TextOf(ParameterType type, ReadOnlySpan<byte> bytes, ulong number) => type switch
    {
        ParameterType.CharBuf => Encoding.UTF8.GetString(bytes),
        ParameterType.IPAddr => string.Join('.', bytes.ToArray()),
        _ => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
