using Falco.Core.Events;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of changes of a process's memory. The actor has one thread: nobody else changes its sizes.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class MemoryCallTests(LiveSource kernel)
{
    private const int Page = 4096;

    private static readonly string Mapping = $"mmap 0 {2 * Page} 3 0x22 -1 0";

    [Fact]
    [LiveCall("brk")]
    public void Brk_tells_the_end_and_the_sizes()
    {
        string[] calls = ["brk 0", "brk $0+20480", "brk 1"];
        ActorRun run = Actor.CallAndTell(kernel, calls);
        long end = run.Number("result0");
        Assert.Equal(end + 20480, run.Number("result1"));
        long[] addresses = [0, end + 20480, 1];
        foreach ((int index, CallRecord call) in run.Calls(calls).Index())
            call.Succeeds([.. Sizes(run, index), ("addr", addresses[index])]); // a failure tells the end that there is
    }

    [Fact]
    [LiveCall("mmap", "munmap")]
    public void Mmap_and_munmap_tell_the_place_and_the_sizes()
    {
        string[] calls = [Mapping, $"munmap $0 {2 * Page}", "munmap 1 4096", "mmap 0 0 7 0x2102 -1 0"];
        ActorRun run = Actor.CallAndTell(kernel, calls);
        IReadOnlyList<CallRecord> records = run.Calls(calls);
        records[0].Succeeds(
        [
            .. Sizes(run, 0),
            ("addr", 0L),
            ("length", 2L * Page),
            ("prot", Protection("PROT_READ", "PROT_WRITE")),
            ("flags", SchemaFlags.Of(EventType.MmapExit, "flags", "MAP_PRIVATE", "MAP_ANONYMOUS")),
            ("fd", -1L),
            ("offset", 0L),
        ]);
        records[1].Succeeds([.. Sizes(run, 1), ("addr", run.Number("result0")), ("length", 2L * Page)]);
        records[2].Fails(ErrorNumber.Invalid, [.. Sizes(run, 2), ("addr", 1L), ("length", (long)Page)]);
        records[3].Fails(
            ErrorNumber.BadDescriptor,
        [
            .. Sizes(run, 3),
            ("addr", 0L),
            ("length", 0L),
            ("prot", Protection("PROT_READ", "PROT_WRITE", "PROT_EXEC")),
            ("flags", SchemaFlags.Of(EventType.MmapExit, "flags", "MAP_PRIVATE", "MAP_GROWSDOWN", "MAP_LOCKED")),
            ("fd", -1L),
            ("offset", 0L),
        ]);
    }

    [Fact]
    [LiveCall("mmap")]
    public void Mmap_of_a_file_tells_the_descriptor_and_the_offset()
    {
        string[] calls = [$"openat -100 @{Actor.Program} 0 0", $"mmap 0 {Page} 1 1 $0 {Page}"];
        ActorRun run = Actor.CallAndTell(kernel, calls);
        run.Calls(calls)[1].Succeeds(
        [
            .. Sizes(run, 1),
            ("addr", 0L),
            ("length", (long)Page),
            ("prot", Protection("PROT_READ")),
            ("flags", SchemaFlags.Of(EventType.MmapExit, "flags", "MAP_SHARED")),
            ("fd", run.Number("result0")),
            ("offset", (long)Page),
        ]);
    }

    [Fact]
    [LiveCall("mprotect")]
    public void Mprotect_tells_the_place_and_the_protection()
    {
        string[] calls = [Mapping, "mprotect $0 4096 1", "mprotect 1 4096 6"];
        ActorRun run = Actor.CallAndTell(kernel, calls);
        IReadOnlyList<CallRecord> records = run.Calls(calls);
        records[1].Succeeds(("addr", run.Number("result0")), ("length", (long)Page), ("prot", Protection("PROT_READ")));
        records[2].Fails(ErrorNumber.Invalid, ("addr", 1L), ("length", (long)Page), ("prot", Protection("PROT_WRITE", "PROT_EXEC")));
    }

    [Fact]
    [LiveCall("mlock", "mlock2", "munlock")]
    public void Locks_tell_the_place()
    {
        string[] calls =
        [
            Mapping,
            "mlock $0 4096",
            "mlock2 $0+4096 4096 1",
            "munlock $0 8192",
            "mlock 4096 4096",
            "munlock 4096 4096",
            "mlock2 4096 4096 3",
        ];
        ActorRun run = Actor.CallAndTell(kernel, calls);
        IReadOnlyList<CallRecord> records = run.Calls(calls);
        long start = run.Number("result0");
        uint onFault = SchemaFlags.Of(EventType.Mlock2Exit, "flags", "MLOCK_ONFAULT");
        records[1].Succeeds(("addr", start), ("len", (long)Page));
        records[2].Succeeds(("addr", start + Page), ("len", (long)Page), ("flags", onFault));
        records[3].Succeeds(("addr", start), ("len", 2L * Page));
        records[4].Fails(ErrorNumber.NoMemory, ("addr", (long)Page), ("len", (long)Page));
        records[5].Fails(ErrorNumber.NoMemory, ("addr", (long)Page), ("len", (long)Page));
        records[6].Fails(ErrorNumber.Invalid, ("addr", (long)Page), ("len", (long)Page), ("flags", onFault));
    }

    [Fact]
    [LiveCall("mlockall", "munlockall")]
    public void Locks_of_all_memory_tell_the_flags()
    {
        IReadOnlyList<CallRecord> records = Actor.Call(kernel, "mlockall 7", "munlockall", "mlockall 0x10");
        records[0].Succeeds(("flags", SchemaFlags.Of(EventType.MlockallExit, "flags", "MCL_CURRENT", "MCL_FUTURE", "MCL_ONFAULT")));
        records[1].Succeeds();
        records[2].Fails(ErrorNumber.Invalid, ("flags", 0u));
    }

    private static uint Protection(params ReadOnlySpan<string> names) => SchemaFlags.Of(EventType.MmapExit, "prot", names);

    private static (string, object?)[] Sizes(ActorRun run, int call) =>
    [
        ("vm_size", run.Size($"after{call}.")),
        ("vm_rss", run.Resident($"before{call}.", $"after{call}.")),
        ("vm_swap", 0),
    ];
}
