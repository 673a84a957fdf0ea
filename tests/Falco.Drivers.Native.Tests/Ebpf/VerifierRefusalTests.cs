using Falco.Drivers.Native.Ebpf;
using Falco.Drivers.Native.Ebpf.Kernel;
using Falco.Drivers.Native.Ebpf.Loading;

namespace Falco.Drivers.Native.Tests.Ebpf;

/// <summary>What is made of the verifier's words, as kernels of different ages say them.</summary>
public sealed class VerifierRefusalTests
{
    private const int Invalid = 22;

    [Theory]
    [InlineData("unknown func bpf_probe_read_kernel#113", EbpfFault.Lockdown, "lockdown=integrity")]
    [InlineData("program of this type cannot use helper bpf_probe_read_kernel#113", EbpfFault.Lockdown, "lockdown=integrity")]
    [InlineData("invalid func unknown#191", EbpfFault.KernelTooOld, "a newer kernel is needed")]
    [InlineData("program of this type cannot use helper bpf_copy_from_user_task#191", EbpfFault.KernelTooOld, "a newer kernel is needed")]
    [InlineData("R0 invalid mem access 'scalar'", EbpfFault.VerifierRefused, "R0 invalid mem access 'scalar'")]
    [InlineData("", EbpfFault.KernelTooOld, "lacks a feature")]
    public void The_fault_follows_from_the_last_line(string line, EbpfFault fault, string words)
    {
        ProgramRequest request = new(BpfProgramType.Tracing, BpfAttachType.RawTracepointWithTypes, 1, IsSleepable: false, "GPL", null);
        string log = line.Length == 0 ? "" : $"0: R1=ctx(off=0)\n{line}\nprocessed 12 insns (limit 1000000)\n";

        EbpfException refusal = VerifierRefusal.Explain(new ProgramImage("x_read"), request, Invalid, log);

        Assert.Equal(fault, refusal.Fault);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("x_read", refusal.Message, StringComparison.Ordinal);
    }
}
