using Falco.Drivers.Native.Ebpf.Kernel;

namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>
/// Reads the maps that an object declares: each is a variable of a structure whose members are pointers. A number is the length
/// of the array pointed to, a size that of the type pointed to.
/// </summary>
internal sealed class MapReader
{
    private const string SectionName = ".maps";
    private const uint DescriptorSize = 4;
    private const int SlotSize = 8;

    private readonly ElfObject _elf;
    private readonly Btf _types;
    private readonly ElfSection _section;
    private readonly Dictionary<string, BtfType> _declarations = [];

    private MapReader(ElfObject elf, Btf types, ElfSection section)
    {
        _elf = elf;
        _types = types;
        _section = section;
        for (uint id = 1; id < types.Count; id++)
        {
            BtfType type = types[id];
            if (type.Kind != BtfKind.DataSection || types.Text(type.Name) != SectionName)
                continue;
            for (int i = 0; i < type.Count; i++)
            {
                BtfType variable = types[types.SectionVariable(type, i)];
                _declarations[types.Text(variable.Name)] = types.Resolve(variable.SizeOrType);
            }
        }
    }

    /// <summary>Adds the maps by their section and offset: how instructions name them.</summary>
    /// <exception cref="EbpfException">A declaration is malformed.</exception>
    public static void Read(ElfObject elf, Btf? types, Dictionary<(int Section, ulong Offset), MapDefinition> maps)
    {
        if (elf.Find(SectionName) is not { Size: > 0 } section)
            return;
        MapReader reader = new(elf, types ?? throw Malformed.Because("the object declares maps, but has no BTF"), section);
        foreach (ElfSymbol symbol in elf.Symbols)
        {
            if (symbol.Section == section.Index && symbol.Type == ElfSymbolType.Object)
                maps[(section.Index, symbol.Value)] = reader.ReadMap(symbol);
        }
    }

    private MapDefinition ReadMap(ElfSymbol symbol) => _declarations.TryGetValue(symbol.Name, out BtfType type)
        ? ReadMap(symbol.Name, type, symbol.Value, isInner: false)
        : throw Malformed.Because($"the map '{symbol.Name}' is not described");

    private MapDefinition ReadMap(string name, BtfType type, ulong offset, bool isInner)
    {
        if (type.Kind != BtfKind.Structure)
            throw Malformed.Because($"the map '{name}' is not declared as a structure");
        MapDefinition map = new(name, (BpfMapType)Number(type, "type"));
        for (int i = 0; i < type.Count; i++)
        {
            BtfMember member = _types.Member(type, i);
            string field = _types.Text(member.Name);
            switch (field)
            {
                case "type":
                    break;
                case "max_entries":
                    map.MaxEntries = Number(member, field);
                    break;
                case "map_flags":
                    map.Flags = (BpfMapFlags)Number(member, field);
                    break;
                case "key_size":
                    map.KeySize = Number(member, field);
                    break;
                case "value_size":
                    map.ValueSize = Number(member, field);
                    break;
                case "key":
                    map.KeySize = _types.SizeOf(Pointee(_types.Resolve(member.Type), field).Id);
                    break;
                case "value":
                    map.ValueSize = _types.SizeOf(Pointee(_types.Resolve(member.Type), field).Id);
                    break;
                case "values" when !isInner:
                    ReadValues(map, member, offset);
                    break;
                default:
                    throw Malformed.Because($"the map '{name}' is declared with '{field}', which is not supported");
            }
        }

        return map;
    }

    // An array of pointers to the declaration of the inner maps, or to functions; its elements are known by relocations.
    private void ReadValues(MapDefinition map, BtfMember member, ulong offset)
    {
        BtfType element = _types.Resolve(_types.ArrayShape(_types.Resolve(member.Type)).Element);
        BtfType target = Pointee(element, "values");
        map.KeySize = DescriptorSize;
        map.ValueSize = DescriptorSize;
        if (target.Kind == BtfKind.Structure)
            map.Inner = ReadMap($"{map.Name}.inner", target, 0, isInner: true);

        ulong start = offset + (member.BitOffset / 8);
        ulong end = EndOf(offset);
        List<MapSlot> slots = [];
        foreach (ElfRelocation relocation in _elf.RelocationsOf(_section))
        {
            // The array is the last member, so its elements reach to the next map.
            ElfSymbol symbol = _elf.Symbols[(int)relocation.Symbol];
            if (relocation.Type == ElfRelocationType.Address64 && relocation.Offset >= start && relocation.Offset < end)
                slots.Add(new MapSlot((uint)((relocation.Offset - start) / SlotSize), symbol.Name));
        }

        map.Slots = slots;
    }

    private ulong EndOf(ulong offset)
    {
        ulong end = (ulong)_section.Size;
        foreach (ElfSymbol symbol in _elf.Symbols)
        {
            if (symbol.Section == _section.Index && symbol.Type == ElfSymbolType.Object && symbol.Value > offset)
                end = Math.Min(end, symbol.Value);
        }

        return end;
    }

    private uint Number(BtfType type, string field)
    {
        for (int i = 0; i < type.Count; i++)
        {
            BtfMember member = _types.Member(type, i);
            if (_types.Text(member.Name) == field)
                return Number(member, field);
        }

        return 0;
    }

    private uint Number(BtfMember member, string field) => _types.ArrayShape(Pointee(_types.Resolve(member.Type), field)).Count;

    private BtfType Pointee(BtfType pointer, string field) => pointer.Kind == BtfKind.Pointer
        ? _types.Resolve(pointer.SizeOrType)
        : throw Malformed.Because($"'{field}' of a map is not declared as a pointer");
}
