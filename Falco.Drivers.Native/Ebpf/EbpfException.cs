namespace Falco.Drivers.Native.Ebpf;

/// <summary>The kernel's events cannot be had; the message names the remedy where there is one.</summary>
public sealed class EbpfException : Exception
{
    /// <summary>Makes one, for instance for a test of what a program does without the kernel's events.</summary>
    public EbpfException(EbpfFault fault, string message)
        : this(fault, message, remedy: null)
    {
    }

    internal EbpfException(EbpfFault fault, string problem, string? remedy = null, int errorNumber = 0, string? verifierLog = null, Exception? cause = null)
        : base(remedy is null ? problem : $"{problem}: {remedy}", cause)
    {
        Fault = fault;
        Remedy = remedy;
        ErrorNumber = errorNumber;
        VerifierLog = verifierLog;
    }

    /// <summary>What kind of obstacle it is.</summary>
    public EbpfFault Fault { get; }

    /// <summary>What a person can do about it, if anything.</summary>
    public string? Remedy { get; }

    /// <summary>The kernel's error number (<c>errno</c>), or 0 if no system call failed.</summary>
    public int ErrorNumber { get; }

    /// <summary>What the kernel's verifier wrote, if it refused a program; its end is in the message.</summary>
    public string? VerifierLog { get; }
}
