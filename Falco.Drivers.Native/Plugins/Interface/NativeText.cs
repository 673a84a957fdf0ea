using System.Runtime.InteropServices;
using System.Text;

namespace Falco.Drivers.Native.Plugins.Interface;

/// <summary>Text of C: UTF-8 that ends with NUL.</summary>
internal static unsafe class NativeText
{
    /// <summary>The bytes without the NUL; empty for a null pointer. The plugin owns them.</summary>
    public static ReadOnlySpan<byte> Bytes(byte* text) => MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text);

    /// <summary>A copy; <see langword="null"/> for a null pointer.</summary>
    public static string? Copy(byte* text) => text is null ? null : Encoding.UTF8.GetString(Bytes(text));

    /// <summary>Unmanaged memory with the text, to be freed by the caller.</summary>
    public static byte* Allocate(string text) => Allocate(Encoding.UTF8.GetBytes(text));

    /// <summary>Unmanaged memory with the text, to be freed by the caller.</summary>
    public static byte* Allocate(ReadOnlySpan<byte> text)
    {
        byte* copy = (byte*)NativeMemory.Alloc((nuint)text.Length + 1);
        text.CopyTo(new Span<byte>(copy, text.Length));
        copy[text.Length] = 0;
        return copy;
    }
}
