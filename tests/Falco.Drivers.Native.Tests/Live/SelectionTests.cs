using Falco.Core.Events;
using Falco.Drivers.Native.Ebpf;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>Only what is asked for leaves the kernel, and what does not arrive is counted.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class SelectionTests
{
    private const int ThreadIdNumber = 186;
    private const int BadDescriptor = -1;

    private static readonly KernelSourceOptions Options = new() { SkipHostTables = true, RingBytes = 1 << 20 };

    [Fact]
    public void No_event_of_a_call_that_was_not_asked_for_reaches_the_ring()
    {
        CountingObserver observer = new();
        using LiveRun run = new(Options with { Syscalls = SyscallSet.Of("dup", "getpriority") }, observer);
        for (int i = 0; i < 100; i++)
        {
            Call("dup", BadDescriptor);
            Call("getpriority", 0, 0);
            Call("getppid");
            Call("close", BadDescriptor);
        }

        run.End();
        Assert.InRange(observer[EventType.Dup_1Exit], 100, long.MaxValue);
        Assert.InRange(observer[EventType.GenericExit], 100, long.MaxValue);
        Assert.All(observer.Types, type => Assert.Contains(type, new[] { EventType.Dup_1Exit, EventType.GenericExit }));
    }

    [Fact]
    public void What_is_asked_for_can_be_changed_while_the_source_runs()
    {
        CountingObserver observer = new();
        using LiveRun run = new(Options with { Syscalls = SyscallSet.Of("dup") }, observer);
        Call("dup2", BadDescriptor, BadDescriptor);
        run.Source.Select(SyscallSet.Of("dup2"));
        long before = observer[EventType.Dup2Exit];
        Call("dup2", BadDescriptor, BadDescriptor);
        LiveRun.WaitFor(() => observer[EventType.Dup2Exit] > 0, "the call that is asked for now");
        Assert.Equal(0, before);

        run.Source.Select(SyscallSet.Empty);
        Thread.Sleep(5);
        long after = observer.Total;
        Call("dup", BadDescriptor);
        Call("dup2", BadDescriptor, BadDescriptor);
        run.End();
        Assert.Equal(after, observer.Total);
    }

    [Fact]
    public void Failed_calls_can_be_left_out_in_the_kernel()
    {
        CountingObserver observer = new() { Thread = Call("gettid") };
        using LiveRun run = new(Options with { Syscalls = SyscallSet.Of("dup"), DropFailedCalls = true }, observer);
        for (int i = 0; i < 10; i++)
            Call("dup", BadDescriptor);
        Call("close", Call("dup", 0));
        KernelStatistics statistics = run.End();
        Assert.Equal(1, observer.Watched);
        Assert.InRange(statistics.FailedCalls, 10, long.MaxValue);
    }

    [Fact]
    public void What_the_engine_s_own_threads_do_is_counted_but_not_sent()
    {
        CountingObserver observer = new() { Thread = Call("gettid") };
        using LiveRun run = new(Options with { Syscalls = SyscallSet.Of("dup") }, observer);
        using (run.Source.ExcludeCurrentThread())
        {
            for (int i = 0; i < 50; i++)
                Call("dup", BadDescriptor);
        }

        Call("dup", BadDescriptor);
        KernelStatistics statistics = run.End();
        Assert.Equal(1, observer.Watched);
        Assert.InRange(statistics.OwnCalls, 50, long.MaxValue);
    }

    [Fact]
    public void Other_threads_of_the_process_stay_visible()
    {
        CountingObserver observer = new();
        using LiveRun run = new(Options with { Syscalls = SyscallSet.Of("dup") }, observer);
        using IDisposable own = run.Source.ExcludeCurrentThread();
        Thread other = new(() =>
        {
            observer.Thread = Call("gettid");
            Call("dup", BadDescriptor);
        });
        other.Start();
        other.Join();
        run.End();
        Assert.Equal(1, observer.Watched);
    }

    // The ring is too small for what comes while the observer sleeps: what is lost is counted, one by one.
    [Fact]
    public void Offered_is_delivered_plus_lost()
    {
        const int Calls = 200_000;
        using ManualResetEventSlim gate = new();
        SleepingObserver observer = new(gate) { Thread = Call("gettid") };
        using LiveRun run = new(Options with { Syscalls = SyscallSet.Of("dup", "close"), RingBytes = 64 << 10 }, observer);
        for (int i = 0; i < Calls; i++)
        {
            Call("dup", BadDescriptor);
            Call("close", BadDescriptor);
        }

        gate.Set();
        KernelStatistics statistics = run.End();
        Assert.Equal(statistics.Offered, statistics.Delivered + statistics.Lost);
        Assert.Equal(statistics.Delivered, statistics.Observed);
        Assert.InRange(statistics.Offered, 2 * Calls, long.MaxValue);
        Assert.InRange(statistics.LostByCategory[LossCategory.CloseExit], 1, Calls * 2);
        Assert.InRange(observer.Watched, 1, (2 * Calls) - 1);
    }

    [Fact]
    public void An_event_arrives_within_milliseconds_on_a_host_that_was_still()
    {
        CountingObserver observer = new() { Thread = Call("gettid") };
        using LiveRun run = new(Options with { Syscalls = SyscallSet.Of("dup") }, observer);
        List<long> waits = [];
        for (int i = 0; i < 9; i++)
        {
            // Long enough for the reader to fall asleep.
            Thread.Sleep(60);
            long start = System.Diagnostics.Stopwatch.GetTimestamp();
            long before = observer.Watched;
            Call("dup", BadDescriptor);
            while (observer.Watched == before && System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds < 5)
                Thread.SpinWait(100);
            waits.Add((long)System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        // The longest sleep is 100 ms: the median would be half of it if nothing woke the reader up.
        waits.Sort();
        Assert.InRange(waits[waits.Count / 2], 0, 25);
    }

    private static nint Call(string name, params ReadOnlySpan<nint> arguments)
    {
        Span<nint> padded = stackalloc nint[6];
        arguments.CopyTo(padded);
        return name == "gettid"
            ? NativeCall.Make(ThreadIdNumber, padded)
            : NativeCall.Make(EventSchema.FindSyscall(name)!.X64Number, padded);
    }

    private sealed class SleepingObserver(ManualResetEventSlim gate) : Core.Streams.IEventObserver
    {
        private long _watched;

        public long Thread { get; init; }

        public long Watched => Volatile.Read(ref _watched);

        public void OnEvent(in Event view)
        {
            gate.Wait();
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
}
