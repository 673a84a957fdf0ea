using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>
/// Finds types by the hash of their essential names: chains in two arrays, no text for each. Half of a kernel's names, those of
/// functions and variables, are left out: they are looked for rarely, and then one by one.
/// </summary>
internal sealed class TypeNameIndex
{
    private const int Buckets = 1 << 15;

    // The first type of each chain and the next one of each type; 0 ends a chain.
    private readonly uint[] _first = new uint[Buckets];
    private readonly uint[] _next;

    /// <param name="types">The types, one after the other.</param>
    /// <param name="offsets">Where each begins, by id.</param>
    /// <param name="names">All names, each ended by a NUL.</param>
    public TypeNameIndex(ReadOnlySpan<byte> types, ReadOnlySpan<uint> offsets, ReadOnlySpan<byte> names)
    {
        _next = new uint[offsets.Length];
        Build(types, offsets, names);
    }

    public uint First(ReadOnlySpan<byte> essentialName) => _first[TypeName.Hash(essentialName) % Buckets];

    public uint Next(uint id) => _next[id];

    // Runs once, over everything, at start: it cannot wait until the runtime finds it worth optimising.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Build(ReadOnlySpan<byte> types, ReadOnlySpan<uint> offsets, ReadOnlySpan<byte> names)
    {
        // From the end, so that a chain runs upwards.
        for (int id = offsets.Length - 1; id > 0; id--)
        {
            ReadOnlySpan<byte> type = types[(int)offsets[id]..];
            uint name = BinaryPrimitives.ReadUInt32LittleEndian(type);
            BtfKind kind = (BtfKind)(type[7] & 0x1F);
            if (name == 0 || name >= (uint)names.Length
                || kind is BtfKind.Function or BtfKind.Variable or BtfKind.DataSection or BtfKind.DeclarationTag)
                continue;
            uint hash = TypeName.EmptyHash;
            int underscores = 0;
            int end = (int)name;
            for (; end < names.Length && names[end] != 0; end++)
            {
                hash = TypeName.AddToHash(hash, names[end]);
                underscores = names[end] != '_' ? 0 : underscores + 1;
                if (underscores == 3)
                {
                    // Rare: what follows may not be essential.
                    ReadOnlySpan<byte> rest = names[(int)name..];
                    int length = rest.IndexOf((byte)0);
                    hash = TypeName.Hash(TypeName.Essential(length < 0 ? rest : rest[..length]));
                    break;
                }
            }

            ref uint first = ref _first[hash % Buckets];
            _next[id] = first;
            first = (uint)id;
        }
    }
}
