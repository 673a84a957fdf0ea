namespace Falco.Drivers.Native.Ebpf;

/// <summary>The tracepoints beside those of system calls, numbered as in layout.h.</summary>
internal enum ProbeTracepoint
{
    ProcessExit = 0,
    ProcessFork = 1,
    ProcessExec = 2,
    Signal = 3,
}
