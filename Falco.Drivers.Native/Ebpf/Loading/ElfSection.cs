namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>One section of an object file.</summary>
internal sealed class ElfSection(int index, string name, ElfSectionType type, ulong flags, uint link, uint info, ObjectBytes bytes, int size)
{
    private const ulong Allocated = 2;
    private const ulong Executable = 4;

    public int Index { get; } = index;

    public string Name { get; } = name;

    public ElfSectionType Type { get; } = type;

    public uint Link { get; } = link;

    public uint Info { get; } = info;

    /// <summary>The content; empty for a section that only takes memory.</summary>
    public ObjectBytes Bytes { get; } = bytes;

    /// <summary>The size in memory.</summary>
    public int Size { get; } = size;

    /// <summary>Whether a program needs it when it runs.</summary>
    public bool IsInMemory => (flags & Allocated) != 0;

    public bool IsCode => Type == ElfSectionType.Content && (flags & Executable) != 0 && Size > 0;

    /// <summary>Whether it holds global variables: <c>.data*</c>, <c>.rodata*</c>, <c>.bss*</c>.</summary>
    public bool IsData => Size > 0 && (IsReadOnlyData || IsNamed(".data") || IsNamed(".bss"));

    public bool IsReadOnlyData => IsNamed(".rodata");

    private bool IsNamed(string prefix) =>
        Name.StartsWith(prefix, StringComparison.Ordinal) && (Name.Length == prefix.Length || Name[prefix.Length] == '.');
}
