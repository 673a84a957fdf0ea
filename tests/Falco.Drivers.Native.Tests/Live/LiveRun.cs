using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Drivers.Native.Ebpf;
using Falco.Drivers.Native.Tests.Ebpf;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>A source of its own for one test, run on a thread of its own until it is ended.</summary>
internal sealed class LiveRun : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private Exception? _failure;

    /// <summary>Opens and starts; returns when the probe is attached.</summary>
    /// <param name="options">How to watch; by default without the first picture of the host.</param>
    /// <param name="observers">Get the events.</param>
    public LiveRun(KernelSourceOptions options, params ReadOnlySpan<IEventObserver> observers)
    {
        LiveKernel.Require();
        Source = KernelSource.Open(options);
        ManualResetEventSlim ready = new();
        Source.Between = ready.Set;
        foreach (IEventObserver observer in observers)
            Source.Subscribe(observer);
        _thread = new Thread(() => _failure = Source.Run(_stop.Token)) { IsBackground = true, Name = "live run" };
        _thread.Start();
        Assert.True(ready.Wait(TimeSpan.FromSeconds(30)), "the source does not start");
        Source.Between = null;
    }

    public KernelSource Source { get; }

    /// <summary>Stops the source and delivers what it still holds.</summary>
    public KernelStatistics End()
    {
        _stop.Cancel();
        return Join();
    }

    /// <summary>Waits for the end of a source that something else stops.</summary>
    public KernelStatistics Join()
    {
        Assert.True(_thread.Join(TimeSpan.FromSeconds(60)), "the source does not end");
        Assert.Null(_failure);
        return Source.Statistics;
    }

    /// <summary>Waits until something holds, at most 20 seconds.</summary>
    public static void WaitFor(Func<bool> condition, string what)
    {
        long end = Environment.TickCount64 + 20_000;
        while (!condition())
        {
            Assert.True(Environment.TickCount64 < end, $"waited in vain: {what}");
            Thread.Sleep(5);
        }
    }

    public void Dispose()
    {
        if (_thread.IsAlive)
            End();
        Source.Dispose();
        _stop.Dispose();
    }
}

/// <summary>Counts events by their type, and those of some threads.</summary>
internal sealed class CountingObserver : IEventObserver
{
    private readonly long[] _counts = new long[EventSchema.TypeCount];
    private long _watched;

    /// <summary>The thread whose events count as <see cref="Watched"/>.</summary>
    public long Thread { get; set; } = -2;

    public long Watched => Volatile.Read(ref _watched);

    public long Total => _counts.Sum();

    public long this[EventType type] => Volatile.Read(ref _counts[(int)type]);

    public IEnumerable<EventType> Types => Enumerable.Range(0, _counts.Length).Where(type => _counts[type] > 0).Select(type => (EventType)type);

    public void OnEvent(in Event view)
    {
        _counts[(int)view.Type]++;
        if (view.ThreadId == Thread)
            _watched++;
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
