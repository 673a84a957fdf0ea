using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>
/// The section <c>.BTF.ext</c>: what the compiler tells about instructions, by section of code. Instructions are counted, not bytes.
/// </summary>
internal sealed class BtfExtension
{
    private const ushort Magic = 0xEB9F;
    private const uint HeaderWithRelocations = 32;

    private readonly Dictionary<string, FunctionInfo[]> _functions = [];
    private readonly Dictionary<string, LineInfo[]> _lines = [];
    private readonly Dictionary<string, CoreRelocation[]> _relocations = [];

    private BtfExtension(ObjectBytes bytes, Btf types)
    {
        uint header = bytes.UInt32(4);
        if (bytes.UInt16(0) != Magic || bytes.Byte(2) != 1)
            throw Malformed.Because($"{bytes.Name} is not little-endian BTF of version 1");
        Read(Part(bytes, header, 8), types, _functions);
        Read(Part(bytes, header, 16), types, _lines);
        if (header >= HeaderWithRelocations)
            Read(Part(bytes, header, 24), types, _relocations);
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

    // A part is: the size of a record, then for each section its name, the count of its records, and these.
    private static void Read<T>(ObjectBytes part, Btf types, Dictionary<string, T[]> bySection)
        where T : unmanaged, IInstructionRecord
    {
        if (part.Length == 0)
            return;
        uint size = part.UInt32(0);
        if (size < Unsafe.SizeOf<T>())
            throw Malformed.Because($"{part.Name} has records of {size} bytes; at least {Unsafe.SizeOf<T>()} are expected");
        ulong at = 4;
        while (at < (ulong)part.Length)
        {
            string section = types.Text(part.UInt32(at));
            uint count = part.UInt32(at + 4);
            at += 8;
            bySection[section] = ReadRecords<T>(part.At(at, (ulong)count * size), (int)size, part.Name);
            at += (ulong)count * size;
        }
    }

    // An object has a record for nearly each of its lines: our types are laid out as its records begin, so they are copied.
    private static T[] ReadRecords<T>(ReadOnlySpan<byte> bytes, int size, string name)
        where T : unmanaged, IInstructionRecord
    {
        T[] records = new T[bytes.Length / size];
        Span<byte> target = MemoryMarshal.AsBytes(records.AsSpan());
        bool isSorted = true;
        uint last = 0;
        for (int i = 0; i < records.Length; i++)
        {
            Span<byte> record = target.Slice(i * Unsafe.SizeOf<T>(), Unsafe.SizeOf<T>());
            bytes.Slice(i * size, record.Length).CopyTo(record);

            // The first field counts bytes.
            uint offset = BinaryPrimitives.ReadUInt32LittleEndian(record);
            if (offset % BpfInstruction.Size != 0)
                throw Malformed.Because($"{name} names half an instruction");
            BinaryPrimitives.WriteUInt32LittleEndian(record, offset / BpfInstruction.Size);
            isSorted &= offset >= last;
            last = offset;
        }

        if (!isSorted)
            InstructionTable.Sort(records);
        return records;
    }
}
