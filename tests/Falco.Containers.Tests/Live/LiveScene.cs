using System.Collections.Concurrent;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;
using Falco.Drivers.Native.Ebpf;
using Falco.Rules.Engine;
using Falco.Rules.Loading;

namespace Falco.Containers.Tests.Live;

/// <summary>Watches the kernel with rules about containers, and records it.</summary>
internal sealed class LiveScene : IDisposable, IObserver<Alert>
{
    private readonly KernelSource _source;
    private readonly MemoryStream _recording = new();
    private readonly CaptureWriter _writer;
    private readonly Thread _thread;
    private readonly CancellationTokenSource _stop = new();
    private readonly string _rules;
    private Exception? _failure;

    public LiveScene(string rules, ContainerMetadataOptions options, EventHoldOptions? hold = null)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists("/sys/kernel/btf/vmlinux"), "no live kernel: not root, or without BTF");
        _rules = rules;
        _source = KernelSource.Open(new KernelSourceOptions { SnapLength = 80 });
        Metadata = ContainerMetadata.Start(_source.Injection, options);
        _source.Subscribe(Metadata);
        if (hold is not null)
            Hold = _source.HoldEvents(Metadata, hold);
        RuleEngine engine = EngineOf(rules);
        engine.Subscribe(this);
        _source.Subscribe(engine);
        _writer = CaptureWriter.Create(_recording, leaveOpen: true);
        _source.Subscribe(_writer);
        ManualResetEventSlim watching = new();
        IDisposable first = _source.Subscribe((in Core.Events.Event _) => watching.Set());
        _thread = new Thread(() => _failure = _source.Run(_stop.Token));
        _thread.Start();
        Assert.True(watching.Wait(TimeSpan.FromSeconds(30)), "nothing is seen");
        first.Dispose();
    }

    public ContainerMetadata Metadata { get; }

    public EventHoldStatistics? Hold { get; }

    public ConcurrentQueue<string> Alerts { get; } = [];

    /// <summary>Waits for alerts, for so long as a slow machine may take.</summary>
    public void WaitFor(int alerts)
    {
        for (int i = 0; i < 200 && Alerts.Count < alerts; i++)
            Thread.Sleep(100);
        Assert.True(Alerts.Count >= alerts, $"{Alerts.Count} alerts of {alerts}: {string.Join('\n', Alerts)}");
    }

    /// <summary>Ends the watch and replays its recording, without any runtime.</summary>
    public List<string> Replay()
    {
        Stop();
        Assert.Null(_failure);
        List<string> again = [];
        RuleEngine engine = EngineOf(_rules);
        engine.Subscribe(new Again(again));
        _recording.Position = 0;
        using CaptureReader reader = CaptureReader.Open(_recording);
        reader.Subscribe(engine);
        Assert.Null(reader.Run(TestContext.Current.CancellationToken));
        return again;
    }

    public void OnNext(Alert value) => Alerts.Enqueue(value.Message);

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    /// <summary>What was asked and answered, for messages.</summary>
    public string Counts =>
        $"sighted {Metadata.Statistics.Sighted}, answered {Metadata.Statistics.Answered}, unanswered {Metadata.Statistics.Unanswered}, "
        + $"failures {Metadata.Statistics.Failures}, notices {Metadata.Statistics.Notices}, undelivered {Metadata.Statistics.Undelivered}, "
        + $"late {Metadata.Statistics.LateProcesses}, merged {_source.Injection.Delivered}, refused {_source.Injection.Refused}, "
        + $"held {Hold?.Events} in {Hold?.Holds}: answered {Hold?.Answered}, expired {Hold?.Expired}, full {Hold?.Full}";

    public void Dispose()
    {
        TestContext.Current.TestOutputHelper?.WriteLine(Counts);
        Stop();
        Metadata.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _writer.Dispose();
        _source.Dispose();
        _stop.Dispose();
    }

    private void Stop()
    {
        _stop.Cancel();
        _thread.Join();
    }

    private static RuleEngine EngineOf(string rules)
    {
        RuleLoader loader = new(new RuleLoaderOptions { AppendOutput = [] });
        Assert.True(loader.Load("rules.yaml", rules).IsSuccessful);
        return new RuleEngine(loader.Build(), host: new HostState(new HostStateOptions { ContainerEngines = ContainerEngines.All }));
    }

    private sealed class Again(List<string> alerts) : IObserver<Alert>
    {
        public void OnNext(Alert value) => alerts.Add(value.Message);

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
