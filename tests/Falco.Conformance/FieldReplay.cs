using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Core.Streams;

namespace Falco.Conformance;

/// <summary>Reads the fields of every event of a capture and compares them with those that the reference read.</summary>
internal sealed class FieldReplay : IEventObserver, IDisposable
{
    private readonly HostState _host = new(HostStateOptions.Default with { DetectContainers = false });
    private readonly FieldScratch _scratch = new();
    private readonly FieldCatalog _catalog = FieldCatalog.For("syscall");
    private readonly Dictionary<string, Field> _fields = [];
    private readonly FieldDifferences _differences;
    private readonly StreamReader _recorded;
    private string? _line;

    public FieldReplay(string recording, FieldDifferences differences)
    {
        _differences = differences;
        _recorded = new StreamReader(new GZipStream(File.OpenRead(recording), CompressionMode.Decompress));
        _line = _recorded.ReadLine();
    }

    public IHostTableObserver? Tables => _host;

    /// <summary>Events of the recording that the capture did not give.</summary>
    public int MissingEvents { get; private set; }

    /// <summary>The first failure of the source.</summary>
    public Exception? Error { get; private set; }

    public void OnEvent(in Event view)
    {
        HostEvent seen = _host.Apply(in view);
        if (!seen.IsShown)
            return;
        _scratch.Reset();
        if (_line is null)
        {
            _differences.Add("(events beyond the recording)", null);
            return;
        }

        // An event that the reference did not return is a difference of its own and does not shift the others.
        if (!IsRecorded(_line, seen.Number))
        {
            _differences.Add("(events)", _differences.WantsExample("(events)") ? $"{seen.Number} {view.Type} beside {_line[..40]}" : null);
            if (RecordedNumber(_line) > seen.Number)
                return;
        }

        Compare(in seen, Encoding.UTF8.GetBytes(_line));
        _line = _recorded.ReadLine();
    }

    public void OnCompleted()
    {
        while (_line is not null)
        {
            MissingEvents++;
            _line = _recorded.ReadLine();
        }
    }

    public void OnError(Exception error) => Error = error;

    public void Dispose() => _recorded.Dispose();

    private static bool IsRecorded(string line, ulong number) => RecordedNumber(line) == number;

    private static ulong RecordedNumber(string line)
    {
        const string Key = "\"evt.num\":";
        int start = line.IndexOf(Key, StringComparison.Ordinal) + Key.Length;
        int end = line.IndexOf(',', start);
        return ulong.Parse(line.AsSpan(start, end - start), System.Globalization.CultureInfo.InvariantCulture);
    }

    private void Compare(in HostEvent current, ReadOnlySpan<byte> line)
    {
        HostEvent seen = current;
        Utf8JsonReader recorded = new(line);
        recorded.Read();
        while (recorded.Read() && recorded.TokenType == JsonTokenType.PropertyName)
        {
            string name = recorded.GetString()!;
            recorded.Read();
            long start = recorded.TokenStartIndex;
            Field field = FieldOf(name);
            _differences.Compared++;

            // Whether the name has changed is kept with the event and not with the descriptor: it survives the side effect.
            HostEvent asked = name == "fd.name_changed" && current.Descriptor is not null ? current : seen;

            // Fields that only conditions may use have no value of their own.
            bool hasValue = field.TryRead(in asked, _scratch, out FieldValue value)
                && (field.Definition.Flags & FieldFlags.FilterOnly) == 0;
            bool isEqual = FieldJson.Equals(recorded, hasValue, in value);
            if (name == "evt.abspath")
                seen = AbsolutePathSideEffect.Apply(in current);
            recorded.Skip();
            if (isEqual)
                continue;
            string? example = null;
            if (_differences.WantsExample(name))
            {
                string expected = Encoding.UTF8.GetString(line[(int)start..(int)recorded.BytesConsumed]);
                string actual = hasValue ? FieldJson.Text(in value) : "no value";
                example = $"{seen.Number} {seen.Event.Type}: {expected} is {actual}";
            }

            _differences.Add(name, example);
        }
    }

    private Field FieldOf(string name)
    {
        if (_fields.TryGetValue(name, out Field? field))
            return field;
        Assert.True(FieldText.TryResolve(_catalog, name, out field, out string? error), error);
        _fields.Add(name, field);
        return field;
    }
}
