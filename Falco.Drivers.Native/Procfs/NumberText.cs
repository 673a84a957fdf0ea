using System.Buffers.Text;

namespace Falco.Drivers.Native.Procfs;

/// <summary>Numbers as the names of files.</summary>
internal static class NumberText
{
    public const int MaxLength = 11;

    /// <summary>Writes a number.</summary>
    /// <param name="number">Not negative.</param>
    /// <param name="room">At least <see cref="MaxLength"/> bytes.</param>
    public static ReadOnlySpan<byte> Format(int number, Span<byte> room)
    {
        Utf8Formatter.TryFormat(number, room, out int length);
        return room[..length];
    }
}
