using System.Text;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;
using Falco.Rules.Compilation;

namespace Falco.Rules.Tests.Graph;

/// <summary>For every field that can be compared, conditions that values from a capture make true now and then.</summary>
internal sealed class SampledConditions : IEventObserver
{
    private const int ValuesPerField = 3;

    private readonly HostState _host = new();
    private readonly FieldScratch _scratch = new();
    private readonly List<(Field Field, HashSet<string> Values)> _samples = [];
    private int _events;

    private SampledConditions()
    {
        FieldCatalog catalog = FieldCatalog.For("syscall");
        foreach (FieldDefinition definition in catalog.Classes.SelectMany(fields => fields.Fields))
        {
            // Counters and clocks are never remembered, and some change by being read.
            if ((definition.Dependencies & FieldDependencies.Clock) != 0 || (definition.Flags & FieldFlags.PrintOnly) != 0)
                continue;
            string? argument = (definition.Flags & FieldFlags.ArgumentRequired) == 0 ? null : "1";
            if (catalog.TryResolve(definition.Name, argument, out Field? field, out _))
                _samples.Add((field, []));
            if ((definition.Flags & FieldFlags.ArgumentAllowed) != 0 && catalog.TryResolve(definition.Name, "2", out Field? second, out _))
                _samples.Add((second, []));
        }
    }

    public IHostTableObserver? Tables => _host;

    public static IReadOnlyList<string> Of(string capture)
    {
        SampledConditions observer = new();
        using CaptureReader reader = CaptureReader.Open(capture);
        reader.Subscribe(observer);
        Assert.Null(reader.Run(TestContext.Current.CancellationToken));
        return
        [
            .. observer._samples.Select(sample => $"{sample.Field.Text} exists"),
            .. observer._samples.SelectMany(sample => sample.Values.Select(value => $"{sample.Field.Text} {Operator(sample.Field)} {value}")),
        ];
    }

    public void OnEvent(in Event view)
    {
        HostEvent current = _host.Apply(in view);
        if (!current.IsShown || _events++ % 37 != 0)
            return;
        foreach ((Field field, HashSet<string> values) in _samples)
        {
            _scratch.Reset();
            if (values.Count < ValuesPerField && !field.IsList && field.TryRead(in current, _scratch, out FieldValue value)
                && TryWrite(in value, out string text))
            {
                values.Add(text);
            }
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private static string Operator(Field field) => field.Comparison == FieldComparison.Value ? "=" : "!=";

    private static bool TryWrite(in FieldValue value, out string text)
    {
        text = value.Type.Group() switch
        {
            TypeGroup.Text => Encoding.UTF8.GetString(value.Bytes),
            TypeGroup.Signed or TypeGroup.Unsigned => ((long)value.Number).ToString(System.Globalization.CultureInfo.InvariantCulture),
            TypeGroup.Bool => value.Number != 0 ? "true" : "false",
            _ => "",
        };
        bool isPlain = text.Length is > 0 and < 200 && text.All(c => c is > ' ' and <= '~' and not ('"' or '\\'));
        if (value.Type.Group() == TypeGroup.Text)
            text = $"\"{text}\"";
        return isPlain;
    }
}
