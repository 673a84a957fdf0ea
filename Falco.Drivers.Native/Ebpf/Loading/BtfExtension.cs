namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>
/// The section <c>.BTF.ext</c>: what the compiler tells about instructions, by section of code. Instructions are counted, not bytes.
/// </summary>
internal sealed class BtfExtension
{
    private const ushort Magic = 0xEB9F;
    private const int InstructionSize = 8;
    private const uint HeaderWithRelocations = 32;

    private readonly Dictionary<string, FunctionInfo[]> _functions = [];
    private readonly Dictionary<string, LineInfo[]> _lines = [];
    private readonly Dictionary<string, CoreRelocation[]> _relocations = [];

    private BtfExtension(ObjectBytes bytes, Btf types)
    {
        uint header = bytes.UInt32(4);
        if (bytes.UInt16(0) != Magic || bytes.Byte(2) != 1)
            throw Malformed.Because($"{bytes.Name} is not little-endian BTF of version 1");
        Read(Part(bytes, header, 8), types, 8, _functions, static (record, at) => new(Instruction(record, at), record.UInt32(at + 4)));
        Read(
            Part(bytes, header, 16),
            types,
            16,
            _lines,
            static (record, at) => new(Instruction(record, at), record.UInt32(at + 4), record.UInt32(at + 8), record.UInt32(at + 12)));
        if (header < HeaderWithRelocations)
            return;
        Read(
            Part(bytes, header, 24),
            types,
            16,
            _relocations,
            static (record, at) => new(Instruction(record, at), record.UInt32(at + 4), record.UInt32(at + 8), (CoreRelocationKind)record.UInt32(at + 12)));
    }

    /// <summary>All places that depend on the kernel's types.</summary>
    public IEnumerable<CoreRelocation> Relocations => _relocations.Values.SelectMany(static list => list);

    /// <exception cref="EbpfException">The section is malformed.</exception>
    public static BtfExtension Parse(ObjectBytes bytes, Btf types) => new(bytes, types);

    public ReadOnlySpan<FunctionInfo> FunctionsOf(ObjectFunction function) => Of(function, _functions);

    public ReadOnlySpan<LineInfo> LinesOf(ObjectFunction function) => Of(function, _lines);

    public ReadOnlySpan<CoreRelocation> RelocationsOf(ObjectFunction function) => Of(function, _relocations);

    private static ReadOnlySpan<T> Of<T>(ObjectFunction function, Dictionary<string, T[]> bySection)
        where T : IInstructionRecord => InstructionTable.Range<T>(bySection.GetValueOrDefault(function.Section.Name), function);

    private static ObjectBytes Part(ObjectBytes bytes, uint header, ulong field) =>
        bytes.Slice(header + (ulong)bytes.UInt32(field), bytes.UInt32(field + 4), bytes.Name);

    private static uint Instruction(ObjectBytes record, ulong at)
    {
        uint offset = record.UInt32(at);
        return offset % InstructionSize == 0 ? offset / InstructionSize : throw Malformed.Because($"{record.Name} names half an instruction");
    }

    // A part is: the size of a record, then for each section its name, the count of its records, and these.
    private static void Read<T>(ObjectBytes part, Btf types, uint minimalSize, Dictionary<string, T[]> bySection, Func<ObjectBytes, ulong, T> read)
        where T : IInstructionRecord
    {
        if (part.Length == 0)
            return;
        uint size = part.UInt32(0);
        if (size < minimalSize)
            throw Malformed.Because($"{part.Name} has records of {size} bytes; at least {minimalSize} are expected");
        ulong at = 4;
        while (at < (ulong)part.Length)
        {
            string section = types.Text(part.UInt32(at));
            uint count = part.UInt32(at + 4);
            at += 8;
            part.At(at, (ulong)count * size);
            T[] records = new T[count];
            for (uint i = 0; i < count; i++)
                records[i] = read(part, at + ((ulong)i * size));
            InstructionTable.Sort(records);
            bySection[section] = records;
            at += (ulong)count * size;
        }
    }
}
