using BenchmarkDotNet.Attributes;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Rules.Compilation;
using Falco.Rules.Engine;

namespace Falco.Benchmarks.Parts;

/// <summary>Filling in an output: what an alert costs.</summary>
[MemoryDiagnoser]
public class RenderingBenchmarks
{
    private const string Output = "File opened | file=%fd.name process=%proc.name command=%proc.cmdline user=%user.name parent=%proc.pname";

    private readonly FieldScratch _scratch = new();
    private RecordedEvents _recorded = null!;
    private OutputFormat _format = null!;

    /// <summary>Takes an <c>openat</c> out of the small capture.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _recorded = RecordedEvents.Read(EventType.Openat_2Exit, 1);
        if (!OutputFormat.TryParse(Output, FieldCatalog.For("syscall"), out _format!, out string? error))
            throw new InvalidOperationException(error);
    }

    /// <summary>The text.</summary>
    [Benchmark]
    public string Text()
    {
        Event.TryRead(_recorded.Events[0], 0, EventFlags.None, out Event view);
        HostEvent current = new() { Event = view, Host = _recorded.Host, Thread = _recorded.Host.FindThread(view.ThreadId) };
        _scratch.Reset();
        return _format.Format(in current, _scratch);
    }

    /// <summary>The typed values.</summary>
    [Benchmark]
    public IReadOnlyList<AlertField> Fields()
    {
        Event.TryRead(_recorded.Events[0], 0, EventFlags.None, out Event view);
        HostEvent current = new() { Event = view, Host = _recorded.Host, Thread = _recorded.Host.FindThread(view.ThreadId) };
        _scratch.Reset();
        return _format.ReadFields(in current, _scratch);
    }
}
