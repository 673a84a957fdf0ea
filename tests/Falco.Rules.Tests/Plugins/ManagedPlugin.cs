using System.Text;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.Plugins;
using Falco.Core.State;

namespace Falco.Rules.Tests.Plugins;

/// <summary>A plugin in C#: delivers texts, reads them as fields, parses them, and tells news.</summary>
internal sealed class ManagedPlugin(IPluginEventStream stream) : IEventSourcePlugin, IFieldPlugin, IEventParserPlugin, IAsyncEventPlugin
{
    public PluginInfo Info { get; init; } = new("words", "1.2.0", "words as events");

    public uint Id { get; init; } = 999;

    public string EventSource => "words";

    public IReadOnlyList<PluginField> Fields { get; init; } =
    [
        new() { Name = "word.text", Description = "the word" },
        new() { Name = "word.length", Type = ParameterType.UInt64, Description = "its bytes" },
        new() { Name = "word.letter", Description = "one of its letters", Flags = FieldFlags.ArgumentRequired | FieldFlags.ArgumentIndex },
    ];

    public IReadOnlyList<string> AsyncEvents => ["news"];

    public IReadOnlyList<string> AsyncSources { get; init; } = [];

    public int Parsed { get; private set; }

    public IAsyncEventSink? Sink { get; private set; }

    public IPluginEventStream Open(string parameters) => stream;

    public void Parse(in HostEvent view) => Parsed++;

    public void Start(IAsyncEventSink sink)
    {
        Sink = sink;
        sink.TryPost("news"u8, "first"u8);
    }

    public void Stop() => Sink = null;

    public PluginFieldReader Bind(PluginFieldRequest request) => request.Ordinal switch
    {
        0 => static (in HostEvent view, FieldScratch _, ref FieldValue value) => FieldValue.Of(Data(in view), ref value),
        1 => static (in HostEvent view, FieldScratch _, ref FieldValue value) => FieldValue.Of((ulong)Data(in view).Length, ref value),
        _ => (in HostEvent view, FieldScratch _, ref FieldValue value) =>
            request.Index < (ulong)Data(in view).Length && FieldValue.Of(Data(in view).Slice((int)request.Index, 1), ref value),
    };

    private static ReadOnlySpan<byte> Data(scoped in HostEvent view) => view.Event.Type == EventType.PlugineventEnter ? view.Event.GetBytes(1) : default;
}

/// <summary>A stream of a few words, read on demand.</summary>
internal sealed class WordStream(params string[] words) : IPluginEventStream
{
    private int _next;

    public bool IsClosed { get; private set; }

    public PluginReadStatus Read(PluginEventBatch batch, CancellationToken stop)
    {
        if (_next < words.Length)
            batch.Add(Encoding.UTF8.GetBytes(words[_next++]), 1_000_000_000UL * (ulong)_next);
        return _next < words.Length ? PluginReadStatus.Continue : PluginReadStatus.End;
    }

    public void Dispose() => IsClosed = true;
}
