using System.Runtime.InteropServices;

namespace Falco.Drivers.Native.Ebpf.Kernel;

/// <summary>
/// The argument of bpf(2), one layout per command. All fields lie at the offsets of the kernel's interface; the kernel accepts
/// a shorter argument than it knows, and a longer one whose rest is zero, so old and new kernels take the same bytes.
/// </summary>
internal static class BpfAttributes
{
    [StructLayout(LayoutKind.Sequential)]
    public struct MapCreate
    {
        public BpfMapType Type;
        public uint KeySize;
        public uint ValueSize;
        public uint MaxEntries;
        public BpfMapFlags Flags;
        public int InnerMap;
        public uint NumaNode;
        public BpfName Name;
        public uint InterfaceIndex;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct MapElement
    {
        public int Map;
        public uint Padding;
        public ulong Key;
        public ulong Value;
        public ulong Flags;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct MapFreeze
    {
        public int Map;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct ProgramLoad
    {
        public BpfProgramType Type;
        public uint InstructionCount;
        public ulong Instructions;
        public ulong License;
        public uint LogLevel;
        public uint LogSize;
        public ulong Log;
        public uint KernelVersion;
        public uint Flags;
        public BpfName Name;
        public uint InterfaceIndex;
        public BpfAttachType ExpectedAttachType;
        public int Btf;
        public uint FunctionInfoRecordSize;
        public ulong FunctionInfo;
        public uint FunctionInfoCount;
        public uint LineInfoRecordSize;
        public ulong LineInfo;
        public uint LineInfoCount;
        public uint AttachTypeId;
        public int AttachProgram;
        public uint Padding;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct ProgramTestRun
    {
        public int Program;
        public uint Result;
        public uint DataLengthIn;
        public uint DataLengthOut;
        public ulong DataIn;
        public ulong DataOut;
        public uint Repeat;
        public uint Duration;
        public uint ContextLengthIn;
        public uint ContextLengthOut;
        public ulong ContextIn;
        public ulong ContextOut;
        public uint Flags;
        public uint Cpu;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct RawTracepointOpen
    {
        public ulong Name;
        public int Program;
        public uint Padding;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct BtfLoad
    {
        public ulong Bytes;
        public ulong Log;
        public uint Size;
        public uint LogSize;
        public uint LogLevel;
        public uint Padding;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct LinkCreate
    {
        public int Program;
        public int Target;
        public BpfAttachType AttachType;
        public uint Flags;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct IteratorCreate
    {
        public int Link;
        public uint Flags;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct GetInfo
    {
        public int Descriptor;
        public uint Length;
        public ulong Info;
    }
}
