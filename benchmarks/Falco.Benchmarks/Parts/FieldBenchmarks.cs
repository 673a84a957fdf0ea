using BenchmarkDotNet.Attributes;
using Falco.Core.Events;
using Falco.Core.Fields;
using Falco.Core.State;
using Falco.Rules.Compilation;

namespace Falco.Benchmarks.Parts;

/// <summary>Reading a field of an event by which a file was opened: also what <c>exists</c> costs.</summary>
[MemoryDiagnoser]
public class FieldBenchmarks
{
    private readonly FieldScratch _scratch = new();
    private HostState _host = null!;
    private ThreadRecord? _thread;
    private DescriptorRecord? _descriptor;
    private byte[] _event = [];
    private BoundOperand _field = null!;

    /// <summary>The field.</summary>
    [Params("evt.type", "evt.rawres", "evt.arg.flags", "evt.is_open_write", "fd.name", "fd.directory", "fd.filename", "fd.num", "proc.name",
        "proc.cmdline", "proc.exepath", "proc.pname", "proc.aname[3]", "user.name", "container.id", "evt.time")]
    public string Field { get; set; } = "";

    /// <summary>Takes an <c>openat</c> out of the small capture.</summary>
    [GlobalSetup]
    public void Setup()
    {
        RecordedEvents recorded = RecordedEvents.First(EventType.Openat_2Exit);
        _event = recorded.Events[EventType.Openat_2Exit];
        _host = recorded.Host;
        Event.TryRead(_event, 0, EventFlags.None, out Event view);
        _thread = _host.FindThread(view.ThreadId);
        _descriptor = _host.DescriptorsOf(_thread!)?.Find(view.GetInt64(0));
        _field = OperatorCase.Bind($"{Field} exists")[0].Left;
    }

    /// <summary>One reading.</summary>
    [Benchmark]
    public int Read()
    {
        Event.TryRead(_event, 0, EventFlags.None, out Event view);
        HostEvent current = new() { Event = view, Host = _host, Thread = _thread, Descriptor = _descriptor };
        _scratch.Reset();
        return _field.TryRead(in current, _scratch, out FieldValue value) ? value.Bytes.Length + (int)value.Number : -1;
    }
}
