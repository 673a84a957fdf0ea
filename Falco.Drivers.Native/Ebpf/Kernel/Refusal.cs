using System.Runtime.InteropServices;
using Falco.Drivers.Native.Linux;

namespace Falco.Drivers.Native.Ebpf.Kernel;

/// <summary>Turns an error number of bpf(2) into an exception that names the remedy.</summary>
internal static class Refusal
{
    public static EbpfException Explain(string action, int error) => Explain(action, error, SecurityState.Read());

    public static EbpfException Explain(string action, int error, SecurityState state)
    {
        string problem = $"{action} failed ({Marshal.GetPInvokeErrorMessage(error)})";
        return error switch
        {
            ErrorNumber.NotPermitted or ErrorNumber.AccessDenied => NotPermitted(problem, error, state),
            ErrorNumber.NoSystemCall => new(EbpfFault.KernelTooOld, problem, "the kernel needs CONFIG_BPF_SYSCALL, or a seccomp filter hides bpf(2)", error),
            ErrorNumber.NoMemory => new(EbpfFault.OperatingSystem, problem, "use smaller buffers, or raise the memory limit of the process or its control group", error),
            ErrorNumber.TooBig => new(EbpfFault.KernelTooOld, problem, "the kernel does not know this request, or the size is beyond its limit", error),
            _ => new EbpfException(EbpfFault.OperatingSystem, problem, errorNumber: error),
        };
    }

    private static EbpfException NotPermitted(string problem, int error, SecurityState state)
    {
        if (state.IsLockedDown)
        {
            return new(
                EbpfFault.Lockdown,
                problem,
                "the kernel is locked down in confidentiality mode and lets no program read its memory; boot with lockdown=integrity or without lockdown",
                error);
        }

        if (state.MissingCapabilities is { Length: > 0 } missing)
        {
            string setting = state.UnprivilegedBpfDisabled is { } value and not "0" ? $" (kernel.unprivileged_bpf_disabled is {value})" : "";
            return new(EbpfFault.MissingPrivilege, problem, $"the process needs {missing}, or root{setting}", error);
        }

        return new(
            EbpfFault.MissingPrivilege,
            problem,
            "the process has the capabilities; a seccomp filter, a security module or a user namespace forbids bpf(2), or (before Linux 5.11) RLIMIT_MEMLOCK is too low",
            error);
    }
}
