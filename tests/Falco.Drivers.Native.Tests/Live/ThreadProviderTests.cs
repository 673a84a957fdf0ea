using Falco.Core.Events;
using Falco.Core.Streams;
using Falco.Drivers.Native.Ebpf;
using Falco.Drivers.Native.Tests.Procfs;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>Observers can ask a live source for single threads while it runs: for those that the picture of the host has lost, or that it doubts.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class ThreadProviderTests
{
    private static readonly KernelSourceOptions Options = new() { Syscalls = SyscallSet.Of("dup") };

    [Fact]
    public void A_thread_is_read_from_the_host_while_an_event_is_observed()
    {
        LookupObserver observer = new();
        using LiveRun run = new(Options, observer);
        NativeCall.Make(EventSchema.FindSyscall("dup")!.X64Number, [-1, 0, 0, 0, 0, 0]);
        run.End();
        Assert.True(observer.Answer);
    }

    [Fact]
    public void A_source_without_the_first_picture_offers_no_lookups()
    {
        LookupObserver observer = new();
        using LiveRun run = new(Options with { SkipHostTables = true }, observer);
        NativeCall.Make(EventSchema.FindSyscall("dup")!.X64Number, [-1, 0, 0, 0, 0, 0]);
        run.End();
        Assert.Null(observer.Answer);
    }

    private sealed class LookupObserver : IEventObserver
    {
        private readonly TableRecorder _tables = new();

        public IHostTableObserver Tables => _tables;

        /// <summary>Whether the source found the test's own process; nothing if it could not be asked.</summary>
        public bool? Answer { get; private set; }

        public void OnEvent(in Event view) =>
            Answer ??= _tables.Provider?.TryReadThread(Environment.ProcessId, withSockets: false, new TableRecorder());

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
