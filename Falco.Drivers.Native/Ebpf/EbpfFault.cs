namespace Falco.Drivers.Native.Ebpf;

/// <summary>Why the kernel's events cannot be had.</summary>
public enum EbpfFault
{
    /// <summary>The process lacks a capability, or a security module or seccomp filter forbids bpf(2).</summary>
    MissingPrivilege,

    /// <summary>The kernel does not describe its own types (no <c>/sys/kernel/btf/vmlinux</c>).</summary>
    MissingBtf,

    /// <summary>The kernel lacks something that the probe needs.</summary>
    KernelTooOld,

    /// <summary>The kernel is locked down and lets nobody read its memory.</summary>
    Lockdown,

    /// <summary>The kernel's verifier refused a program; <see cref="EbpfException.VerifierLog"/> says why.</summary>
    VerifierRefused,

    /// <summary>The object file or a description of types contradicts its format.</summary>
    MalformedObject,

    /// <summary>The object is of another version than the code that loads it.</summary>
    VersionMismatch,

    /// <summary>A record in a ring buffer contradicts the ring's positions.</summary>
    CorruptRing,

    /// <summary>A system call failed for another reason; <see cref="EbpfException.ErrorNumber"/> is the kernel's.</summary>
    OperatingSystem,
}
