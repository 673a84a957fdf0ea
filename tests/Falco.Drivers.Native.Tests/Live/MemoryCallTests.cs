using Falco.Core.Events;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>What the kernel tells of calls that change a process's memory.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class MemoryCallTests(LiveSource kernel)
{
    private const int Length = 8192;
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;

    // Sizes in KiB, which other threads change all the time: between nothing and all there is.
    private static readonly NumberBetween Size = new(1, uint.MaxValue);
    private static readonly NumberBetween Swap = new(0, uint.MaxValue);

    [Fact]
    [LiveCall("mmap", "munmap", "mprotect")]
    public void A_mapping_is_told_with_its_place_length_and_protection()
    {
        uint protection = SchemaFlags.Of(EventType.MmapExit, "prot", "PROT_READ", "PROT_WRITE");
        uint flags = SchemaFlags.Of(EventType.MmapExit, "flags", "MAP_PRIVATE", "MAP_ANONYMOUS");
        CallRecord mapped = kernel.Call("mmap", 0, Length, ReadWrite, PrivateAnonymous, -1, 0);
        mapped.Success().Expect(
            ("res", (long)mapped.Result), ("vm_size", Size), ("vm_rss", Size), ("vm_swap", Swap),
            ("addr", 0UL), ("length", (ulong)Length), ("prot", protection), ("flags", flags), ("fd", -1L), ("offset", 0UL));
        kernel.Call("mprotect", mapped.Result, Length, 1).Succeeds(
            ("addr", (ulong)mapped.Result), ("length", (ulong)Length), ("prot", SchemaFlags.Of(EventType.MprotectExit, "prot", "PROT_READ")));
        kernel.Call("munmap", mapped.Result, Length).Succeeds(
            ("vm_size", Size), ("vm_rss", Size), ("vm_swap", Swap), ("addr", (ulong)mapped.Result), ("length", (ulong)Length));
    }

    [Fact]
    [LiveCall("mmap", "munmap", "mprotect")]
    public void What_cannot_be_mapped_is_told_as_it_was_asked_for()
    {
        kernel.Call("mmap", 0, 0, 1, PrivateAnonymous, 123456, 4096).Fails(
            ErrorNumber.Invalid,
            ("vm_size", Size), ("vm_rss", Size), ("vm_swap", Swap), ("addr", 0UL), ("length", 0UL),
            ("prot", SchemaFlags.Of(EventType.MmapExit, "prot", "PROT_READ")),
            ("flags", SchemaFlags.Of(EventType.MmapExit, "flags", "MAP_PRIVATE", "MAP_ANONYMOUS")), ("fd", 123456L), ("offset", 4096UL));
        kernel.Call("mprotect", 1, Length, 4).Fails(
            ErrorNumber.Invalid, ("addr", 1UL), ("length", (ulong)Length), ("prot", SchemaFlags.Of(EventType.MprotectExit, "prot", "PROT_EXEC")));
        kernel.Call("munmap", 1, 7).Fails(
            ErrorNumber.Invalid, ("vm_size", Size), ("vm_rss", Size), ("vm_swap", Swap), ("addr", 1UL), ("length", 7UL));
    }

    [Fact]
    [LiveCall("brk")]
    public void Brk_tells_the_end_of_the_data()
    {
        CallRecord asked = kernel.Call("brk", 0);
        asked.Success().Expect(("res", (ulong)asked.Result), ("vm_size", Size), ("vm_rss", Size), ("vm_swap", Swap), ("addr", 0UL));

        // An impossible end is refused by telling the one that is.
        CallRecord refused = kernel.Call("brk", 1);
        refused.Success().Expect(("res", (ulong)asked.Result), ("vm_size", Size), ("vm_rss", Size), ("vm_swap", Swap), ("addr", 1UL));
    }

    [Fact]
    [LiveCall("mlock", "mlock2", "munlock")]
    public void Locking_tells_the_range()
    {
        using NativeBytes memory = new(Length);
        nint page = ((nint)memory + 4095) & ~4095;
        kernel.Call("mlock", page, 100).Succeeds(("addr", (ulong)page), ("len", 100UL));
        kernel.Call("mlock2", page, 100, 1).Succeeds(
            ("addr", (ulong)page), ("len", 100UL), ("flags", SchemaFlags.Of(EventType.Mlock2Exit, "flags", "MLOCK_ONFAULT")));
        kernel.Call("munlock", page, 100).Succeeds(("addr", (ulong)page), ("len", 100UL));
        kernel.Call("mlock", 4096, 100).Fails(ErrorNumber.NoMemory, ("addr", 4096UL), ("len", 100UL));
        kernel.Call("mlock2", 4096, 100, 2).Fails(ErrorNumber.Invalid, ("addr", 4096UL), ("len", 100UL), ("flags", 0U));
        kernel.Call("munlock", 4096, 100).Fails(ErrorNumber.NoMemory, ("addr", 4096UL), ("len", 100UL));
    }

    // Only future mappings, and undone at once.
    [Fact]
    [LiveCall("mlockall", "munlockall")]
    public void Locking_everything_tells_the_flags()
    {
        CallRecord locked = kernel.Call("mlockall", 2 | 4);
        CallRecord unlocked = kernel.Call("munlockall");
        locked.Succeeds(("flags", SchemaFlags.Of(EventType.MlockallExit, "flags", "MCL_FUTURE", "MCL_ONFAULT")));
        unlocked.Succeeds();
        kernel.Call("mlockall", 0).Fails(ErrorNumber.Invalid, ("flags", 0U));
    }
}
