using Falco.Drivers.Native.Ebpf.Kernel;
using Falco.Drivers.Native.Linux;

namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>What the running kernel offers, found out by trying.</summary>
/// <param name="HasRingBuffers">Ring buffers (since 5.8).</param>
/// <param name="HasMappableArrays">Arrays whose memory a process can map (since 5.5).</param>
/// <param name="HasTypedTracepoints">Programs at tracepoints whose arguments have the kernel's types (since 5.5).</param>
/// <param name="HasTaskIterator">Programs that walk over all tasks (since 5.8).</param>
/// <param name="HasTaskFileIterator">Programs that walk over all open files (since 5.8).</param>
internal sealed record KernelFeatures(
    bool HasRingBuffers,
    bool HasMappableArrays,
    bool HasTypedTracepoints,
    bool HasTaskIterator,
    bool HasTaskFileIterator)
{
    private const byte Move64 = 0xB7;
    private const byte Exit = 0x95;

    /// <exception cref="EbpfException">The process may not ask.</exception>
    public static KernelFeatures Detect(KernelTypes kernel)
    {
        BpfSystem.RaiseLockedMemoryLimit();
        BpfAttributes.MapCreate ring = new() { Type = BpfMapType.RingBuffer, MaxEntries = (uint)Environment.SystemPageSize };
        BpfAttributes.MapCreate array = new()
        {
            Type = BpfMapType.Array,
            KeySize = sizeof(uint),
            ValueSize = sizeof(ulong),
            MaxEntries = 1,
            Flags = BpfMapFlags.Mappable,
        };
        return new KernelFeatures(
            CanCreate(ring),
            CanCreate(array),
            CanLoadTracing(kernel.Find("btf_trace_sys_exit"u8, BtfKind.Typedef)),
            kernel.FindFunction("bpf_iter_task"u8) != 0,
            kernel.FindFunction("bpf_iter_task_file"u8) != 0);
    }

    private static bool CanCreate(BpfAttributes.MapCreate shape)
    {
        try
        {
            using BpfMap map = BpfMap.Create("feature", shape);
            return true;
        }
        catch (EbpfException exception) when (exception.ErrorNumber == ErrorNumber.Invalid)
        {
            return false;
        }
    }

    private static bool CanLoadTracing(uint tracepoint)
    {
        if (tracepoint == 0)
            return false;
        BpfInstruction[] code = [new(Move64, 0, 0, 0), new(Exit, 0, 0, 0)];
        ProgramRequest request = new(BpfProgramType.Tracing, BpfAttachType.RawTracepointWithTypes, tracepoint, IsSleepable: false, "GPL", null);
        try
        {
            using BpfHandle program = ProgramLoader.Load(new ProgramImage("feature"), code, request);
            return true;
        }
        catch (EbpfException exception) when (exception.Fault is EbpfFault.KernelTooOld or EbpfFault.VerifierRefused)
        {
            return false;
        }
    }
}
