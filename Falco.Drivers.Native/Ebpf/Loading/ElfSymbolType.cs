namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>What a symbol names.</summary>
internal enum ElfSymbolType : byte
{
    None = 0,
    Object = 1,
    Function = 2,
    Section = 3,
    File = 4,
}
