namespace Falco.Drivers.Native.Ebpf.Loading;

/// <summary>
/// The answer of the running kernel's types to a relocation: the value in the object's own types (the instruction holds it if
/// that is to be checked) and the kernel's. Without one the instruction must never run. Sizes are those of a load, 0 if it must
/// keep its width. A problem means that no program that asks can be loaded.
/// </summary>
internal sealed record CoreResolution(
    string Subject,
    ulong Local,
    ulong? Value,
    bool IsChecked,
    uint LocalSize = 0,
    uint Size = 0,
    bool IsWidthSafe = true,
    string? Problem = null);
