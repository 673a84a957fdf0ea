using System.Runtime.InteropServices;

namespace Falco.Drivers.Native.Procfs;

/// <summary>Translates the open flags of the kernel into those of the schema, as events have them.</summary>
internal static class OpenFlags
{
    public const uint ReadOnly = 0x1;
    public const uint WriteOnly = 0x2;
    public const uint ReadWrite = 0x3;
    public const uint CloseOnExec = 0x1000;

    private const uint AccessMask = 0x3;

    // O_DIRECT and O_DIRECTORY are among the few flags that differ between architectures.
    private static readonly bool IsArm64 = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    // O_LARGEFILE is left out: the kernel adds it to every descriptor of a 64-bit process, so it says nothing. Synchronous files have two
    // bits in the kernel, one of which alone means less; events report both for either.
    private static readonly (uint Kernel, uint Schema)[] Table =
    [
        (0x40, 0x4), (0x400, 0x8), (0x1000, 0x10), (0x80, 0x20), (0x800, 0x40), (0x101000, 0x80), (0x200, 0x100),
        (IsArm64 ? 0x10000u : 0x4000u, 0x200), (IsArm64 ? 0x4000u : 0x10000u, 0x400), (0x80000, CloseOnExec), (0x400000, 0x2000),
    ];

    public static uint FromKernel(uint flags)
    {
        uint result = (flags & AccessMask) switch
        {
            1 => WriteOnly,
            2 => ReadWrite,
            _ => ReadOnly,
        };
        foreach ((uint kernel, uint schema) in Table)
        {
            if ((flags & kernel) != 0)
                result |= schema;
        }

        return result;
    }
}
