namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>One entry of the symbol table: an offset in a section; section 0 means that it is defined elsewhere.</summary>
internal readonly record struct ElfSymbol(string Name, ElfSymbolType Type, bool IsLocal, bool IsWeak, bool IsHidden, int Section, ulong Value, ulong Size);
