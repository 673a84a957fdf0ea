namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>Writes the kernel's answer into the instruction that asked for it.</summary>
internal static class CorePatch
{
    /// <summary>
    /// No helper has this number: where the kernel has no answer the verifier accepts the program only if the instruction is
    /// never reached. The number is the one that tools know.
    /// </summary>
    public const int PoisonedCall = 195896080;

    private const int ClassMask = 0x07;
    private const int WidthMask = 0x18;
    private const int RegisterOperand = 0x08;

    private enum InstructionClass
    {
        Load64 = 0,
        LoadFromMemory = 1,
        StoreImmediate = 2,
        StoreRegister = 3,
        Arithmetic32 = 4,
        Arithmetic64 = 7,
    }

    /// <returns>Whether the instruction was made one that must not run.</returns>
    /// <exception cref="EbpfException">The instruction is not what the relocation takes it for.</exception>
    public static bool Apply(Span<BpfInstruction> code, int index, CoreResolution answer)
    {
        if (answer.Problem is { } problem)
            throw Malformed.Because(problem);
        BpfInstruction instruction = code[index];
        InstructionClass kind = (InstructionClass)(instruction.Code & ClassMask);
        bool isMemory = kind is InstructionClass.LoadFromMemory or InstructionClass.StoreImmediate or InstructionClass.StoreRegister;
        if (instruction.IsLoad64 && index + 1 >= code.Length)
            throw Malformed.Because($"{answer.Subject}: a function ends within an instruction");
        if (answer.Value is not { } value || (isMemory && !answer.IsWidthSafe))
        {
            if (instruction.IsLoad64)
                code[index + 1] = BpfInstruction.CallHelper(PoisonedCall);
            code[index] = BpfInstruction.CallHelper(PoisonedCall);
            return true;
        }

        if (isMemory)
        {
            code[index] = PatchOffset(instruction, answer, value);
        }
        else if (kind is InstructionClass.Arithmetic32 or InstructionClass.Arithmetic64 && (instruction.Code & RegisterOperand) == 0)
        {
            CheckLocal(answer, (uint)instruction.Immediate, (uint)answer.Local);
            code[index] = instruction with { Immediate = (int)value };
        }
        else if (instruction.IsLoad64 && instruction.Source == 0)
        {
            BpfInstruction second = code[index + 1];
            CheckLocal(answer, (uint)instruction.Immediate | (ulong)(uint)second.Immediate << 32, answer.Local);
            code[index] = instruction with { Immediate = (int)value };
            code[index + 1] = second with { Immediate = (int)(value >> 32) };
        }
        else
        {
            throw Malformed.Because($"{answer.Subject}: an instruction with code 0x{instruction.Code:X2} cannot depend on a type");
        }

        return false;
    }

    private static BpfInstruction PatchOffset(BpfInstruction instruction, CoreResolution answer, ulong value)
    {
        CheckLocal(answer, (ulong)instruction.Offset, answer.Local);
        if (value > (ulong)short.MaxValue)
            throw Malformed.Because($"{answer.Subject}: the offset {value} is too large for one load");
        BpfInstruction patched = instruction with { Offset = (short)value };
        if (answer.Size == answer.LocalSize)
            return patched;
        if (WidthOf(instruction.Code) != answer.LocalSize)
            throw Malformed.Because($"{answer.Subject}: a load does not have the width of what it loads");
        return patched with { Code = (byte)(instruction.Code & ~WidthMask | WidthCode(answer)) };
    }

    private static uint WidthOf(byte code) => (code & WidthMask) switch
    {
        0x00 => 4,
        0x08 => 2,
        0x10 => 1,
        _ => 8,
    };

    private static int WidthCode(CoreResolution answer) => answer.Size switch
    {
        4 => 0x00,
        2 => 0x08,
        1 => 0x10,
        8 => 0x18,
        _ => throw Malformed.Because($"{answer.Subject}: {answer.Size} bytes cannot be loaded at once"),
    };

    private static void CheckLocal(CoreResolution answer, ulong held, ulong expected)
    {
        if (answer.IsChecked && held != expected)
            throw Malformed.Because($"{answer.Subject}: an instruction holds {held} where the object's types say {expected}");
    }
}
