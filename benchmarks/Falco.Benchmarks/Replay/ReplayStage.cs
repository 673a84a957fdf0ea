using Falco.Core.Events;
using Falco.Core.State;
using Falco.Core.Streams;
using Falco.Drivers.Native.Captures;
using Falco.Rules.Engine;

namespace Falco.Benchmarks.Replay;

/// <summary>How far events go: decoded only, applied to the picture of the host, or judged by rules as well.</summary>
internal sealed class ReplayStage
{
    private readonly Func<ICountingObserver> _createObserver;

    private ReplayStage(string name, Func<ICountingObserver> createObserver)
    {
        Name = name;
        _createObserver = createObserver;
    }

    public string Name { get; }

    public static ReplayStage Decode() => new("decode", () => new DecodeObserver());

    public static ReplayStage State() => new("+ state", () => new StateObserver());

    public static ReplayStage Judging(ReplayRules rules) => new("+ rules", () => new JudgingObserver(rules));

    /// <summary>Replays a capture once, from the opening of the file to its end; compiling the rules does not count.</summary>
    public ReplayMeasurement Run(string path)
    {
        ICountingObserver observer = _createObserver();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan start = Environment.CpuUsage.TotalTime;
        using (CaptureReader reader = CaptureReader.Open(path))
        {
            reader.Subscribe(observer);
            if (reader.Run(CancellationToken.None) is { } failure)
                throw failure;
        }

        TimeSpan end = Environment.CpuUsage.TotalTime;
        return new ReplayMeasurement(
            (end - start).TotalSeconds, GC.GetTotalAllocatedBytes(precise: true) - allocated, observer.Events, observer.Alerts);
    }

    private interface ICountingObserver : IEventObserver
    {
        long Events { get; }

        long Alerts => 0;
    }

    private sealed class DecodeObserver : ICountingObserver
    {
        public long Events { get; private set; }

        public void OnEvent(in Event view) => Events++;

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    private sealed class StateObserver : ICountingObserver
    {
        private readonly HostState _host = new();

        public IHostTableObserver? Tables => _host;

        public long Events { get; private set; }

        public void OnEvent(in Event view)
        {
            _host.Apply(in view);
            Events++;
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    private sealed class JudgingObserver(ReplayRules rules) : ICountingObserver
    {
        private readonly RuleEngine _engine = new(rules.Set);

        public IHostTableObserver? Tables => _engine.Tables;

        public long Events { get; private set; }

        public long Alerts => _engine.AlertCount;

        public void OnEvent(in Event view)
        {
            _engine.OnEvent(in view);
            Events++;
        }

        public void OnCompleted() => _engine.OnCompleted();

        public void OnError(Exception error) => _engine.OnError(error);
    }
}
