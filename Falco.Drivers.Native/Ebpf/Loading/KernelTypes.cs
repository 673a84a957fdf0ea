namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>The types of the running kernel, found by their names.</summary>
internal sealed class KernelTypes(Btf types, IDisposable? memory = null) : IDisposable
{
    /// <summary>Where the kernel describes its types.</summary>
    public const string DefaultPath = "/sys/kernel/btf/vmlinux";

    private readonly TypeNameIndex _index = types.IndexNames();

    public Btf Types { get; } = types;

    /// <exception cref="EbpfException">The kernel has no description, or it is malformed.</exception>
    public static KernelTypes Read(string path = DefaultPath)
    {
        MappedFile? mapped = null;
        try
        {
            // A read gives one page at a time and costs ten times as much (the kernel allows mapping since 6.16). Files that
            // are not the kernel's are not mapped: if one shrank meanwhile, that would end the process.
            mapped = path.EndsWith(DefaultPath, StringComparison.Ordinal) ? MappedFile.TryMap(path) : null;
            ReadOnlyMemory<byte> bytes = mapped is null ? File.ReadAllBytes(path) : mapped.Memory;
            return new KernelTypes(Btf.Parse(bytes, path), mapped);
        }
        catch (Exception exception)
        {
            (mapped as IDisposable)?.Dispose();
            if (exception is not (IOException or UnauthorizedAccessException))
                throw;
            bool isForbidden = exception is UnauthorizedAccessException;
            throw new EbpfException(
                isForbidden ? EbpfFault.MissingPrivilege : EbpfFault.MissingBtf,
                $"the kernel's types cannot be read from {path} ({exception.Message})",
                isForbidden ? "the process must be able to reach this file" : "the kernel needs CONFIG_DEBUG_INFO_BTF; in a container, /sys must be visible",
                cause: exception);
        }
    }

    /// <summary>Adds the ids of all types, of whatever kind, with an essential name; functions and variables are not among them.</summary>
    public void Find(ReadOnlySpan<byte> essentialName, List<uint> found)
    {
        for (uint id = _index.First(essentialName); id != 0; id = _index.Next(id))
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

    public void Dispose() => memory?.Dispose();
}
