namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>
/// A member of a structure or union. Without a name it is a nested structure whose members count as the outer one's; with a
/// bit size it is a bit field.
/// </summary>
internal readonly record struct BtfMember(uint Name, uint Type, uint BitOffset, uint BitSize);
