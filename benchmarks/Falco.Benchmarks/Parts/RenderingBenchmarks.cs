using System.Buffers;
using BenchmarkDotNet.Attributes;
using Falco.Core.Events;
using Falco.Outputs.Rendering;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Benchmarks.Parts;

/// <summary>What an alert costs: making it out of an event, and laying it out as a line.</summary>
[MemoryDiagnoser]
public class RenderingBenchmarks
{
    private const string Rule =
        """
        - rule: File opened
          desc: A file was opened.
          condition: evt.type in (open, openat, openat2)
          output: File opened | file=%fd.name process=%proc.name command=%proc.cmdline user=%user.name parent=%proc.pname
          priority: INFO
          tags: [host, files]
        """;

    private readonly ArrayBufferWriter<byte> _line = new(16 << 10);
    private readonly AlertLayout _text = new(new AlertLayoutOptions());
    private readonly AlertLayout _json = new(new AlertLayoutOptions { Json = true });
    private RuleEngine _engine = null!;
    private byte[] _event = [];
    private Alert _alert = null!;

    /// <summary>Takes an <c>openat</c> out of the small capture.</summary>
    [GlobalSetup]
    public void Setup()
    {
        RecordedEvents recorded = RecordedEvents.First(EventType.Openat_2Exit);
        _event = recorded.Events[EventType.Openat_2Exit];
        RuleLoader loader = new();
        RuleLoadResult result = loader.Load("rendering.yaml", Rule);
        if (!result.IsSuccessful)
            throw new InvalidOperationException(result.Errors[0].Message);
        _engine = new RuleEngine(loader.Build(), host: recorded.Host);
        using IDisposable subscription = _engine.Subscribe(new LastAlert(this));
        Raise();
    }

    /// <summary>The event is judged and the alert made; nobody has asked for it.</summary>
    [Benchmark]
    public void Raise()
    {
        Event.TryRead(_event, 0, EventFlags.None, out Event view);
        _engine.OnEvent(in view);
    }

    /// <summary>The alert as a line of text.</summary>
    [Benchmark]
    public int Text() => Write(_text);

    /// <summary>The alert as a line of JSON.</summary>
    [Benchmark]
    public int Json() => Write(_json);

    private int Write(AlertLayout layout)
    {
        _line.ResetWrittenCount();
        layout.Write(_alert, _line);
        return _line.WrittenCount;
    }

    private sealed class LastAlert(RenderingBenchmarks benchmarks) : IObserver<Alert>
    {
        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void OnNext(Alert value) => benchmarks._alert = value;
    }
}
