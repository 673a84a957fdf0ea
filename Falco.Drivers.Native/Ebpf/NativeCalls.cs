using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Falco.Core.Events;
using Falco.Drivers.Native.Ebpf.Loading;

namespace Falco.Drivers.Native.Ebpf;

/// <summary>The system calls by the numbers of this architecture, and those of 32-bit code on it.</summary>
internal sealed class NativeCalls
{
    /// <summary>Numbers are below this (SYSCALLS of layout.h).</summary>
    public const int Limit = 512;

    private const uint SocketCall = 102;
    private const string ExitPrefix = "x_";
    private const string EntryPrefix = "e_";
    private const string GenericProgram = "x_generic";

    private readonly EbpfObject _probe;
    private readonly SyscallInfo?[] _calls = new SyscallInfo?[Limit];

    // The native number + 1 of each 32-bit call; empty where there are none.
    private readonly ushort[] _compat;

    public NativeCalls(EbpfObject probe)
    {
        _probe = probe;
        bool isArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
        foreach (SyscallInfo call in EventSchema.Syscalls)
        {
            int number = isArm ? call.Arm64Number : call.X64Number;
            if ((uint)number < Limit)
                _calls[number] = call;
        }

        _compat = probe.HasVariable("native_of_compat") ? MemoryMarshal.Cast<byte, ushort>(probe.Value("native_of_compat")).ToArray() : [];
    }

    /// <summary>Writes the code of each call, as generic events carry it.</summary>
    public void CopyCodes(Span<byte> codes)
    {
        for (int number = 0; number < Limit; number++)
            BinaryPrimitives.WriteUInt16LittleEndian(codes[(2 * number)..], (ushort)(_calls[number]?.Code ?? 0));
    }

    /// <summary>The program that encodes the exit of a call.</summary>
    public string ExitProgram(SyscallInfo call) =>
        _probe.HasProgram(ExitPrefix + call.Name) ? ExitPrefix + call.Name : GenericProgram;

    /// <summary>The program that encodes the entry of a call, if the call is one of those that are told before they do anything.</summary>
    public string? EntryProgram(SyscallInfo call) =>
        _probe.HasProgram(EntryPrefix + call.Name) ? EntryPrefix + call.Name : null;

    /// <summary>The wanted calls that this architecture has, by their native numbers.</summary>
    public IEnumerable<(int Number, SyscallInfo Call)> Of(SyscallSet wanted)
    {
        for (int number = 0; number < Limit; number++)
        {
            if (_calls[number] is { } call && wanted.Contains(call))
                yield return (number, call);
        }
    }

    /// <summary>What the probe is to send.</summary>
    public NativeSelection Select(SyscallSet wanted)
    {
        NativeSelection selection = new();
        foreach ((int number, SyscallInfo call) in Of(wanted))
        {
            selection.Exits[number] = 1;
            selection.Entries[number] = EntryProgram(call) is null ? (byte)0 : (byte)1;
        }

        for (int number = 0; number < _compat.Length; number++)
        {
            if (_compat[number] == 0)
                continue;
            selection.CompatExits[number] = selection.Exits[_compat[number] - 1];
            selection.CompatEntries[number] = selection.Entries[_compat[number] - 1];
        }

        // Which call it stands for is known only when it is made.
        if (_compat.Length > 0)
        {
            selection.CompatExits[SocketCall] = 1;
            selection.CompatEntries[SocketCall] = Contains(wanted, "connect");
        }

        bool clones = wanted.Intersect(SyscallSet.Of("clone", "clone3", "fork", "vfork")).Count > 0;
        bool executes = wanted.Intersect(SyscallSet.Of("execve", "execveat")).Count > 0;
        selection.Tracepoints[(int)ProbeTracepoint.ProcessExit] = Contains(wanted, "sched_process_exit");
        selection.Tracepoints[(int)ProbeTracepoint.ProcessFork] = clones && RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? (byte)1 : (byte)0;
        selection.Tracepoints[(int)ProbeTracepoint.ProcessExec] = executes ? (byte)1 : (byte)0;
        selection.Tracepoints[(int)ProbeTracepoint.Signal] = Contains(wanted, "signal_deliver");
        return selection;
    }

    private static byte Contains(SyscallSet wanted, string name) => wanted.Contains(EventSchema.FindSyscall(name)!) ? (byte)1 : (byte)0;
}
