namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>One step into a type.</summary>
/// <param name="Type">For a member or enumerator the type that has it; for an element of an array the element's type.</param>
/// <param name="Index">Which member, enumerator or element.</param>
/// <param name="IsNamed">Whether it is a member or enumerator.</param>
internal readonly record struct CoreStep(uint Type, int Index, bool IsNamed);
