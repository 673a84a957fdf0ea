using Falco.Drivers.Native.Ebpf;
using Falco.Drivers.Native.Tests.Ebpf;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>Nothing of the driver outlives its use: not an orderly end, not a crash, not SIGKILL.</summary>
[Collection(LiveSourceCollection.Name)]
public sealed class ReleaseTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nothing_is_left_in_the_kernel_when_the_process_is_killed_or_crashes(bool crashes)
    {
        using ProbeProcess program = Watch(out HeldObjects held);
        if (crashes)
            program.WriteLine("crash");
        else
            program.Kill();
        LiveRun.WaitFor(() => held.CountLiving() == 0, "the kernel still has what the process held");
    }

    [Fact]
    public void Nothing_is_left_in_the_kernel_when_the_source_is_disposed()
    {
        using ProbeProcess program = Watch(out HeldObjects held);
        program.WriteLine("close");
        Assert.Equal("closed", program.ReadLine());

        // The process goes on, with empty hands.
        HeldObjects rest = HeldObjects.Of(program.Id);
        Assert.Equal((0, 0, 0), (rest.Programs, rest.Maps, rest.Links));
        LiveRun.WaitFor(() => held.CountLiving() == 0, "the kernel still has what the source held");
    }

    [Fact]
    public void Nothing_is_loaded_where_the_host_has_no_proc()
    {
        using ProbeProcess program = ProbeProcess.StartBelow("/no/such/folder", "picture");
        Assert.StartsWith("'/no/such/folder/proc' cannot be opened", program.ReadLine(), StringComparison.Ordinal);
        HeldObjects held = HeldObjects.Of(program.Id);
        Assert.Equal((0, 0, 0), (held.Programs, held.Maps, held.Links));
    }

    [Fact]
    public void A_source_without_the_first_picture_needs_no_proc_of_the_host()
    {
        LiveKernel.Require();
        using KernelSource source = KernelSource.Open(new() { HostRoot = "/no/such/folder", SkipHostTables = true });
        Assert.InRange(source.ProgramCount, 1, 1000);
    }

    private static ProbeProcess Watch(out HeldObjects held)
    {
        ProbeProcess program = ProbeProcess.Start("wait");
        program.ReadLine();
        Assert.Equal("watching", program.ReadLine());
        held = HeldObjects.Of(program.Id);
        Assert.InRange(held.Programs, 100, 1000);
        Assert.InRange(held.Maps, 5, 1000);
        Assert.InRange(held.Links, 3, 100);
        Assert.InRange(held.CountLiving(), 100, 3000);
        return program;
    }
}
