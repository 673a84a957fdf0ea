using System.Runtime.InteropServices;
using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Drivers.Native.Ebpf;
using Falco.Drivers.Native.Tests.Ebpf;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>The kernel of this machine, watched for all system calls while the tests of the collection run.</summary>
/// <remarks>
/// A test records what its own thread does: the call between two marks. Because the marks are calls that the kernel reports, too,
/// everything that the call caused has arrived when the second one has.
/// </remarks>
public sealed class LiveSource : IDisposable, IEventObserver
{
    private const int ThreadIdNumber = 186;
    private const int CloseNumber = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly HashSet<long> _tracked = [];
    private readonly AutoResetEvent _markSeen = new(false);
    private readonly KernelSourceOptions _options;
    private KernelSource? _source;
    private Thread? _reader;
    private Exception? _failure;
    private List<CallEvent> _events = [];
    private bool _followsChildren;
    private long _mark = -1_000_000;

    public LiveSource()
        : this(KernelSourceOptions.Default)
    {
    }

    internal LiveSource(KernelSourceOptions options) =>
        _options = options with { Syscalls = SyscallSet.All, SkipHostTables = true, RingBytes = 32 << 20 };

    /// <summary>The source; it runs from the first use on.</summary>
    internal KernelSource Source
    {
        get
        {
            Start();
            return _source!;
        }
    }

    /// <summary>Makes a system call on this thread, by its name, and gives what the kernel said of it.</summary>
    internal CallRecord Call(string name, params ReadOnlySpan<nint> arguments)
    {
        Start();
        SyscallInfo call = EventSchema.FindSyscall(name) ?? throw new ArgumentException($"there is no system call '{name}'");
        Span<nint> padded = stackalloc nint[6];
        arguments.CopyTo(padded);
        using Recording recording = Begin(followsChildren: false);
        nint result = NativeCall.Make(call.X64Number, padded);
        return new CallRecord(call, result, recording.End());
    }

    /// <summary>Records what this thread does meanwhile; with <paramref name="followsChildren"/>, what processes that this process starts do, too.</summary>
    internal IReadOnlyList<CallEvent> Record(Action action, bool followsChildren = false)
    {
        Start();
        using Recording recording = Begin(followsChildren);
        action();
        return recording.End();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _reader?.Join();
        _source?.Dispose();
        _stop.Dispose();
        _markSeen.Dispose();
        if (_failure is not null)
            throw new InvalidOperationException("the live source failed", _failure);
    }

    public void OnEvent(in Event view)
    {
        lock (_gate)
        {
            if (_followsChildren && IsNewChild(in view))
                _tracked.Add(view.ThreadId);
            if (!_tracked.Contains(view.ThreadId))
                return;
            long mark = view.Type == EventType.CloseExit ? view.GetInt64(1) : 0;
            if (mark == _mark)
                _markSeen.Set();
            else if (mark == _mark + 1)
                _events.Clear();
            else
                _events.Add(new CallEvent(in view));
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error) => _failure = error;

    private static bool IsNewChild(in Event view) =>
        view.Type is EventType.Clone_20Exit or EventType.Fork_20Exit or EventType.Vfork_20Exit or EventType.Clone3Exit
        && view.GetInt64(0) == 0;

    private void Start()
    {
        LiveKernel.Require();
        Assert.SkipUnless(RuntimeInformation.ProcessArchitecture == Architecture.X64, "the live tests call by the numbers of x86-64");
        if (_reader is not null)
            return;
        _source = KernelSource.Open(_options);
        _source.Subscribe(this);
        _reader = new Thread(() => _failure ??= _source.Run(_stop.Token)) { IsBackground = true, Name = "live source" };
        _reader.Start();

        // The programs are attached when the first mark comes back.
        DateTime end = DateTime.UtcNow + Patience;
        while (DateTime.UtcNow < end)
        {
            using Recording recording = Begin(followsChildren: false);
            if (recording.TryEnd(TimeSpan.FromMilliseconds(50)))
                return;
        }

        throw new TimeoutException($"the live source delivers nothing: {_failure}");
    }

    private Recording Begin(bool followsChildren)
    {
        lock (_gate)
        {
            _events = [];
            _mark -= 2;
            _followsChildren = followsChildren;
            _tracked.Clear();
            _tracked.Add(NativeCall.Make(ThreadIdNumber, stackalloc nint[6]));
        }

        // What this thread did before has not arrived yet; it is forgotten when this mark has.
        NativeCall.Make(CloseNumber, [(nint)_mark + 1, 0, 0, 0, 0, 0]);
        return new Recording(this);
    }

    private sealed class Recording(LiveSource owner) : IDisposable
    {
        public List<CallEvent> End() => TryEnd(Patience)
            ? owner._events
            : throw new TimeoutException($"the kernel's events do not arrive: {owner._source!.Statistics} {owner._failure}");

        public bool TryEnd(TimeSpan patience)
        {
            NativeCall.Make(CloseNumber, [(nint)owner._mark, 0, 0, 0, 0, 0]);
            return owner._markSeen.WaitOne(patience);
        }

        public void Dispose()
        {
            lock (owner._gate)
                owner._tracked.Clear();
        }
    }
}

/// <summary>The tests that share one <see cref="LiveSource"/> and run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class LiveSourceCollection : ICollectionFixture<LiveSource>
{
    public const string Name = "live kernel";
}
