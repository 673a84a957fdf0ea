using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Drivers.Native.Ebpf;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>A source that is read more slowly than events come keeps them outside its rings.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class BacklogTests
{
    private const int ThreadIdNumber = 186;
    private const int BadDescriptor = -1;
    private const int Rounds = 30;
    private const int CallsInRound = 25_000;
    private const int Calls = Rounds * CallsInRound;

    // A round is more than a quarter of the ring, and all rounds are several rings; the source reads one short run between two of them.
    private static readonly KernelSourceOptions Options = new()
    {
        SkipHostTables = true,
        RingBytes = 4 << 20,
        Syscalls = SyscallSet.Of("dup"),
    };

    [Fact]
    public void What_comes_faster_than_it_is_read_arrives_later_and_in_order()
    {
        (KernelStatistics statistics, OrderObserver observer) = Run(Options);

        Assert.Equal(0, statistics.Lost);
        Assert.Equal(statistics.Delivered, statistics.Observed);
        Assert.Equal(Calls, observer.Watched);
        Assert.Equal(0, observer.OutOfOrder);
        Assert.InRange(statistics.BacklogPeakBytes, Options.RingBytes, Options.BacklogBytes);
    }

    [Fact]
    public void What_neither_ring_nor_backlog_holds_is_counted_as_lost()
    {
        (KernelStatistics statistics, OrderObserver observer) = Run(Options with { BacklogBytes = 0 });

        Assert.InRange(statistics.Lost, 1, statistics.Offered);
        Assert.Equal(statistics.Offered, statistics.Delivered + statistics.Lost);
        Assert.Equal(statistics.Delivered, statistics.Observed);
        Assert.Equal(0, observer.OutOfOrder);
        Assert.Equal(0, statistics.BacklogPeakBytes);
    }

    private static (KernelStatistics Statistics, OrderObserver Observer) Run(KernelSourceOptions options)
    {
        OrderObserver observer = new(NativeCall.Make(ThreadIdNumber, stackalloc nint[6]));
        using SemaphoreSlim step = new(0);
        using SemaphoreSlim isWaiting = new(0);
        using LiveRun run = new(options, observer);
        run.Source.Between = () =>
        {
            isWaiting.Release();
            step.Wait();
        };
        int dup = EventSchema.FindSyscall("dup")!.X64Number;
        for (int round = 0; round < Rounds; round++)
        {
            Assert.True(isWaiting.Wait(TimeSpan.FromSeconds(20)), "the source does not run");
            for (int i = 0; i < CallsInRound; i++)
                NativeCall.Make(dup, [BadDescriptor, 0, 0, 0, 0, 0]);
            step.Release();
        }

        run.Source.Between = null;
        step.Release();
        return (run.End(), observer);
    }

    private sealed class OrderObserver(long thread) : IEventObserver
    {
        private ulong _last;

        public long Watched { get; private set; }

        public long OutOfOrder { get; private set; }

        public void OnEvent(in Event view)
        {
            if (view.ThreadId != thread)
                return;
            Watched++;
            if (view.Timestamp < _last)
                OutOfOrder++;
            _last = view.Timestamp;
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
