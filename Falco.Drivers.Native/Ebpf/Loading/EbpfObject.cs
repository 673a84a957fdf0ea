using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Falco.Drivers.Native.Ebpf.Kernel;

namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>
/// An object file, read but not yet in the kernel: its maps and variables can still be set, and it is chosen what to load.
/// </summary>
internal sealed class EbpfObject
{
    private const string TextSection = ".text";

    private readonly Dictionary<(int Section, ulong Offset), MapDefinition> _maps = [];
    private readonly Dictionary<(int Section, int First), ObjectFunction> _functions = [];
    private readonly Dictionary<string, ProgramDefinition> _programs = [];
    private readonly Dictionary<string, GlobalVariable> _variables = [];

    private EbpfObject(ElfObject elf, string name)
    {
        Elf = elf;
        Name = name;
        License = elf.Find("license") is { } license ? ReadText(license) : "";
        if (elf.Find(".BTF") is { } types)
            Types = Btf.Parse(types.Bytes.Memory, types.Bytes.Name);
        if (Types is not null && elf.Find(".BTF.ext") is { } extension)
            Extension = BtfExtension.Parse(extension.Bytes, Types);
        ReadVariables();
        MapReader.Read(elf, Types, _maps);
        ReadFunctions();
    }

    public string Name { get; }

    public ElfObject Elf { get; }

    /// <summary>The object's own types, if the compiler described them.</summary>
    public Btf? Types { get; }

    public BtfExtension? Extension { get; }

    public string License { get; }

    public IReadOnlyCollection<MapDefinition> Maps => _maps.Values;

    public IReadOnlyCollection<ProgramDefinition> Programs => _programs.Values;

    /// <exception cref="EbpfException">The file is malformed.</exception>
    public static EbpfObject Open(ReadOnlyMemory<byte> file, string name) => new(ElfObject.Parse(file, name), name);

    /// <exception cref="EbpfException">The object has no such map.</exception>
    public MapDefinition Map(string name) =>
        _maps.Values.FirstOrDefault(map => map.Name == name) ?? throw Malformed.Because($"{Name} has no map '{name}'");

    /// <exception cref="EbpfException">The object has no such program.</exception>
    public ProgramDefinition Program(string name) =>
        _programs.TryGetValue(name, out ProgramDefinition? program) ? program : throw Malformed.Because($"{Name} has no program '{name}'");

    public bool HasProgram(string name) => _programs.ContainsKey(name);

    public bool HasVariable(string name) => _variables.ContainsKey(name);

    /// <exception cref="EbpfException">The object has no such global variable.</exception>
    public GlobalVariable Variable(string name) =>
        _variables.TryGetValue(name, out GlobalVariable variable) ? variable : throw Malformed.Because($"{Name} has no variable '{name}'");

    /// <summary>The value that a global variable has from the start.</summary>
    public Span<byte> Value(string name)
    {
        GlobalVariable variable = Variable(name);
        return variable.Memory.Data.AsSpan(variable.Offset, variable.Size);
    }

    /// <summary>Sets the value that a global variable has from the start, constants included.</summary>
    /// <exception cref="EbpfException">The object has no such variable, or one of another size.</exception>
    public void SetVariable<T>(string name, T value)
        where T : unmanaged
    {
        Span<byte> bytes = Value(name);
        if (bytes.Length != Unsafe.SizeOf<T>())
            throw Malformed.Because($"{Name}: the variable '{name}' has {bytes.Length} bytes, not {Unsafe.SizeOf<T>()}");
        MemoryMarshal.Write(bytes, value);
    }

    /// <returns>What a symbol and an offset name, if it is a map or memory of variables.</returns>
    public MapDefinition? MapAt(int section, ulong offset) => _maps.GetValueOrDefault((section, offset));

    /// <exception cref="EbpfException">No function begins there.</exception>
    public ObjectFunction FunctionAt(int section, long first) =>
        first is >= 0 and <= int.MaxValue && _functions.TryGetValue((section, (int)first), out ObjectFunction? function)
            ? function
            : throw Malformed.Because($"{Name}: an instruction refers to instruction {first} of section {section}, where no function begins");

    private static string ReadText(ElfSection section)
    {
        ReadOnlySpan<byte> bytes = section.Bytes.Memory.Span;
        int end = bytes.IndexOf((byte)0);
        return Encoding.ASCII.GetString(bytes[..Math.Min(end < 0 ? bytes.Length : end, 127)]);
    }

    private void ReadVariables()
    {
        foreach (ElfSection section in Elf.Sections.Where(static section => section.IsData))
        {
            byte[] data = new byte[section.Size];
            section.Bytes.Memory.CopyTo(data);
            MapDefinition memory = new(section.Name, BpfMapType.Array)
            {
                KeySize = sizeof(uint),
                ValueSize = (uint)section.Size,
                MaxEntries = 1,
                Flags = BpfMapFlags.Mappable | (section.IsReadOnlyData ? BpfMapFlags.ReadOnlyForPrograms : 0),
                Data = data,
                IsReadOnly = section.IsReadOnlyData,
            };
            _maps[(section.Index, 0)] = memory;
            foreach (ElfSymbol symbol in Elf.Symbols)
            {
                if (symbol.Section != section.Index || symbol.Type != ElfSymbolType.Object)
                    continue;
                if (symbol.Value > (ulong)data.Length || symbol.Size > (ulong)data.Length - symbol.Value)
                    throw Malformed.Because($"{Name}: the variable '{symbol.Name}' goes beyond its section");
                _variables[symbol.Name] = new GlobalVariable(memory, (int)symbol.Value, (int)symbol.Size);
            }
        }
    }

    private void ReadFunctions()
    {
        foreach (ElfSymbol symbol in Elf.Symbols)
        {
            if (symbol.Type != ElfSymbolType.Function || symbol.Section == 0 || symbol.Section >= Elf.Sections.Count)
                continue;
            ElfSection section = Elf.Sections[symbol.Section];
            ulong size = (ulong)section.Bytes.Length;
            bool isWhole = symbol.Value % BpfInstruction.Size == 0 && symbol.Size % BpfInstruction.Size == 0;
            if (!section.IsCode || !isWhole || symbol.Size == 0 || symbol.Value > size || symbol.Size > size - symbol.Value)
                throw Malformed.Because($"{Name}: the function '{symbol.Name}' goes beyond its section");
            ObjectFunction function = new(symbol.Name, section, (int)symbol.Value / BpfInstruction.Size, (int)symbol.Size / BpfInstruction.Size);
            _functions[(section.Index, function.First)] = function;
            if (section.Name != TextSection && !symbol.IsLocal)
                _programs[symbol.Name] = new ProgramDefinition(function);
        }
    }
}
