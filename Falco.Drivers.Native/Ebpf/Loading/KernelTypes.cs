namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>The types of the running kernel, found by their names.</summary>
internal sealed class KernelTypes
{
    /// <summary>Where the kernel describes its own types.</summary>
    public const string DefaultPath = "/sys/kernel/btf/vmlinux";

    private const int Buckets = 1 << 15;

    // Chains of the types with equal hash of their essential names, by id; 0 ends a chain.
    private readonly uint[] _first = new uint[Buckets];
    private readonly uint[] _next;

    public KernelTypes(Btf types)
    {
        Types = types;
        _next = new uint[types.Count];

        // From the end, so that a chain runs upwards.
        for (uint id = types.Count - 1; id > 0; id--)
        {
            BtfType type = types[id];

            // Half of a kernel's names are of functions and variables: these are looked for rarely, and one by one.
            if (type.Name == 0 || type.Kind is BtfKind.Function or BtfKind.Variable or BtfKind.DataSection or BtfKind.DeclarationTag)
                continue;
            ref uint first = ref _first[TypeName.Hash(TypeName.Essential(types.TextBytes(type.Name))) % Buckets];
            _next[id] = first;
            first = id;
        }
    }

    public Btf Types { get; }

    /// <exception cref="EbpfException">The kernel has no description, or it is malformed.</exception>
    public static KernelTypes Read(string path = DefaultPath)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EbpfException(
                EbpfFault.MissingBtf,
                $"the kernel's types cannot be read from {path} ({exception.Message})",
                "the kernel needs CONFIG_DEBUG_INFO_BTF; in a container, /sys must be visible",
                cause: exception);
        }

        return new KernelTypes(Btf.Parse(bytes, path));
    }

    /// <summary>Adds the ids of all types, of whatever kind, with an essential name.</summary>
    public void Find(ReadOnlySpan<byte> essentialName, List<uint> found)
    {
        for (uint id = _first[TypeName.Hash(essentialName) % Buckets]; id != 0; id = _next[id])
        {
            if (TypeName.Essential(Types.TextBytes(Types[id].Name)).SequenceEqual(essentialName))
                found.Add(id);
        }
    }

    /// <returns>The id of a type, or 0.</returns>
    public uint Find(ReadOnlySpan<byte> name, BtfKind kind)
    {
        List<uint> found = [];
        Find(TypeName.Essential(name), found);
        foreach (uint id in found)
        {
            BtfType type = Types[id];
            if (type.Kind == kind && Types.TextBytes(type.Name).SequenceEqual(name))
                return id;
        }

        return 0;
    }

    /// <returns>The id of a function, or 0.</returns>
    public uint FindFunction(ReadOnlySpan<byte> name)
    {
        for (uint id = 1; id < Types.Count; id++)
        {
            BtfType type = Types[id];
            if (type.Kind == BtfKind.Function && Types.TextBytes(type.Name).SequenceEqual(name))
                return id;
        }

        return 0;
    }
}
