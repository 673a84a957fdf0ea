namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>The kinds of sections that are told apart.</summary>
internal enum ElfSectionType : uint
{
    Content = 1,
    Symbols = 2,
    Strings = 3,
    NoContent = 8,
    Relocations = 9,
}
