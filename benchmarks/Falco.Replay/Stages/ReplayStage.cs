using System.Diagnostics;
using Falco.Drivers.Native.Captures;
using Falco.Replay.Rules;
using Falco.Rules.Engine;

namespace Falco.Replay.Stages;

/// <summary>How far events go: decoded only, applied to the picture of the host, or judged by rules as well.</summary>
internal sealed class ReplayStage
{
    private readonly Func<StageObserver> _createObserver;

    private ReplayStage(string name, Func<StageObserver> createObserver)
    {
        Name = name;
        _createObserver = createObserver;
    }

    public string Name { get; }

    public static ReplayStage Decode() => new("decode", () => new DecodingObserver());

    public static ReplayStage State() => new("+ state", () => new StateObserver());

    public static ReplayStage Judging(NamedRules rules, RuleEngineOptions options) =>
        new($"+ {rules.Name}", () => new JudgingObserver(rules.Set, options));

    /// <summary>What the stage does with events, new: nothing has been seen, and the rules are compiled.</summary>
    public StageObserver CreateObserver() => _createObserver();

    /// <summary>Replays a capture once, from the opening of the file to its end.</summary>
    public static ReplayMeasurement Run(StageObserver observer, string path, CaptureReaderOptions options)
    {
        observer.Reset();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long clock = Stopwatch.GetTimestamp();
        TimeSpan start = Environment.CpuUsage.TotalTime;
        using (CaptureReader reader = CaptureReader.Open(path, options))
        {
            using IDisposable subscription = reader.Subscribe(observer);
            if (reader.Run(CancellationToken.None) is { } failure)
                throw failure;
        }

        TimeSpan end = Environment.CpuUsage.TotalTime;
        return new ReplayMeasurement(
            (end - start).TotalSeconds, Stopwatch.GetElapsedTime(clock).TotalSeconds, GC.GetTotalAllocatedBytes(precise: true) - allocated, observer.Events, observer.Alerts);
    }
}
