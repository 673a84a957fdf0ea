using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Falco.Drivers.Native.Ebpf.Kernel;

namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>
/// Gives the kernel the object's own types. Compilers leave to the loader what only the object file knows: the sizes of sections
/// and the places of variables. Programs load without types, too; only messages and listings are poorer then.
/// </summary>
internal static unsafe class ObjectTypes
{
    private const string KernelSymbols = ".ksyms";
    private const int TypeSize = 12;
    private const uint KindMask = 0x1F000000;
    private const uint FlagMask = 0x80000000;

    /// <returns>The types in the kernel, or <see langword="null"/> if the object has none or the kernel refuses them.</returns>
    public static BpfHandle? TryLoad(EbpfObject source) => source.Types is { } types
        ? TryLoad(Prepare(source, types, isForOldKernel: false)) ?? TryLoad(Prepare(source, types, isForOldKernel: true))
        : null;

    /// <summary>The types as the kernel takes them.</summary>
    public static byte[] Prepare(EbpfObject source, Btf types, bool isForOldKernel)
    {
        byte[] bytes = types.Bytes.ToArray();
        Complete(source, types, bytes);
        if (isForOldKernel)
            Simplify(types, bytes);
        return bytes;
    }

    /// <returns>The types in the kernel, or <see langword="null"/> if it refuses them.</returns>
    public static BpfHandle? TryLoad(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* pointer = bytes)
        {
            BpfAttributes.BtfLoad attributes = new() { Bytes = (ulong)pointer, Size = (uint)bytes.Length };
            int descriptor = BpfSystem.Call(BpfCommand.BtfLoad, ref attributes, out _);
            return descriptor >= 0 ? new BpfHandle(descriptor) : null;
        }
    }

    private static void Complete(EbpfObject source, Btf types, byte[] bytes)
    {
        HashSet<string> hidden = [];
        foreach (ElfSymbol symbol in source.Elf.Symbols)
        {
            if (symbol is { Type: ElfSymbolType.Function, IsHidden: true })
                hidden.Add(symbol.Name);
        }

        for (uint id = 1; id < types.Count; id++)
        {
            BtfType type = types[id];
            if (type.Kind == BtfKind.DataSection && types.Text(type.Name) == KernelSymbols)
                HideKernelSymbols(types, type, bytes);
            else if (type.Kind == BtfKind.DataSection)
                CompleteSection(source, types, type, bytes);

            // A hidden function is verified in place like a static one.
            else if (type.Kind == BtfKind.Function && hidden.Contains(types.Text(type.Name)))
                BinaryPrimitives.WriteUInt32LittleEndian(FixedPart(types, type, bytes)[4..], type.Info & ~0xFFFFu);
        }
    }

    private static void CompleteSection(EbpfObject source, Btf types, BtfType type, byte[] bytes)
    {
        if (source.Elf.Find(types.Text(type.Name)) is not { } section)
            return;
        BinaryPrimitives.WriteUInt32LittleEndian(FixedPart(types, type, bytes)[8..], (uint)section.Size);
        Dictionary<string, ulong> offsets = [];
        foreach (ElfSymbol symbol in source.Elf.Symbols)
        {
            if (symbol.Section == section.Index)
                offsets[symbol.Name] = symbol.Value;
        }

        // The kernel wants the variables in the order of their places.
        Span<SectionVariable> variables = Entries(types, type, bytes);
        foreach (ref SectionVariable variable in variables)
        {
            if (offsets.TryGetValue(types.Text(types[variable.Type].Name), out ulong offset))
                variable = variable with { Offset = (uint)offset };
        }

        variables.Sort(static (left, right) => left.Offset.CompareTo(right.Offset));
    }

    // The kernel takes no declarations of its own functions: each becomes a name of its prototype, and their section a
    // structure of as many numbers.
    private static void HideKernelSymbols(Btf types, BtfType section, byte[] bytes)
    {
        uint number = NumberType(types);
        Span<SectionVariable> entries = Entries(types, section, bytes);
        foreach (ref SectionVariable entry in entries)
        {
            BtfType declared = types[entry.Type];
            if (declared.Kind == BtfKind.Function)
                SetInfo(FixedPart(types, declared, bytes), BtfKind.Typedef, 0);

            // A member's name, type and place.
            entry = new SectionVariable(0, number, 0);
        }

        Span<byte> part = FixedPart(types, section, bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(part, 0);
        SetInfo(part, BtfKind.Structure, (uint)section.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(part[8..], number == 0 ? 0 : types.SizeOf(number));
    }

    private static uint NumberType(Btf types)
    {
        for (uint id = 1; id < types.Count; id++)
        {
            if (types[id].Kind == BtfKind.Integer)
                return id;
        }

        return 0;
    }

    // Older kernels refuse kinds of types that they do not know: each is replaced by one of the same length.
    private static void Simplify(Btf types, byte[] bytes)
    {
        uint number = NumberType(types);
        for (uint id = 1; id < types.Count; id++)
        {
            BtfType type = types[id];
            Span<byte> part = FixedPart(types, type, bytes);
            switch (type.Kind)
            {
                case BtfKind.Float:
                    SetInfo(part, BtfKind.Structure, 0);
                    break;
                case BtfKind.TypeTag:
                    BinaryPrimitives.WriteUInt32LittleEndian(part, 0);
                    SetInfo(part, BtfKind.Constant, 0);
                    break;
                case BtfKind.DeclarationTag:
                    BinaryPrimitives.WriteUInt32LittleEndian(part[8..], 1);
                    SetInfo(part, BtfKind.Integer, 0);
                    BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(types.TypesAt + type.Body), 8);
                    break;
                case BtfKind.Enumeration64:
                    // A union of numbers with the names of the enumerators.
                    SetInfo(part, BtfKind.Union, (uint)type.Count);
                    foreach (ref SectionVariable enumerator in Entries(types, type, bytes))
                        enumerator = new SectionVariable(enumerator.Type, number, 0);
                    break;
                case BtfKind.Enumeration:
                    BinaryPrimitives.WriteUInt32LittleEndian(part[4..], type.Info & ~FlagMask);
                    break;
            }
        }
    }

    // Entries of three numbers: a variable's type, place and size; a member's name, type and place; an enumerator's name and value.
    private static Span<SectionVariable> Entries(Btf types, BtfType type, byte[] bytes) =>
        MemoryMarshal.Cast<byte, SectionVariable>(bytes.AsSpan(types.TypesAt + type.Body, type.Count * sizeof(SectionVariable)));

    private static void SetInfo(Span<byte> part, BtfKind kind, uint count) =>
        BinaryPrimitives.WriteUInt32LittleEndian(part[4..], ((uint)kind << 24 & KindMask) | count);

    private static Span<byte> FixedPart(Btf types, BtfType type, byte[] bytes) => bytes.AsSpan(types.TypesAt + type.Body - TypeSize, TypeSize);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct SectionVariable(uint Type, uint Offset, uint Size);
}
