using System.Runtime.CompilerServices;

namespace Falco.Drivers.Native.Ebpf.Kernel;

/// <summary>The name of a map or program as the kernel holds it: at most 15 characters, shown by its tools.</summary>
[InlineArray(Length)]
internal struct BpfName
{
    public const int Length = 16;

    private byte _first;

    public BpfName(string name)
    {
        Span<byte> bytes = this;
        for (int i = 0; i < name.Length && i < Length - 1; i++)
            bytes[i] = char.IsAsciiLetterOrDigit(name[i]) || name[i] == '.' ? (byte)name[i] : (byte)'_';
    }
}
