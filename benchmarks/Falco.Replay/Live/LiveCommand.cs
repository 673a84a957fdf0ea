using System.Globalization;
using Falco.Core.Events;
using Falco.Drivers.Native.Ebpf;
using Falco.Replay.Rules;
using Falco.Replay.Timing;
using Falco.Rules.Engine;

namespace Falco.Replay.Live;

/// <summary>
/// <c>live [--only LOOP] [RULES…]</c>: what a program pays for being watched. Loops of system calls on one CPU, alternately alone, with empty programs on
/// the same tracepoints, and with the probe and the rules; the figures are ratios within this run. The first repetition finds the code that judges events
/// uncompiled, which is when a reader is slowest and events could be lost; it fails if any are.
/// </summary>
internal static class LiveCommand
{
    private const int Repetitions = 7;
    private const int Cpu = 0;

    public static int Run(string[] arguments)
    {
        (string only, string[] rulesFiles) = arguments is ["--only", var loopName, .. var rest] ? (loopName, rest) : ("", arguments);
        if (!NamedRules.TryRead(rulesFiles, out NamedRules? rules, out string error))
        {
            Console.Error.WriteLine(error);
            return ExitCode.Unusable;
        }

        LiveLoops.Pin(Cpu);
        Console.WriteLine($"{rules.Count} rules; the loops on CPU {Cpu}, the reader on CPU {Cpu + 1}; load of the machine at the start: {File.ReadAllText("/proc/loadavg").Trim()}");
        Console.WriteLine("| loop | alone ns | empty programs | probe and rules | probe / empty | lost | most MB waiting outside the rings |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|");
        long lost = 0;
        foreach ((string name, int rounds, Action<int> loop) in LiveLoops.All.Where(one => one.Name.StartsWith(only, StringComparison.Ordinal)))
            lost += Measure(name, rounds, loop, rules);
        return lost == 0 ? ExitCode.Held : ExitCode.Missed;
    }

    /// <returns>How many events were lost.</returns>
    private static long Measure(string name, int rounds, Action<int> loop, NamedRules rules)
    {
        List<double> alone = [];
        List<double> empty = [];
        List<double> watched = [];
        long lost = 0;
        long delivered = 0;
        long backlog = 0;
        loop(rounds / 10);
        for (int i = 0; i < Repetitions; i++)
        {
            alone.Add(LiveLoops.Time(rounds, loop));
            using (new EmptyPrograms())
                empty.Add(LiveLoops.Time(rounds, loop));
            using var run = new WatchedRun(rules);
            watched.Add(LiveLoops.Time(rounds, loop));
            KernelStatistics statistics = run.End();
            lost += statistics.Lost;
            delivered += statistics.Delivered;
            backlog = Math.Max(backlog, statistics.BacklogPeakBytes);
        }

        // Each repetition is compared with itself: the machine's speed changes from one to the next.
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {Median.Of(alone):F0} | {Median.Of(Ratios(empty, alone)):F3} | {Median.Of(Ratios(watched, alone)):F3} | {Median.Of(Ratios(watched, empty)):F3} | {lost} of {delivered + lost} | {backlog / 1e6:F1} |"));
        return lost;
    }

    private static List<double> Ratios(List<double> values, List<double> bases) => [.. values.Zip(bases, (value, basis) => value / basis)];

    private sealed class WatchedRun : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly KernelSource _source;
        private readonly Thread _thread;
        private Exception? _failure;

        public WatchedRun(NamedRules rules)
        {
            RuleEngine engine = new(rules.Set);
            _source = KernelSource.Open(new KernelSourceOptions { Syscalls = SyscallSelection.Default.For(engine.Syscalls) });
            _source.Subscribe(engine);
            ManualResetEventSlim started = new();
            _source.Between = started.Set;
            _thread = new Thread(() =>
            {
                try
                {
                    LiveLoops.Pin(Cpu + 1);
                    _failure = _source.Run(_stop.Token);
                }
                catch (Exception failure)
                {
                    _failure = failure;
                }
                finally
                {
                    started.Set();
                }
            });
            _thread.Start();
            started.Wait();
            if (_failure is null)
                _source.Between = null;
        }

        public KernelStatistics End()
        {
            _stop.Cancel();
            _thread.Join();
            if (_failure is not null)
                throw new InvalidOperationException("The loop was not watched to its end.", _failure);
            return _source.Statistics;
        }

        public void Dispose()
        {
            if (_thread.IsAlive)
                End();
            _source.Dispose();
            _stop.Dispose();
        }
    }
}
