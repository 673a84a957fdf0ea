using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Drivers.Native.Ebpf;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>The source may be disposed of at any time: the rings stay mapped for the thread that reads them.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class DisposalTests
{
    private const int BadDescriptor = -1;

    private static readonly KernelSourceOptions Options =
        new() { SkipHostTables = true, Syscalls = SyscallSet.Of("dup") };

    [Fact]
    public void Disposing_while_another_thread_reads_ends_the_run_in_order()
    {
        CountingObserver observer = new();
        using LiveRun run = new(Options, observer);
        for (int i = 0; i < 10_000; i++)
            Call();
        run.Source.Dispose();
        KernelStatistics statistics = run.Join();
        Assert.InRange(observer[EventType.Dup_1Exit], 10_000, long.MaxValue);
        Assert.Equal(statistics.Delivered, statistics.Observed);
    }

    [Fact]
    public void An_observer_may_dispose_of_the_source()
    {
        KernelSource? source = null;
        long calls = 0;
        CallbackObserver observer = new(() =>
        {
            calls++;
            source!.Dispose();
        });
        using LiveRun run = new(Options, observer);
        source = run.Source;
        for (int i = 0; i < 100; i++)
            Call();
        KernelStatistics statistics = run.Join();
        Assert.InRange(calls, 1, long.MaxValue);
        Assert.Equal(calls, statistics.Observed);
    }

    [Fact]
    public void The_first_picture_ends_early_when_the_source_is_disposed_of_meanwhile()
    {
        using KernelSource source = Open(Options with { SkipHostTables = false, DisableIterators = true });
        DisposingTables tables = new(source);
        source.Subscribe(tables);
        Assert.Null(source.Run(TestContext.Current.CancellationToken));
        Assert.InRange(tables.Threads, 1, long.MaxValue);
        Assert.False(tables.IsComplete);
    }

    [Fact]
    public void Statistics_outlive_the_source()
    {
        using LiveRun run = new(Options, new CountingObserver());
        for (int i = 0; i < 100; i++)
            Call();
        KernelStatistics before = run.End();
        run.Source.Dispose();
        KernelStatistics after = run.Source.Statistics;
        Assert.InRange(after.Offered, 100, long.MaxValue);
        Assert.Equal(before with { LostByCategory = after.LostByCategory }, after);
        Assert.Equal(before.LostByCategory, after.LostByCategory);
    }

    [Fact]
    public void A_source_that_was_disposed_of_refuses_changes_by_its_own_name()
    {
        KernelSource source = Open(Options);
        source.Dispose();
        Assert.Equal(typeof(KernelSource).FullName, Assert.Throws<ObjectDisposedException>(() => source.Select(SyscallSet.All)).ObjectName);
        Assert.Equal(typeof(KernelSource).FullName, Assert.Throws<ObjectDisposedException>(source.ExcludeCurrentThread).ObjectName);
    }

    [Fact]
    public void The_exclusion_of_a_thread_may_end_after_the_source()
    {
        KernelSource source = Open(Options);
        IDisposable exclusion = source.ExcludeCurrentThread();
        source.Dispose();
        Assert.Null(Record.Exception(exclusion.Dispose));
    }

    private static void Call() => NativeCall.Make(EventSchema.FindSyscall("dup")!.X64Number, [BadDescriptor, 0, 0, 0, 0, 0]);

    private static KernelSource Open(KernelSourceOptions options)
    {
        Tests.Ebpf.LiveKernel.Require();
        return KernelSource.Open(options);
    }

    private sealed class CallbackObserver(Action callback) : IEventObserver
    {
        public void OnEvent(in Event view) => callback();

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    private sealed class DisposingTables(KernelSource source) : IEventObserver, IHostTableObserver
    {
        public IHostTableObserver Tables => this;

        public long Threads { get; private set; }

        public bool IsComplete { get; private set; }

        public void OnThread(in ThreadEntry thread)
        {
            Threads++;
            source.Dispose();
        }

        public void OnTablesCompleted() => IsComplete = true;

        public void OnSectionStarted()
        {
        }

        public void OnMachine(in MachineEntry machine)
        {
        }

        public void OnInterface(in InterfaceEntry entry)
        {
        }

        public void OnUser(in UserEntry user)
        {
        }

        public void OnGroup(in GroupEntry group)
        {
        }

        public void OnDescriptor(long threadId, in DescriptorEntry descriptor)
        {
        }

        public void OnEvent(in Event view)
        {
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
