using System.Runtime.InteropServices;

namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>One instruction, laid out as the kernel reads it.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal readonly record struct BpfInstruction(byte Code, byte Registers, short Offset, int Immediate)
{
    public const int Size = 8;

    private const byte Load64 = 0x18;
    private const byte Call = 0x85;
    private const byte CallsFunction = 1;
    private const byte CallsKernel = 2;

    /// <summary>Whether it loads 64 bits that it and the next one hold.</summary>
    public bool IsLoad64 => Code == Load64;

    /// <summary>Whether it calls another function of the program: the immediate is the distance from the next instruction.</summary>
    public bool IsFunctionCall => Code == Call && Source == CallsFunction;

    public int Source => Registers >> 4;

    public BpfInstruction WithSource(BpfPseudoSource source) => this with { Registers = (byte)(Registers & 0x0F | (int)source << 4) };

    /// <summary>Calls a function of the kernel's by its type.</summary>
    public static BpfInstruction CallKernel(uint type) => new(Call, CallsKernel << 4, 0, (int)type);

    /// <summary>Calls a helper by its number.</summary>
    public static BpfInstruction CallHelper(int number) => new(Call, 0, 0, number);
}
