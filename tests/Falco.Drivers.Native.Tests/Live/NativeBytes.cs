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

    /// <summary>The address of a byte of the memory.</summary>
    public nint At(int offset) => (nint)(_memory + offset);

    /// <summary>The memory of a structure.</summary>
    public static NativeBytes Of<T>(T value)
        where T : unmanaged
    {
        NativeBytes bytes = new(sizeof(T));
        MemoryMarshal.Write(bytes.Span, value);
        return bytes;
    }

    /// <summary>Numbers of 64 bits one after another: the form of most structures.</summary>
    public static NativeBytes Words(params ReadOnlySpan<nint> words) => new(MemoryMarshal.AsBytes(words));

    /// <summary>Numbers of 32 bits one after another.</summary>
    public static NativeBytes Integers(params ReadOnlySpan<int> integers) => new(MemoryMarshal.AsBytes(integers));

    /// <summary>The structure in the memory.</summary>
    public T Read<T>()
        where T : unmanaged => MemoryMarshal.Read<T>(Span);

    public void Dispose() => NativeMemory.Free(_memory);
}
