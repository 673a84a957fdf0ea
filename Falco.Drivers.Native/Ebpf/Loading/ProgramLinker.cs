using System.Runtime.InteropServices;

namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>
/// Puts a program together: its own instructions, then each function that it calls, once, in the order of the first call,
/// with all that depends on the kernel's types and on addresses filled in.
/// </summary>
internal sealed class ProgramLinker
{
    // The kernel's own limit.
    private const int MaxFunctions = 256;

    private readonly EbpfObject _object;
    private readonly KernelAnswers _answers;
    private readonly ProgramImage _image;
    private readonly Dictionary<ObjectFunction, int> _starts = [];

    private ProgramLinker(EbpfObject source, KernelAnswers answers, string name)
    {
        _object = source;
        _answers = answers;
        _image = new ProgramImage(name);
    }

    /// <param name="source">The object that the program is of.</param>
    /// <param name="answers">What the kernel's types answer.</param>
    /// <param name="program">The program.</param>
    /// <exception cref="EbpfException">The object contradicts itself, or asks what cannot be answered.</exception>
    public static ProgramImage Link(EbpfObject source, KernelAnswers answers, ProgramDefinition program)
    {
        ProgramLinker linker = new(source, answers, program.Name);
        linker.Append(program.Function);

        // The kernel takes information about all functions or about none.
        if (linker._image.Functions.Count != linker._starts.Count)
        {
            linker._image.Functions.Clear();
            linker._image.Lines.Clear();
        }

        return linker._image;
    }

    private int Append(ObjectFunction function)
    {
        if (_starts.Count == MaxFunctions)
            throw Malformed.Because($"the program '{_image.Name}' calls more than {MaxFunctions} functions");
        int start = _image.Instructions.Count;
        _starts.Add(function, start);
        ReadOnlySpan<byte> bytes = function.Section.Bytes.At((ulong)function.First * BpfInstruction.Size, (ulong)function.Length * BpfInstruction.Size);
        BpfInstruction[] code = MemoryMarshal.Cast<byte, BpfInstruction>(bytes).ToArray();
        ApplyTypes(function, code, start);
        _image.Instructions.AddRange(code);
        AppendInfo(function, start);
        Dictionary<int, ElfRelocation> relocations = RelocationsOf(function);
        for (int i = 0; i < code.Length; i++)
        {
            bool isRelocated = relocations.TryGetValue(i, out ElfRelocation relocation);
            if (code[i].IsFunctionCall)
                Call(function, start, i, isRelocated ? relocation : null);
            else if (isRelocated)
                Relocate(start, i, relocation);
            if (code[i].IsLoad64)
                i++;
        }

        return start;
    }

    private void ApplyTypes(ObjectFunction function, BpfInstruction[] code, int start)
    {
        if (_object.Extension is not { } extension)
            return;
        foreach (CoreRelocation relocation in extension.RelocationsOf(function))
        {
            int index = (int)relocation.Instruction - function.First;
            CoreResolution answer = _answers.Of(relocation);
            if (CorePatch.Apply(code, index, answer))
                _image.Missing[start + index] = answer.Subject;
        }
    }

    private void AppendInfo(ObjectFunction function, int start)
    {
        if (_object.Extension is not { } extension)
            return;
        foreach (FunctionInfo info in extension.FunctionsOf(function))
        {
            if (info.Instruction == function.First)
                _image.Functions.Add(info with { Instruction = (uint)start });
        }

        foreach (LineInfo line in extension.LinesOf(function))
            _image.Lines.Add(line with { Instruction = line.Instruction - (uint)function.First + (uint)start });
    }

    private Dictionary<int, ElfRelocation> RelocationsOf(ObjectFunction function)
    {
        Dictionary<int, ElfRelocation> relocations = [];
        foreach (ElfRelocation relocation in _object.Elf.RelocationsOf(function))
            relocations[(int)relocation.Instruction - function.First] = relocation;

        return relocations;
    }

    // A call within one section needs no relocation; else the symbol names the section or the function itself.
    private void Call(ObjectFunction caller, int start, int index, ElfRelocation? relocation)
    {
        int immediate = _image.Instructions[start + index].Immediate;
        ObjectFunction callee;
        if (relocation is { } value)
        {
            ElfSymbol symbol = SymbolOf(value);
            if (symbol.Section == 0)
            {
                CallKernel(start + index, symbol);
                return;
            }

            callee = _object.FunctionAt(symbol.Section, (long)(symbol.Value / BpfInstruction.Size) + immediate + 1);
        }
        else
        {
            callee = _object.FunctionAt(caller.Section.Index, (long)caller.First + index + 1 + immediate);
        }

        PointTo(callee, start + index);
    }

    private void PointTo(ObjectFunction callee, int at)
    {
        int target = _starts.TryGetValue(callee, out int known) ? known : Append(callee);
        _image.Instructions[at] = _image.Instructions[at] with { Immediate = target - at - 1 };
    }

    private void Relocate(int start, int index, ElfRelocation relocation)
    {
        int at = start + index;
        BpfInstruction load = _image.Instructions[at];
        if (relocation.Type != ElfRelocationType.Load64 || !load.IsLoad64 || at + 1 >= _image.Instructions.Count)
            throw Malformed.Because($"the program '{_image.Name}' has a relocation of the unknown kind {relocation.Type} at instruction {index}");
        ElfSymbol symbol = SymbolOf(relocation);
        ElfSection section = _object.Elf.Sections[symbol.Section];
        if (symbol.Section == 0)
        {
            // Whether the kernel has the function: its address is not 0.
            uint type = KernelFunction(symbol);
            _image.Instructions[at] = load.WithSource(type == 0 ? BpfPseudoSource.None : BpfPseudoSource.KernelType) with { Immediate = (int)type };
        }
        else if (section.IsCode)
        {
            _image.Instructions[at] = load.WithSource(BpfPseudoSource.Function);
            PointTo(_object.FunctionAt(section.Index, ((long)(symbol.Value / BpfInstruction.Size)) + (load.Immediate / BpfInstruction.Size)), at);
        }
        else if (section.IsData && _object.MapAt(section.Index, 0) is { } memory)
        {
            _image.Maps.Add(new MapReference(at, memory));
            _image.Instructions[at] = load.WithSource(BpfPseudoSource.MapValue);
            _image.Instructions[at + 1] = _image.Instructions[at + 1] with { Immediate = load.Immediate + (int)symbol.Value };
        }
        else if (_object.MapAt(section.Index, symbol.Value) is { } map)
        {
            _image.Maps.Add(new MapReference(at, map));
            _image.Instructions[at] = load.WithSource(BpfPseudoSource.Map);
        }
        else
        {
            throw Malformed.Because($"the program '{_image.Name}' refers to '{symbol.Name}' in the section '{section.Name}', which is not supported");
        }
    }

    private ElfSymbol SymbolOf(ElfRelocation relocation)
    {
        ElfSymbol symbol = _object.Elf.Symbols[(int)relocation.Symbol];
        if (symbol.Section >= _object.Elf.Sections.Count)
            throw Malformed.Because($"the program '{_image.Name}' refers to '{symbol.Name}', which is in no section");
        return symbol;
    }

    private void CallKernel(int at, ElfSymbol symbol)
    {
        uint type = KernelFunction(symbol);
        _image.Instructions[at] = BpfInstruction.CallKernel(type);
        if (type == 0)
            _image.Missing[at] = symbol.Name;
    }

    // A function that the object declares as weak may be absent; the program asks before it calls.
    private uint KernelFunction(ElfSymbol symbol)
    {
        uint type = _answers.Function(symbol.Name);
        return type != 0 || symbol.IsWeak
            ? type
            : throw new EbpfException(EbpfFault.KernelTooOld, $"the program '{_image.Name}' needs the function '{symbol.Name}', which this kernel does not have");
    }
}
