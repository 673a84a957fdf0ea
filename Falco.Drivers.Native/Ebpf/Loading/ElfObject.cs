namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>
/// Reads a relocatable 64-bit little-endian eBPF object. Whatever the file claims is checked before it is believed.
/// </summary>
internal sealed class ElfObject
{
    private const ulong HeaderSize = 64;
    private const ulong SectionHeaderSize = 64;
    private const ulong SymbolSize = 24;
    private const ulong RelocationSize = 16;
    private const int WeakBinding = 2;
    private const ushort Relocatable = 1;
    private const ushort MachineBpf = 247;
    private const int FirstReservedSection = 0xFF00;

    // A section that only takes memory costs the file nothing; ours need a few kilobytes.
    private const ulong MaxMemory = 64 << 20;

    private readonly ObjectBytes _file;
    private readonly Dictionary<int, ElfRelocation[]> _relocations = [];

    private ElfObject(ObjectBytes file)
    {
        _file = file;
        Sections = ReadSections();
        Symbols = ReadSymbols();
        foreach (ElfSection section in Sections)
        {
            // Those of descriptions for debuggers are many, and nobody asks for them.
            if (section.Type == ElfSectionType.Relocations && SectionAt(section.Info).IsInMemory)
                _relocations[(int)section.Info] = ReadRelocations(section);
        }
    }

    public IReadOnlyList<ElfSection> Sections { get; }

    public IReadOnlyList<ElfSymbol> Symbols { get; }

    /// <exception cref="EbpfException">The file is malformed.</exception>
    public static ElfObject Parse(ReadOnlyMemory<byte> file, string name) => new(new ObjectBytes(file, name));

    public ElfSection? Find(string name) => Sections.FirstOrDefault(section => section.Name == name && section.Type != ElfSectionType.Relocations);

    /// <summary>The places of a section that depend on symbols, by offset.</summary>
    public ReadOnlySpan<ElfRelocation> RelocationsOf(ElfSection section) => _relocations.GetValueOrDefault(section.Index);

    /// <summary>The instructions of a function that depend on symbols.</summary>
    public ReadOnlySpan<ElfRelocation> RelocationsOf(ObjectFunction function) => InstructionTable.Range(RelocationsOf(function.Section), function);

    private List<ElfSection> ReadSections()
    {
        if (_file.Length < (int)HeaderSize || !_file.At(0, 7).SequenceEqual("\x7F"u8 + "ELF"u8 + "\x02\x01\x01"u8))
            throw Malformed.Because($"{_file.Name} is not a 64-bit little-endian ELF file");
        if (_file.UInt16(16) != Relocatable || _file.UInt16(18) != MachineBpf)
            throw Malformed.Because($"{_file.Name} is not a relocatable eBPF object");
        ulong table = _file.UInt64(40);
        ushort count = _file.UInt16(60);
        ushort namesIndex = _file.UInt16(62);
        if (_file.UInt16(58) != SectionHeaderSize || count >= FirstReservedSection || namesIndex >= count)
            throw Malformed.Because($"{_file.Name} has a section table of an unknown shape");
        ObjectBytes headers = _file.Slice(table, count * SectionHeaderSize, $"{_file.Name}: the section table");
        ObjectBytes names = Content(headers.Slice(namesIndex * SectionHeaderSize, SectionHeaderSize, headers.Name), $"{_file.Name}: the section names");

        List<ElfSection> sections = new(count);
        for (int i = 0; i < count; i++)
            sections.Add(ReadSection(i, headers.Slice((ulong)i * SectionHeaderSize, SectionHeaderSize, headers.Name), names));
        return sections;
    }

    private ElfSection ReadSection(int index, ObjectBytes header, ObjectBytes names)
    {
        string name = names.Text(header.UInt32(0));
        ElfSectionType type = (ElfSectionType)header.UInt32(4);
        ulong size = header.UInt64(32);
        if (size > MaxMemory)
            throw Malformed.Because($"{_file.Name}: the section {name} claims {size} bytes");
        ObjectBytes bytes = type == ElfSectionType.NoContent || index == 0
            ? new ObjectBytes(default, name)
            : Content(header, $"{_file.Name}: the section {name}");
        return new ElfSection(index, name, type, header.UInt64(8), header.UInt32(40), header.UInt32(44), bytes, index == 0 ? 0 : (int)size);
    }

    private ObjectBytes Content(ObjectBytes header, string name) => _file.Slice(header.UInt64(24), header.UInt64(32), name);

    private ElfSymbol[] ReadSymbols()
    {
        if (Sections.FirstOrDefault(section => section.Type == ElfSectionType.Symbols) is not { } table)
            throw Malformed.Because($"{_file.Name} has no symbol table");
        ObjectBytes names = SectionAt(table.Link).Bytes;
        ElfSymbol[] symbols = new ElfSymbol[table.Bytes.Length / (int)SymbolSize];
        for (int i = 0; i < symbols.Length; i++)
        {
            ObjectBytes entry = table.Bytes.Slice((ulong)i * SymbolSize, SymbolSize, table.Bytes.Name);
            byte info = entry.Byte(4);
            ushort section = entry.UInt16(6);
            if (section < FirstReservedSection && section >= Sections.Count)
                throw Malformed.Because($"{_file.Name}: symbol {i} lies in section {section}, which does not exist");
            string name = names.Text(entry.UInt32(0));
            bool isHidden = (entry.Byte(5) & 3) is 1 or 2;
            symbols[i] = new ElfSymbol(name, (ElfSymbolType)(info & 15), info >> 4 == 0, info >> 4 == WeakBinding, isHidden, section, entry.UInt64(8), entry.UInt64(16));
        }

        return symbols;
    }

    private ElfSection SectionAt(uint index) =>
        index < Sections.Count ? Sections[(int)index] : throw Malformed.Because($"{_file.Name}: there is no section {index}");

    private ElfRelocation[] ReadRelocations(ElfSection section)
    {
        ElfRelocation[] relocations = new ElfRelocation[section.Bytes.Length / (int)RelocationSize];
        for (int i = 0; i < relocations.Length; i++)
        {
            ulong at = (ulong)i * RelocationSize;
            ulong info = section.Bytes.UInt64(at + 8);
            relocations[i] = new ElfRelocation(section.Bytes.UInt64(at), (uint)(info >> 32), (ElfRelocationType)(uint)info);
            if (relocations[i].Symbol >= Symbols.Count)
                throw Malformed.Because($"{section.Bytes.Name}: relocation {i} names symbol {relocations[i].Symbol}, which does not exist");
        }

        Array.Sort(relocations, static (left, right) => left.Offset.CompareTo(right.Offset));
        return relocations;
    }
}
