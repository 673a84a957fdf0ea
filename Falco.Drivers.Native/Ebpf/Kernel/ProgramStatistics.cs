namespace Falco.Drivers.Native.Ebpf.Kernel;

/// <summary>What the kernel tells about a loaded program.</summary>
/// <param name="RunTime">Time spent in it, if <c>kernel.bpf_stats_enabled</c> is set.</param>
/// <param name="Runs">How often it ran, under the same condition.</param>
internal readonly record struct ProgramStatistics(TimeSpan RunTime, ulong Runs)
{
    private const int RunTimeAt = 192;
    private const int RunsAt = 200;
    private const int InfoSize = 208;

    public static unsafe ProgramStatistics Read(BpfHandle program)
    {
        using BpfHandle.Lease lease = program.Borrow();
        byte* info = stackalloc byte[InfoSize];
        new Span<byte>(info, InfoSize).Clear();
        BpfAttributes.GetInfo attributes = new() { Descriptor = lease.Descriptor, Length = InfoSize, Info = (ulong)info };
        if (BpfSystem.Call(BpfCommand.ObjectGetInfoByDescriptor, ref attributes, out int error) < 0)
            throw Refusal.Explain("asking about a program", error);
        return new(TimeSpan.FromTicks(*(long*)(info + RunTimeAt) / TimeSpan.NanosecondsPerTick), *(ulong*)(info + RunsAt));
    }
}
