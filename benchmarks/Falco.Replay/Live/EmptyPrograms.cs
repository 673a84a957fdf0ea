using Falco.Drivers.Native.Ebpf.Kernel;
using Falco.Drivers.Native.Ebpf.Loading;

namespace Falco.Replay.Live;

/// <summary>Programs that do nothing, on the tracepoints that the probe uses for every system call: what can be had at best.</summary>
internal sealed class EmptyPrograms : IDisposable
{
    private const byte Move64 = 0xB7;
    private const byte Exit = 0x95;

    private readonly List<BpfHandle> _handles = [];

    public EmptyPrograms()
    {
        KernelTypes kernel = KernelTypes.Read();
        Attach(kernel.Find("btf_trace_sys_exit"u8, BtfKind.Typedef));
        Attach(kernel.Find("btf_trace_sys_enter"u8, BtfKind.Typedef));
    }

    public void Dispose()
    {
        foreach (BpfHandle handle in Enumerable.Reverse(_handles))
            handle.Dispose();
    }

    private void Attach(uint tracepoint)
    {
        BpfInstruction[] code = [new(Move64, 0, 0, 0), new(Exit, 0, 0, 0)];
        ProgramRequest request = new(BpfProgramType.Tracing, BpfAttachType.RawTracepointWithTypes, tracepoint, IsSleepable: false, "GPL", null);
        BpfHandle program = ProgramLoader.Load(new ProgramImage("empty"), code, request);
        _handles.Add(program);
        using BpfHandle.Lease lease = program.Borrow();
        BpfAttributes.RawTracepointOpen open = new() { Program = lease.Descriptor };
        _handles.Add(BpfSystem.Open(BpfCommand.RawTracepointOpen, ref open, "attaching an empty program"));
    }
}
