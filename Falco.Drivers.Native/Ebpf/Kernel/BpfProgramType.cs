namespace Falco.Drivers.Native.Ebpf.Kernel;

/// <summary>The kernel's numbers of the kinds of programs that are used.</summary>
internal enum BpfProgramType : uint
{
    Unspecified = 0,
    SocketFilter = 1,
    RawTracepoint = 17,
    Tracing = 26,
}
