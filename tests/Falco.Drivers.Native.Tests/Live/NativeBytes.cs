using System.Runtime.InteropServices;
using System.Text;

namespace Falco.Drivers.Native.Tests.Live;

/// <summary>Memory that does not move, for arguments of system calls: a text with its end, a structure, or a buffer.</summary>
internal sealed unsafe class NativeBytes : IDisposable
{
    private readonly byte* _memory;

    public NativeBytes(int length)
    {
        Length = length;
        _memory = (byte*)NativeMemory.AllocZeroed((nuint)Math.Max(length, 1));
    }

    public NativeBytes(ReadOnlySpan<byte> bytes)
        : this(bytes.Length)
    {
        bytes.CopyTo(Span);
    }

    public NativeBytes(string text)
        : this(Encoding.UTF8.GetBytes(text + '\0'))
    {
    }

    public int Length { get; }

    public Span<byte> Span => new(_memory, Length);

    public static implicit operator nint(NativeBytes bytes) => (nint)bytes._memory;

    /// <summary>The memory of a structure.</summary>
    public static NativeBytes Of<T>(T value)
        where T : unmanaged
    {
        NativeBytes bytes = new(sizeof(T));
        MemoryMarshal.Write(bytes.Span, value);
        return bytes;
    }

    /// <summary>The structure in the memory.</summary>
    public T Read<T>()
        where T : unmanaged => MemoryMarshal.Read<T>(Span);

    public void Dispose() => NativeMemory.Free(_memory);
}
